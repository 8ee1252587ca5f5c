"""The theme week that the papers of the example name."""

from ivz.accounts.actors import Actor
from ivz.events import actions
from ivz.example.files import records
from ivz.example.network import Region

NETWORK = "twente"


def load_theme_weeks(region: Region, *, by: Actor) -> None:
    """Load what the papers say of theme weeks; activities they do not name."""
    for row in records("theme_weeks.toml")["theme_weeks"]:
        details = actions.WeekDetails(**row | {"theme": region.themes[row["theme"]]})
        actions.announce_week(region.networks[NETWORK], details, by=by)
