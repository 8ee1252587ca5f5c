"""Putting what waits for an agenda on it, at one press.

Policy: docs/policy/meetings.md#the-tray
"""

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness, most_closed
from ivz.decisions.models import FollowUp
from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas, parking
from ivz.meetings.models import AgendaItem, Meeting, ParkedItem, Proposal
from ivz.meetings.states import ItemKind


def put_on(
    meeting: Meeting,
    waiting: ParkedItem | Proposal | FollowUp,
    *,
    label: str,
    late_reason: str = "",
    by: Actor,
) -> AgendaItem:
    """Put what waits on the agenda: never more open than it is itself.

    A paper goes there to be decided, a follow-up to be discussed, a parked item as it was.
    """
    if isinstance(waiting, ParkedItem):
        return parking.place(
            waiting,
            meeting,
            label=label,
            version=waiting.version,
            late_reason=late_reason,
            by=by,
        )
    if waiting.openness == Openness.RESTRICTED:
        raise RuleBroken(_("This is for named people only. Add it to the agenda yourself."))
    if isinstance(waiting, Proposal):
        details = agendas.ItemDetails(
            label=label,
            title=waiting.title,
            kind=ItemKind.DECIDE,
            proposal=waiting,
            planned_openness=Openness(waiting.planned_openness),
            late_reason=late_reason,
        )
    else:
        details = agendas.ItemDetails(
            label=label,
            title=waiting.what[:200],
            planned_openness=most_closed(waiting.openness, Openness.NETWORK),
            late_reason=late_reason,
        )
    return agendas.add_item(meeting, details, by=by)
