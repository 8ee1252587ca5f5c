"""What can be noted of members at an item, and what the screen in the room may show.

Policy: docs/policy/meetings.md#voices
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.meetings.models import AgendaItem, Attendance, Meeting
from ivz.meetings.rules.planning import check_may_report
from ivz.meetings.states import RECORD, MemberPosition, Presence
from ivz.network.models import Seat, in_force


def check_may_sit(meeting: Meeting, *, by: Actor) -> None:
    """Let the secretary keep the meeting, from convening until the list is adopted."""
    RECORD.check(meeting, within=meeting.body, by=by)


def check_may_note_voice(item: AgendaItem, seat: Seat, *, by: Actor) -> None:
    """Let the secretary note a voice of who has a seat on that day and was not absent."""
    check_may_report(item, by=by)
    check_may_sit(item.meeting, by=by)
    on_the_day = in_force(item.meeting.date)
    held = Seat.objects.filter(
        on_the_day, pk=seat.pk, body=item.meeting.body_id, is_revoked=False
    ).exclude(person=None)
    absent = Attendance.objects.filter(
        meeting=item.meeting, seat=seat, presence=Presence.ABSENT_WITH_NOTICE
    )
    if not held.exists():
        raise RuleBroken(_("That is no seat of this body on the day of the meeting."))
    if absent.exists():
        raise RuleBroken(
            _("%(person)s is absent from this meeting. Is that wrong? Change the attendance first.")
            % {"person": seat.person}
        )


def check_voice(*, is_away: bool, position: str, words: str) -> None:
    """Refuse a position of who was away, and a reservation without words."""
    if is_away and (position or words):
        raise RuleBroken(
            _("Whoever was not there takes no position. Clear the position, or choose present."),
            field="is_away",
        )
    reserved = {MemberPosition.RESERVATION, MemberPosition.CAPACITY}
    if position in reserved and not words:
        raise RuleBroken(_("Say in a few words what the reservation is."), field="words")


def shown_in_the_room(
    *, is_known: bool, has_guests: bool, has_deputies: bool
) -> Sequence[Openness]:
    """Give which items the screen in the room shows, the most closed last.

    While nobody noted who is there, or with a guest, only what is public. A deputy reads what the
    network reads, without being of the body. What is for named people never stands on it.
    """
    if has_guests or not is_known:
        return [Openness.PUBLIC]
    if has_deputies:
        return [Openness.PUBLIC, Openness.NETWORK]
    return [Openness.PUBLIC, Openness.NETWORK, Openness.BODY]
