"""Finding what an address names; unknown and closed give the same 404."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.meetings.models import AgendaItem, Meeting, Proposal
from ivz.meetings.models.meetings import MeetingQuerySet
from ivz.meetings.models.proposals import ProposalQuerySet
from ivz.meetings.queries.decision_lists import has_list

Row = TypeVar("Row", bound=Model)


def meeting_or_404(actor: Actor, body: str, slug: str) -> Meeting:
    """Give the meeting at an address, for whoever may know of it."""
    return _only(_meetings_at(actor, body, slug))


def shown_meeting_or_404(actor: Actor, body: str, slug: str) -> Meeting:
    """Give the same meeting, with whether a deputy leads it."""
    return _only(_meetings_at(actor, body, slug, with_leader=True))


def _only(found: QuerySet[Row]) -> Row:
    for row in found:
        return row
    raise Http404


@prepared
def _meetings_at(
    actor: Actor, body: str, slug: str, *, with_leader: bool = False
) -> MeetingQuerySet:
    known = Meeting.objects.visible_to(actor).filter(body__slug=body, slug=slug)
    found = known.with_leader() if with_leader else known
    return found.select_related("body__network", "chair", "secretary", "room_screen")


def listed_meeting_or_404(actor: Actor, body: str, slug: str) -> Meeting:
    """Give a meeting with a decision list: once published, to the network before that."""
    meeting = shown_meeting_or_404(actor, body, slug)
    has_seat = meeting.body.network_id in actor.network_ids
    if not has_list(meeting) or not (meeting.is_published or has_seat):
        raise Http404
    return meeting


def published_meeting_or_404(actor: Actor, body: str, slug: str) -> Meeting:
    """Give a meeting whose decision list is public."""
    meeting = listed_meeting_or_404(actor, body, slug)
    if not meeting.is_published:
        raise Http404
    return meeting


def visitor_like(actor: Actor) -> Actor:
    """Give a visitor on the day of ``actor``, to show what everybody sees."""
    return Actor(today=actor.today)


def item_or_404(actor: Actor, meeting: Meeting, pk: int) -> AgendaItem:
    """Give an item of ``meeting``, for whoever may read it."""
    items = AgendaItem.objects.visible_to(actor)
    with_restriction = items.select_related("meeting__body", "restriction__imposed_by")
    return get_object_or_404(with_restriction, meeting=meeting, pk=pk)


def proposal_or_404(actor: Actor, body: str, register_number: str) -> Proposal:
    """Give the proposal at an address, for whoever may read it."""
    return _only(_proposals_at(actor, body, register_number))


@prepared
def _proposals_at(actor: Actor, body: str, register_number: str) -> ProposalQuerySet:
    known = Proposal.objects.visible_to(actor)
    found = known.filter(body__slug=body, register_number=register_number)
    return found.select_related(
        "body__network", "portfolio_holder", "project_leader", "scheme", "data_set"
    )
