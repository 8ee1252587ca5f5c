"""When the standing agenda of a body may change, and what can stand on it.

Policy: docs/policy/meetings.md#standing-items
"""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.meetings.models import Meeting
from ivz.meetings.rules.planning import LABEL, check_may_edit_agenda
from ivz.meetings.states import MeetingState, Part
from ivz.network.models import Body

_ONCE = (Part.PREVIOUS_LIST, Part.ANNOUNCEMENTS, Part.INCOMING, Part.ITEMS)


def check_may_edit_standing(body: Body, *, by: Actor) -> None:
    """Let the editors of a body's agendas say what stands on each of them."""
    if not by.may(Permission.EDIT_AGENDA, within=body):
        raise PermissionDenied(Permission.EDIT_AGENDA)


def check_labels(labels: Sequence[str]) -> None:
    """Refuse a label that cannot stand in an address, or stands there twice."""
    for label in labels:
        if LABEL.fullmatch(label) is None:
            raise RuleBroken(
                _("“%(label)s” cannot be a label. Write a letter, a number or both, such as D1.")
                % {"label": label}
            )
        if sum(other.lower() == label.lower() for other in labels) > 1:
            raise RuleBroken(
                _("Label %(label)s stands there twice. Change one of the two.") % {"label": label}
            )


def check_parts(parts: Sequence[str]) -> None:
    """Refuse two items for one purpose: what joins the agenda must know where to go."""
    for part in _ONCE:
        if parts.count(part) > 1:
            raise RuleBroken(
                _("Two items have the purpose “%(part)s”. Give it to one of them.")
                % {"part": part.label}
            )


def check_may_put_standing(meeting: Meeting, *, by: Actor) -> None:
    """Let them put the standing items on an agenda that is still empty and not out."""
    check_may_edit_agenda(meeting, by=by)
    if meeting.state != MeetingState.DRAFT or meeting.items.exists():
        raise RuleBroken(_("This agenda has items already. Add what is missing by hand."))
