"""Putting items aside for a later agenda, and bringing them back.

Policy: docs/policy/meetings.md#parking
"""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness, most_closed
from ivz.insight.actions import signals
from ivz.insight.models import Signal
from ivz.knowledge.actions.developments import take_up
from ivz.knowledge.models import Development
from ivz.knowledge.states import TakenUpIn
from ivz.meetings.actions import agendas, notes
from ivz.meetings.actions.locking import lock_item
from ivz.meetings.models import AgendaItem, Meeting, ParkedItem
from ivz.meetings.rules import parking as rules
from ivz.meetings.states import Event, ItemKind
from ivz.network.models import Body
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class ParkingDetails:
    """What is put aside, and for which body; without ``for_meeting`` for its next meeting."""

    body: Body
    title: str
    note: str = ""
    for_meeting: Meeting | None = None


@transaction.atomic
def park(
    details: ParkingDetails, *, of: Development | Signal | None = None, by: Actor
) -> ParkedItem:
    """Put something aside for a later agenda, for everyone in the network to read.

    Made ``of`` a development, that is taken up in it; a signal counts as put on an agenda.
    """
    rules.check_may_park(details.body, by=by)
    rules.check_destination(details.body, details.for_meeting, network=details.body.network, by=by)
    if isinstance(of, Signal):
        rules.check_is_of_network(of, details.body.network)
        parked = _park(details, ParkedItem(signal=of), by=by)
        signals.put_on_agenda(of, words=_waits_for(details.body), by=by)
        rules.check_waits_once(parked)
        return parked
    parked = _park(details, ParkedItem(), by=by)
    if of is not None:
        take_up(
            of,
            taken_up_in=TakenUpIn.AGENDA,
            words=_waits_for(details.body),
            address=reverse("meetings:parked", args=[details.body.slug]),
            by=by,
        )
    return parked


def _waits_for(body: Body) -> str:
    return _("It waits for an agenda of %(body)s.") % {"body": body.name}


@transaction.atomic
def park_item(
    item: AgendaItem, details: ParkingDetails, *, takes_off: bool, version: int, by: Actor
) -> ParkedItem:
    """Put an item aside for a later agenda; as closed as it is here.

    Args:
        item: what is parked, with its paper.
        details: for which body, and what it is called there.
        takes_off: that it leaves this agenda; else it stays, and comes back as well.
        version: the version of the item the editor saw.
        by: whoever edits this agenda.
    """
    item = lock_item(item, version=version)
    rules.check_may_park_item(item, by=by)
    rules.check_destination(
        details.body, details.for_meeting, network=item.meeting.body.network, by=by
    )
    rules.check_stays_inside(item, details.body)
    level = most_closed(item.openness, Openness.NETWORK)
    parked = ParkedItem(
        planned_openness=level,
        openness=level,
        kind=item.kind,
        planned_minutes=item.planned_minutes,
        proposal=item.proposal,
        noted_in=item.meeting,
        item=None if takes_off else item,
    )
    noted = notes.notes_with(item)
    if takes_off:
        # Why it is parked stays with what was parked, which can close afterwards.
        reason = _("Parked for a later agenda.")
        agendas.remove_item(item, version=version, late_reason=reason, by=by)
    parked = _park(details, parked, by=by)
    notes.wait_with(noted, parked)
    return parked


def _park(details: ParkingDetails, parked: ParkedItem, *, by: Actor) -> ParkedItem:
    parked.body = details.body
    parked.title = details.title
    parked.note = details.note
    parked.for_meeting = details.for_meeting
    parked.parked_on = by.today
    parked.save()
    audit(Event.ITEM_PARKED, subject=parked, by=by)
    return parked


@transaction.atomic
def place(
    parked: ParkedItem,
    meeting: Meeting,
    *,
    label: str,
    version: int,
    late_reason: str = "",
    by: Actor,
) -> AgendaItem:
    """Put what was parked on an agenda; it says in which meeting it was put aside."""
    parked = lock_version(parked, version=version)
    rules.check_may_place(parked, meeting, by=by)
    level = most_closed(parked.openness, parked.item.openness if parked.item else parked.openness)
    is_known = rules.is_known_before(parked.noted_in, meeting)
    details = agendas.ItemDetails(
        label=label,
        title=parked.title,
        kind=ItemKind(parked.kind),
        planned_minutes=parked.planned_minutes,
        proposal=parked.proposal,
        origin=_("Signal in the figures") if parked.signal_id else "",
        asked_in=parked.noted_in if is_known else None,
        planned_openness=level,
        late_reason=late_reason,
    )
    parked.placed_as = agendas.add_item(meeting, details, by=by)
    parked.save()
    notes.come_back_with(parked, parked.placed_as)
    audit(Event.PARKED_PLACED, subject=parked, by=by)
    return parked.placed_as


@transaction.atomic
def drop(parked: ParkedItem, *, version: int, by: Actor) -> ParkedItem:
    """Say that it need not come back; it can be put back."""
    parked = lock_version(parked, version=version)
    rules.check_may_park(parked.body, by=by)
    rules.check_waits(parked)
    parked.dropped_on = by.today
    parked.save()
    if parked.signal is not None:
        words = _("It need not come back on an agenda of %(body)s.") % {"body": parked.body.name}
        signals.take_off_agenda(parked.signal, words=words, by=by)
    audit(Event.PARKED_DROPPED, subject=parked, by=by)
    return parked


@transaction.atomic
def put_back(parked: ParkedItem, *, version: int, by: Actor) -> ParkedItem:
    """Let what was dropped wait again."""
    parked = lock_version(parked, version=version)
    rules.check_may_park(parked.body, by=by)
    parked.dropped_on = None
    parked.save()
    if parked.signal is not None:
        signals.put_on_agenda(parked.signal, words=_waits_for(parked.body), by=by)
        rules.check_waits_once(parked)
    audit(Event.ITEM_PARKED, subject=parked, by=by)
    return parked
