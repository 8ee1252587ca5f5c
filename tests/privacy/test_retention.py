"""What is past its period goes; what others rest on stays.

Policy: docs/policy/privacy.md#retention
"""

import datetime as dt
import json
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from ivz.access import actions as access
from ivz.access.states import Verdict
from ivz.accounts.actors import system_actor
from ivz.accounts.models import User
from ivz.audit.actions import record
from ivz.audit.models import AuditEntry
from ivz.audit.verification import faults
from ivz.meetings.models import PrivateNote
from ivz.privacy import retention
from ivz.privacy.models import CorrectionRequest
from ivz.privacy.states import RequestState
from ivz.privacy.tasks import keep_to_periods
from ivz.schedule.tasks import clear_expired_sessions
from ivz.signin.models import SignInLink
from ivz.signin.tasks import forget
from ivz.workflow.changes import note_change, snapshot
from ivz.workflow.models import Change
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
    member_of,
    someone_with_duty,
)
from tests.meetings.lateness_factories import PrivateNoteFactory

pytestmark = pytest.mark.django_db

LONG_AGO = dt.date(2009, 1, 1)
MADE = dt.datetime(2009, 1, 1, tzinfo=dt.UTC)
BY = system_actor(TODAY)


def left(*, ended_on, **given):
    """Make someone with an old account whose only seat ended on a day."""
    user = UserFactory()
    User.objects.filter(pk=user.pk).update(created_at=MADE)
    person = PersonFactory(user=user, name="Naam", aliases="Spelling", **given)
    SeatFactory(body=BodyFactory(), person=person, valid_from=LONG_AGO, valid_until=ended_on)
    return person


def years_ago(years, *, days=0):
    return retention.years_before(TODAY, years) - dt.timedelta(days=days)


def test_an_account_is_emptied_two_years_after_the_last_seat():
    person = left(ended_on=years_ago(2))
    decision = DecisionFactory(recorded_by=person.user)
    User.objects.filter(pk=person.user_id).update(email="iemand@example.org")
    Authenticator.objects.create(user=person.user, type=Authenticator.Type.TOTP, data={})

    retention.remove_due(TODAY, by=BY)

    user = User.objects.get(pk=person.user_id)
    person.refresh_from_db()
    decision.refresh_from_db()
    assert (user.username, user.is_active, user.last_login) == (f"beeindigd-{user.pk}", False, None)
    assert not user.has_usable_password()
    assert user.email == ""
    assert not Authenticator.objects.filter(user=user).exists()
    assert person.user is None
    assert decision.recorded_by == user
    assert AuditEntry.objects.filter(event="privacy.account_emptied").count() == 1


def test_a_verdict_on_access_forgets_the_name_of_an_emptied_account():
    user = left(ended_on=years_ago(2)).user
    verdict = access.judge_account(user, Verdict.RIGHT, by=someone_with_duty("administrator"))
    assert verdict.label == user.username

    retention.remove_due(TODAY, by=BY)

    verdict.refresh_from_db()
    assert verdict.label == f"beeindigd-{user.pk}"


@pytest.mark.parametrize(
    "keep",
    [
        lambda: left(ended_on=years_ago(2, days=-1)).user,
        lambda: member_of(BodyFactory()).user,
        lambda: someone_with_duty("auditor").user,
        UserFactory,
    ],
    ids=["a day too early", "in a seat", "on duty", "made not long ago"],
)
def test_an_account_in_use_stays(keep):
    user = keep()

    retention.remove_due(TODAY, by=BY)

    user.refresh_from_db()
    assert user.is_active


def test_who_signed_in_lately_keeps_the_account():
    person = left(ended_on=LONG_AGO + dt.timedelta(days=9))
    User.objects.filter(pk=person.user_id).update(last_login=timezone.now())

    assert person.user not in retention.unused_accounts(TODAY)


def test_a_seat_revoked_lately_counts_as_in_use_until_then():
    person = left(ended_on=None)
    seat = person.seats.get() if hasattr(person, "seats") else None
    seat = seat or SeatFactory._meta.model.objects.get(person=person)
    before = snapshot(seat)
    seat.is_revoked = True
    seat.save()
    note_change(seat, before=before, reason="Weg", by=BY)

    assert person.user not in retention.unused_accounts(TODAY)
    assert person.user in retention.unused_accounts(retention.years_before(TODAY, -3))


def test_a_name_goes_five_years_after_the_last_seat_and_so_does_its_history():
    person = left(ended_on=years_ago(5), function="Burgemeester van Almelo")
    note_change(person, before={**snapshot(person), "name": "Oude naam"}, reason="x", by=BY)

    retention.remove_due(TODAY, by=BY)

    person.refresh_from_db()
    change = Change.objects.get(subject_model="network.Person")
    assert (person.function, person.name, person.aliases) == ("Burgemeester van Almelo", "", "")
    assert change.before["name"] == change.after["name"] == ""
    assert change.after["function"] == person.function


def test_a_name_stays_a_day_before_that_and_of_who_still_sits():
    early = left(ended_on=years_ago(5, days=-1))
    sits = left(ended_on=years_ago(6))
    SeatFactory(body=BodyFactory(), person=sits)

    retention.remove_due(TODAY, by=BY)

    for person in (early, sits):
        person.refresh_from_db()
        assert person.name == "Naam"


def test_answered_requests_go_and_waiting_ones_stay():
    person = PersonFactory()
    CorrectionRequest.objects.create(person=person, asked_on=LONG_AGO, text="Wacht")
    CorrectionRequest.objects.create(
        person=person,
        asked_on=LONG_AGO,
        text="Klaar",
        state=RequestState.ANSWERED,
        answer="Ja",
        handled_on=years_ago(2),
    )

    retention.remove_due(TODAY, by=BY)

    assert [each.text for each in CorrectionRequest.objects.all()] == ["Wacht"]
    removed = AuditEntry.objects.get(event="privacy.requests_removed")
    assert (removed.subject_model, removed.subject_id) == ("privacy.CorrectionRequest", "")


def test_sessions_that_ended_go():
    moment = timezone.now()
    for key, expires in (("old", moment - dt.timedelta(1)), ("new", moment + dt.timedelta(1))):
        Session.objects.create(session_key=key, session_data="", expire_date=expires)

    retention.remove_due(TODAY, by=BY)

    assert [each.session_key for each in Session.objects.all()] == ["new"]
    assert AuditEntry.objects.filter(event="session.removed").count() == 1


def test_a_private_note_past_its_period_leaves_one_line_and_none_leaves_none():
    PrivateNoteFactory()
    moment = timezone.now() - dt.timedelta(days=366 * 9)
    PrivateNote.objects.update(written_at=moment)

    retention.remove_due(TODAY, by=BY)
    retention.remove_due(TODAY, by=BY)

    assert not PrivateNote.objects.exists()
    assert AuditEntry.objects.filter(event="privacy.notes_removed").count() == 1


def test_old_links_attempts_and_sessions_that_the_worker_removes_leave_a_line():
    moment = timezone.now() - dt.timedelta(days=99)
    SignInLink.objects.create(
        user=UserFactory(), kind="invitation", digest="-", created_at=MADE, expires_at=moment
    )
    AccessAttempt.objects.create(username="naam", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=moment)
    Session.objects.create(session_key="old", session_data="", expire_date=moment)

    forget(TODAY)
    clear_expired_sessions(TODAY)

    told = list(AuditEntry.objects.order_by("pk").values_list("event", "origin"))
    events = ("account.attempts_removed", "account.links_removed", "session.removed")
    assert told == [(event, "worker") for event in events]


def test_the_oldest_end_of_the_trail_goes_and_the_rest_is_whole():
    body = BodyFactory()
    for _number in range(2):
        record("body.changed", subject=body, by=BY)
    assert retention.due(TODAY)["oldest entries of the audit trail"] == 0
    future = timezone.localdate() + dt.timedelta(days=366 * 8)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(retention, "_oldest_kept", lambda: retention.years_before(future, 7))
        gone = retention.remove_due(TODAY, by=BY)

    assert gone["oldest entries of the audit trail"] == 2
    assert list(faults()) == []


def test_doing_it_twice_changes_nothing():
    left(ended_on=years_ago(6))

    first, second = (retention.remove_due(TODAY, by=BY) for _time in range(2))

    assert (first["names of people without a seat"], sum(second.values())) == (1, 0)


def test_a_dry_run_tells_and_changes_nothing(monkeypatch):
    monkeypatch.setattr("ivz.clock.reading.today", lambda: TODAY)
    person = left(ended_on=years_ago(6))
    told = StringIO()

    call_command("retention", dry_run=True, json=True, stdout=told)

    person.refresh_from_db()
    assert json.loads(told.getvalue())["counts"]["accounts without seat, duty or sign-in"] == 1
    assert person.name == "Naam"
    assert person.user.is_active


def test_the_command_and_the_worker_do_it(monkeypatch):
    monkeypatch.setattr("ivz.clock.reading.today", lambda: TODAY)
    person, other = left(ended_on=years_ago(6)), left(ended_on=years_ago(4))
    told = StringIO()

    call_command("retention", stdout=told)
    User.objects.filter(pk=other.user_id).update(is_active=True, username="weer")
    keep_to_periods(TODAY)

    person.refresh_from_db()
    assert "1 names of people without a seat are gone." in told.getvalue()
    assert person.name == ""
    assert User.objects.get(pk=other.user_id).username.startswith("beeindigd-")


def test_the_29th_of_february_has_a_day_in_other_years():
    assert retention.years_before(dt.date(2016, 2, 29), 2) == dt.date(2014, 2, 28)
