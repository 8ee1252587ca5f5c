"""When something may be parked for a later agenda, and put on it.

Policy: docs/policy/meetings.md#parking
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.insight.models import Signal
from ivz.meetings.models import AgendaItem, Meeting, ParkedItem
from ivz.meetings.states import MeetingState
from ivz.network.models import Body, Network


def check_may_park(place: Body, *, by: Actor) -> None:
    """Let the editors of a body's agendas put something aside for later."""
    if not by.may(Permission.EDIT_AGENDA, within=place):
        raise PermissionDenied(Permission.EDIT_AGENDA)


def check_may_park_item(item: AgendaItem, *, by: Actor) -> None:
    """Let them park an item of theirs, unless it is for named people only."""
    check_may_park(item.meeting.body, by=by)
    if item.openness == Openness.RESTRICTED:
        raise RuleBroken(
            _("This item is for named people only. Add it to the later agenda itself.")
        )
    if item.meeting.is_practice:
        raise RuleBroken(_("This is practice: nothing of it comes on a real agenda."))


def check_destination(
    body: Body, for_meeting: Meeting | None, *, network: Network, by: Actor
) -> None:
    """Refuse another network, and a meeting of another body or one that was held."""
    if body.network_id != network.pk:
        raise RuleBroken(_("Choose a body of the same network."))
    if for_meeting is None:
        return
    is_to_come = for_meeting.is_to_come and for_meeting.date >= by.today
    if for_meeting.body_id != body.pk or not is_to_come:
        raise RuleBroken(_("Choose a coming meeting of this body, or the next one."))


def check_is_of_network(signal: Signal, network: Network) -> None:
    """Keep a signal within the network that it was found for."""
    if signal.data_set.network_id != network.pk:
        raise RuleBroken(_("Choose a body of the same network."))


def check_waits_once(parked: ParkedItem) -> None:
    """Let a signal wait for one agenda at a time, whatever its state says.

    Whoever asks holds the signal locked, so that nobody parks it in between.
    """
    others = ParkedItem.objects.filter(signal=parked.signal).waiting().exclude(pk=parked.pk)
    if others.exists():
        raise RuleBroken(_("This signal stands on an agenda, or waits for one, already."))


def check_stays_inside(item: AgendaItem, body: Body) -> None:
    """Keep what one body alone may read within that body."""
    if item.openness == Openness.BODY and body.pk != item.meeting.body_id:
        raise RuleBroken(
            _("Only this body may read this item. Park it for a meeting of this body.")
        )


def check_waits(parked: ParkedItem) -> None:
    """Refuse what was put on an agenda or dropped already."""
    if parked.placed_as_id is not None:
        raise RuleBroken(_("This stands on an agenda already."))
    if parked.dropped_on is not None:
        raise RuleBroken(_("This need not come back. Choose “Let it wait again” first."))


def check_may_place(parked: ParkedItem, meeting: Meeting, *, by: Actor) -> None:
    """Let the editors of an agenda put on it what waits for their body."""
    check_may_park(meeting.body, by=by)
    check_waits(parked)
    if parked.body_id != meeting.body_id or meeting.is_practice:
        raise RuleBroken(_("This was parked for another body."))
    came_from = parked.item
    if Openness.RESTRICTED in {parked.openness, came_from.openness if came_from else ""}:
        raise RuleBroken(
            _("This item is for named people only. Add it to the later agenda itself.")
        )
    is_elsewhere = came_from is not None and came_from.meeting.body_id != meeting.body_id
    if came_from is not None and is_elsewhere and came_from.openness == Openness.BODY:
        raise RuleBroken(_("Only the body this comes from may read it now. Let it drop here."))
    if meeting.state not in {MeetingState.DRAFT, MeetingState.CONVENED}:
        raise RuleBroken(_("This meeting was held. Choose a coming one."))


def is_known_before(came_from: Meeting | None, meeting: Meeting) -> bool:
    """Tell whether an item of ``meeting`` may name ``came_from`` as where it was asked."""
    if came_from is None or came_from.state == MeetingState.DRAFT:
        return False
    return came_from.date < meeting.date and came_from.body.network_id == meeting.body.network_id
