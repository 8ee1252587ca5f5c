"""What pages ask about proposals."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from ivz.accounts.actors import Actor
from ivz.insight import queries as insight
from ivz.insight.queries import CheckedClaim
from ivz.meetings.models import AdvicePoint, AgendaItem, Proposal


@dataclass
class NestedPoint:
    """An advice point with the points beneath it."""

    point: AdvicePoint
    beneath: list["NestedPoint"] = field(default_factory=list)


def points_of(proposal: Proposal) -> list[NestedPoint]:
    """The advice points as a tree, with what each refers to; two SQL queries."""
    points = list(proposal.points.prefetch_related("refers_to"))
    nested = {point.pk: NestedPoint(point) for point in points}
    for point in points:
        if point.parent_id is not None:
            nested[point.parent_id].beneath.append(nested[point.pk])
    return [nested[point.pk] for point in points if point.parent_id is None]


def checked_claims(proposal: Proposal) -> list[CheckedClaim]:
    """Give the statements of ``proposal`` computed again; whoever may read it may read these."""
    return insight.checked_claims(proposal.body, proposal.register_number)


def route(proposal: Proposal, *, actor: Actor) -> QuerySet[AgendaItem]:
    """The agenda items the proposal stands on that ``actor`` may see, oldest first."""
    return (
        AgendaItem.objects.visible_to(actor)
        .filter(proposal=proposal)
        .select_related("meeting__body")
        .order_by("meeting__date", "pk")
    )
