"""Keeping the attendance list."""

from collections.abc import Sequence

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.models import Attendance, Meeting
from ivz.meetings.rules import attendance as rules
from ivz.meetings.rules.attendance import SeatPresence
from ivz.meetings.states import Event
from ivz.workflow.versions import lock_version


@transaction.atomic
def record_attendance(
    meeting: Meeting,
    entries: Sequence[SeatPresence],
    *,
    version: int,
    by: Actor,
    are_different_people: bool = False,
    guests: Sequence[str] = (),
) -> Meeting:
    """Replace the attendance list of ``meeting``; seats without an entry stay unknown.

    ``guests`` are who joined without a seat, each by function; kept with the body they sit in.

    Raises ``RuleBroken`` when somebody would be both present and absent, naming both seats;
    ``SameName`` when two people with one name would, until ``are_different_people``.
    Policy: docs/policy/meetings.md#attendance
    """
    meeting = lock_version(meeting, version=version)
    rules.check_may_record_attendance(meeting, by=by)
    rules.check_says_something(meeting, entries, guests)
    rules.check_attendance(meeting, entries, are_different_people=are_different_people)
    rules.check_guests(meeting, guests)
    meeting.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, seat=entry.seat, presence=entry.presence, deputy=entry.deputy)
        for entry in entries
    )
    meeting.guests = "\n".join(rules.with_body(meeting, guests))
    meeting.save(update_fields=["version", "guests"])
    audit(Event.ATTENDANCE_RECORDED, subject=meeting, by=by)
    return meeting
