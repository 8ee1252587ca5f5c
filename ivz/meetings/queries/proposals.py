"""What pages ask about proposals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision
from ivz.insight import queries as insight
from ivz.insight.queries import CheckedClaim
from ivz.meetings.models import AdvicePoint, AgendaItem, DraftDecision, Proposal
from ivz.meetings.queries.annexes import HungAnnex
from ivz.meetings.references import NamedAnnex, Targets


@dataclass
class NestedPoint:
    """An advice point, what was decided on it, and the points beneath it."""

    point: AdvicePoint
    drafts: list[DraftDecision]
    beneath: list["NestedPoint"] = field(default_factory=list)


def points_of(proposal: Proposal, *, actor: Actor) -> list[NestedPoint]:
    """The advice points as a tree, with what each refers to and what was decided on it.

    Only recorded decisions that ``actor`` may read, oldest first; none of a practice meeting.
    Three SQL queries.
    """
    points = list(proposal.points.prefetch_related("refers_to"))
    decided: dict[int | None, list[DraftDecision]] = defaultdict(list)
    readable = Decision.objects.visible_to(actor).filter(is_practice=False)
    for draft in (
        DraftDecision.objects.filter(point__proposal=proposal, decision__in=readable)
        .select_related("decision__body", "item__meeting__body")
        .order_by("decision__decided_on", "pk")
    ):
        decided[draft.point_id].append(draft)
    nested = {point.pk: NestedPoint(point, drafts=decided[point.pk]) for point in points}
    for point in points:
        if point.parent_id is not None:
            nested[point.parent_id].beneath.append(nested[point.pk])
    return [nested[point.pk] for point in points if point.parent_id is None]


def targets_of(points: Iterable[NestedPoint], hung: Iterable[HungAnnex]) -> Targets:
    """Give what the texts of a proposal can refer to: its points, and annexes; no query."""
    return Targets(
        points=frozenset(_labels(points)),
        annexes=[_named(each) for each in hung if each.annex.withdrawn_at is None],
    )


def _labels(points: Iterable[NestedPoint]) -> Iterator[str]:
    for nested in points:
        yield nested.point.label
        yield from _labels(nested.beneath)


def _named(hung: HungAnnex) -> NamedAnnex:
    annex, newest = hung.annex, hung.newest
    is_shown = newest is not None and newest.file_kind.can_be_shown
    return NamedAnnex(
        title=annex.title,
        url=annex.get_absolute_url(),
        text_url=newest.document.get_preview_url() if newest and is_shown else "",
    )


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
