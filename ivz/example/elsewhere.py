"""The decisions elsewhere of the example: fourteen municipal budgets."""

from ivz.accounts.actors import Actor
from ivz.decisions.actions import elsewhere
from ivz.decisions.models import Decision
from ivz.example.files import records
from ivz.meetings.queries.elsewhere import municipalities, organisations_to_ask


def load_elsewhere(*, by: Actor) -> None:
    """Ask of every municipality what the papers leave to it."""
    for row in records("elsewhere.toml")["elsewhere"]:
        decision = Decision.objects.get(
            draft__point__label=row["point"],
            draft__point__proposal__register_number=row["proposal"],
            is_practice=False,
        )
        offered = organisations_to_ask(decision, actor=by)
        asked = offered.filter(pk__in=municipalities(offered))
        elsewhere.ask(decision, asked, what=row["what"], due_on=row["due_on"], by=by)
