"""Choosing in which forms a body keeps the record of a meeting."""

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.models import Meeting
from ivz.meetings.rules import publishing as rules
from ivz.meetings.states import Event
from ivz.workflow.versions import lock_version


@transaction.atomic
def choose_forms(
    meeting: Meeting, *, has_minutes: bool, has_feedback_note: bool, version: int, by: Actor
) -> Meeting:
    """Make minutes or a feedback note of ``meeting`` beside the decision list, or stop that.

    The next meeting of the body starts with the same forms.
    Policy: docs/policy/meetings.md#records
    """
    meeting = lock_version(meeting, version=version)
    rules.check_may_choose_records(meeting, by=by)
    meeting.has_minutes = has_minutes
    meeting.has_feedback_note = has_feedback_note
    meeting.save()
    audit(Event.RECORDS_CHOSEN, subject=meeting, by=by)
    return meeting
