"""What happened to a project, with the decisions behind it."""

from dataclasses import dataclass
from datetime import date

from ivz.accounts.actors import Actor
from ivz.decisions.addresses import addresses_of
from ivz.decisions.models import Decision
from ivz.projects.models import Project


@dataclass(frozen=True, kw_only=True)
class StepTold:
    """A step in words; the decision behind it is named only to who may read it."""

    on: date
    told: str
    note: str
    by_decision: bool
    reference: str
    url: str


def steps_of(project: Project, *, actor: Actor) -> list[StepTold]:
    """Give the steps of a project, newest first; three queries."""
    steps = list(project.steps.all())
    ids = [step.decision_id for step in steps if step.decision_id]
    readable = Decision.objects.visible_to(actor).filter(pk__in=ids).select_related("body")
    decisions = {decision.pk: decision for decision in readable}
    urls = addresses_of(decisions.values(), actor=actor)
    return [
        StepTold(
            on=step.on,
            told=step.get_kind_display(),
            note=step.note,
            by_decision=step.decision_id is not None,
            reference=str(decisions.get(step.decision_id or 0, "")),
            url=urls.get(step.decision_id or 0, ""),
        )
        for step in steps
    ]
