"""The developments that the papers of the example name, and what became of them."""

from ivz.accounts.actors import Actor
from ivz.example.files import records
from ivz.example.network import Region
from ivz.knowledge.actions import developments as actions
from ivz.knowledge.states import Reach, StepKind, TakenUpIn
from ivz.projects.models import Project

NETWORK = "twente"


def load_developments(region: Region, projects: dict[str, Project], *, by: Actor) -> None:
    """Load what the papers say that changes; after the projects in which it is taken up."""
    for row in records("developments.toml")["developments"]:
        details = actions.DevelopmentDetails(
            title=row["title"],
            what=row["what"],
            meaning=row["meaning"],
            since=row["since"],
            reach=Reach(row["reach"]),
            theme=region.themes[row["theme"]] if "theme" in row else None,
            source=row["source"],
            review_on=row.get("review_on", by.today),
        )
        noted = actions.note(region.networks[NETWORK], details, by=by)
        if "taken_up" in row:
            step = actions.StepDetails(
                kind=StepKind.TAKEN_UP,
                words=row["taken_up"],
                taken_up_in=TakenUpIn.POLICY,
                address=projects[row["project"]].get_absolute_url(),
            )
            actions.move(noted, step, version=noted.version, by=by)
