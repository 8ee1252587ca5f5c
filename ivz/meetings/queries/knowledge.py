"""Which knowledge papers stand on agendas and lie with proposals, and where they can be put."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import permissions_of
from ivz.decisions.addresses import Lying
from ivz.knowledge.models import KnowledgePaper, KnowledgeQuestion
from ivz.knowledge.queries.papers import questions_of
from ivz.meetings.models import AgendaItem, Meeting, PresentedPaper, Proposal
from ivz.meetings.models.knowledge import PresentedPaperQuerySet
from ivz.web.templatetags.ivz import long_date

MOST_OFFERED = 100


def presented_at(meeting: Meeting, *, actor: Actor) -> Mapping[int, list[PresentedPaper]]:
    """Give the papers at the items of a meeting, by the key of the item; one query."""
    found: defaultdict[int, list[PresentedPaper]] = defaultdict(list)
    for row in _at(actor, meeting.pk):
        found[row.item_id or 0].append(row)
    return found


@prepared
def _at(actor: Actor, meeting_id: int) -> PresentedPaperQuerySet:
    rows = PresentedPaper.objects.visible_to(actor).filter(item__meeting__pk=meeting_id)
    return rows.select_related("paper")


@dataclass(frozen=True, kw_only=True)
class WithProposal:
    """A paper that lies with a proposal, and the questions answered in it."""

    presented: PresentedPaper
    questions: Sequence[KnowledgeQuestion]


def with_proposal(proposal: Proposal, *, actor: Actor) -> list[WithProposal]:
    """Give what lies with a proposal, with its answers; two queries, one where nothing does."""
    rows = PresentedPaper.objects.visible_to(actor).filter(proposal=proposal)
    lying = list(rows.select_related("paper"))
    asked: defaultdict[int, list[KnowledgeQuestion]] = defaultdict(list)
    if lying:
        for each in questions_of([row.paper for row in lying], actor=actor):
            asked[each.paper_id].append(each)
    return [WithProposal(presented=row, questions=asked[row.paper_id]) for row in lying]


def where_it_lies(papers: Collection[int], actor: Actor) -> list[Lying]:
    """Say at which items papers stand and with which proposals they lie; one query."""
    rows = PresentedPaper.objects.visible_to(actor).filter(paper__in=papers)
    return [_told(row) for row in rows.select_related("item__meeting__body", "proposal__body")]


def _told(row: PresentedPaper) -> Lying:
    if row.item is not None:
        told = _("%(body)s of %(day)s, item %(label)s") % {
            "body": row.item.meeting.body.short_name,
            "day": long_date(row.item.meeting.date),
            "label": row.item.label,
        }
        return Lying(text=told, url=row.item.get_absolute_url())
    proposal = row.proposal
    assert proposal is not None  # noqa: S101 the constraint: it lies at one place
    told = _("Proposal %(number)s: %(title)s") % {
        "number": proposal.register_number,
        "title": proposal.title,
    }
    return Lying(text=told, url=proposal.get_absolute_url())


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where somebody can put a paper: coming meetings, items and proposals, latest first."""

    meetings: Sequence[Meeting]
    items: Sequence[AgendaItem]
    proposals: Sequence[Proposal]


def places_for(paper: KnowledgePaper, *, actor: Actor) -> Places:
    """Give the places of bodies whose agenda ``actor`` edits in the network; three queries."""
    bodies = [
        seat.body_id
        for seat in actor.seats
        if seat.network_id == paper.network_id
        and Permission.EDIT_AGENDA in permissions_of(seat.role, seat.body_kind)
    ]
    coming = Meeting.objects.visible_to(actor).filter(body__in=bodies, is_practice=False)
    items = AgendaItem.objects.visible_to(actor).filter(
        meeting__body__in=bodies, meeting__is_practice=False
    )
    latest = items.select_related("meeting__body").order_by("-meeting__date", "position")
    proposals = Proposal.objects.visible_to(actor).filter(body__in=bodies)
    return Places(
        meetings=list(coming.upcoming(actor.today).select_related("body")),
        items=list(latest[:MOST_OFFERED]),
        proposals=list(proposals.select_related("body").order_by("-pk")[:MOST_OFFERED]),
    )
