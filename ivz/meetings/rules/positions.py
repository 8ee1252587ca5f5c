"""What bodies decided on a paper that travels, as they sent it back."""

from collections.abc import Sequence

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.meetings.models import DraftDecision, RouteStep
from ivz.meetings.states import RouteAnswer

_FOR = {Outcome.ACCEPTED, Outcome.NOTED}
_OPEN = {Outcome.ACCEPTED_WITH_OPEN_POINT, Outcome.DEFERRED}


def decided_by(step: RouteStep, *, by: Actor) -> list[DraftDecision]:
    """Give the recorded decisions of the body of a step on its paper, newest per point.

    In the order of the points; none of a practice meeting, none from before it was sent. None at
    all where ``by`` may not read one of them, as if nothing was recorded.
    """
    if step.body_id is None or step.sent_on is None:
        return []
    found = DraftDecision.objects.filter(
        item__proposal=step.proposal,
        item__meeting__body=step.body_id,
        item__meeting__is_practice=False,
        decision__decided_on__gte=step.sent_on,
    ).select_related("point", "decision")
    newest = {draft.point_id: draft for draft in found.order_by("decision__decided_on", "pk")}
    recorded = {draft.decision_id for draft in newest.values() if draft.decision_id}
    if len(Decision.objects.visible_to(by).filter(pk__in=recorded)) < len(recorded):
        return []
    return sorted(newest.values(), key=lambda draft: draft.point.position if draft.point else 0)


def position_in(decided: Sequence[DraftDecision]) -> RouteAnswer:
    """Give the position of a body that follows from its outcomes per point.

    Not agreed where it rejected all, amended where it changed or rejected some, with a
    reservation where something stays open, else agreed. A withdrawn point does not count.
    """
    outcomes = {draft.outcome for draft in decided} - {Outcome.WITHDRAWN}
    if outcomes == {Outcome.REJECTED}:
        return RouteAnswer.NOT_AGREED
    if outcomes & {Outcome.AMENDED, Outcome.REJECTED}:
        return RouteAnswer.AMENDED
    return RouteAnswer.RESERVED if outcomes & _OPEN else RouteAnswer.AGREED


def as_sent_back(decided: Sequence[DraftDecision]) -> list[dict[str, str | int | None]]:
    """Give the decisions as they travel: number, outcome and text of each point, and whose."""
    return [
        {
            "label": draft.point.label if draft.point else "",
            "outcome": draft.outcome,
            "text": draft.text,
            "decision": draft.decision_id,
        }
        for draft in decided
    ]
