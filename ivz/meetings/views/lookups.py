"""Finding what an address names; unknown and closed give the same 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from ivz.accounts.actors import Actor
from ivz.meetings.models import AgendaItem, Meeting, Proposal
from ivz.meetings.models.meetings import MeetingQuerySet
from ivz.meetings.queries.decision_lists import has_list


def meeting_or_404(actor: Actor, body: str, slug: str) -> Meeting:
    """Give the meeting at an address, for whoever may know of it."""
    return _meeting_or_404(Meeting.objects.visible_to(actor), body, slug)


def shown_meeting_or_404(actor: Actor, body: str, slug: str) -> Meeting:
    """Give the same meeting, with whether a deputy leads it."""
    return _meeting_or_404(Meeting.objects.visible_to(actor).with_leader(), body, slug)


def _meeting_or_404(known: MeetingQuerySet, body: str, slug: str) -> Meeting:
    meetings = known.select_related("body__network", "chair", "secretary", "room_screen")
    return get_object_or_404(meetings, body__slug=body, slug=slug)


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
    proposals = Proposal.objects.visible_to(actor).select_related(
        "body__network", "portfolio_holder", "project_leader", "scheme", "data_set"
    )
    return get_object_or_404(proposals, body__slug=body, register_number=register_number)
