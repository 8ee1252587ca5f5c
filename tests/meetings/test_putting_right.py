"""Putting a recorded decision right: until when, by whom, and what stays readable."""

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.states import FollowUpState
from ivz.errors import RuleBroken
from ivz.meetings.actions import recording
from ivz.meetings.rules.recording import points_of
from ivz.meetings.states import MeetingState
from tests.factories import TODAY, member_of, secretary_of
from tests.meetings.nine_points import accepted, decide_all, item_with_points, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return item_with_points()


@pytest.fixture
def secretary(item):
    return secretary_of(item.meeting.body)


def test_putting_right_keeps_the_old_text_and_replaces_the_task(item, secretary):
    decide_all(item, by=secretary)
    old = record(item, by=secretary)[0]

    better = recording.put_right(
        old.draft, accepted("Beter."), reason="Verkeerd getal", version=2, by=secretary
    )

    assert (better.corrects, better.correction_reason, better.number) == (old, "Verkeerd getal", 10)
    old.refresh_from_db()
    assert old.text == "Tekst van punt 1"
    assert old.follow_ups.get().state == FollowUpState.DROPPED
    assert AuditEntry.objects.filter(event="decision.put_right", subject_id=str(old.pk)).exists()
    assert points_of(item)[0].draft.decision == better


def test_putting_right_is_refused_once_something_depends_on_it(item, secretary):
    decide_all(item, by=secretary)
    old = record(item, by=secretary)[0]
    FollowUp.objects.filter(decision=old).update(state=FollowUpState.DONE, done_on=TODAY)

    with pytest.raises(RuleBroken, match="Adviespunt 1"):
        recording.put_right(old.draft, accepted("Beter"), reason="Fout", version=2, by=secretary)


@pytest.mark.parametrize(
    ("state", "reason", "noted"),
    [
        (MeetingState.ADOPTED, "Fout", accepted("Beter")),
        (MeetingState.HELD, "  ", accepted("Beter")),
        (MeetingState.HELD, "Fout", accepted("")),
    ],
)
def test_putting_right_is_refused(state, reason, noted):
    item = item_with_points(count=1)
    secretary = secretary_of(item.meeting.body)
    decide_all(item, by=secretary)
    (old,) = record(item, by=secretary)
    item.meeting.state = state
    item.meeting.save()

    with pytest.raises(RuleBroken):
        recording.put_right(old.draft, noted, reason=reason, version=2, by=secretary)

    assert Decision.objects.count() == 1


def test_a_member_cannot_put_right(item, secretary):
    decide_all(item, by=secretary)
    old = record(item, by=secretary)[0]

    with pytest.raises(PermissionDenied):
        recording.put_right(
            old.draft, accepted("Beter"), reason="Fout", version=2, by=member_of(item.meeting.body)
        )
