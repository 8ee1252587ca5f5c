"""What the decision of a later meeting does to a decision list.

Policy: docs/policy/decisions.md#adoption
"""

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.models import Meeting
from ivz.meetings.states import ADOPT, Event, MeetingState


def adopt(meeting: Meeting, *, by: Actor) -> None:
    """Adopt the list of ``meeting``; the recorded decision is the right to do so."""
    _move(meeting, MeetingState(ADOPT.target))
    audit(Event.ADOPTED, subject=meeting, by=by)


def take_back(meeting: Meeting, *, by: Actor) -> None:
    """Make the list of ``meeting`` a concept again, because its adoption was put right."""
    _move(meeting, MeetingState.HELD)
    audit(Event.ADOPTION_TAKEN_BACK, subject=meeting, by=by)


def _move(meeting: Meeting, state: MeetingState) -> None:
    meeting.state = state
    meeting.version += 1
    meeting.save(update_fields=["state", "version"])
