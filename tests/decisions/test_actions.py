"""The register: numbering, publishing, putting right and closing follow-ups."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.decisions import actions
from ivz.decisions.actions import Conclusion
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.queries import open_follow_ups
from ivz.decisions.rules import opened_to
from ivz.decisions.states import Event, FollowUpKind, FollowUpState, Outcome
from ivz.errors import RuleBroken
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    Actor,
    BodyFactory,
    DecisionFactory,
    FollowUpFactory,
    PersonFactory,
    RestrictionFactory,
    UserFactory,
    member_of,
    secretary_of,
    visitor,
)

pytestmark = pytest.mark.django_db
ACCEPTED = Conclusion(title="Werkwijze", text="Akkoord.", outcome=Outcome.ACCEPTED)
PUBLIC = Conclusion(
    title="Werkwijze",
    text="Akkoord.",
    outcome=Outcome.ACCEPTED,
    planned_openness=Openness.PUBLIC,
)


@pytest.fixture
def body():
    return BodyFactory(short_name="DVO")


@pytest.fixture
def secretary(body):
    return secretary_of(body)


def record(body, secretary, **more):
    details = {"title": "Werkwijze", "text": "Akkoord.", "outcome": Outcome.ACCEPTED}
    conclusion = Conclusion(**{**details, **more})
    return actions.record(conclusion, body=body, on=TODAY, by=secretary)


def test_numbers_run_per_body_year_and_kind(body, secretary):
    on_days = [TODAY, TODAY, dt.date(2017, 1, 9)]

    real = [actions.record(PUBLIC, body=body, on=day, by=secretary) for day in on_days]
    practice = actions.record(PUBLIC, body=body, on=TODAY, by=secretary, is_practice=True)

    assert [row.reference for row in real] == ["DVO 2016-1", "DVO 2016-2", "DVO 2017-1"]
    assert practice.number == 1


def test_a_closed_decision_leaves_no_gap_in_the_public_numbers(body, secretary):
    conclusions = [PUBLIC, ACCEPTED, PUBLIC]

    recorded = [actions.record(one, body=body, on=TODAY, by=secretary) for one in conclusions]

    assert [row.reference for row in recorded] == ["DVO 2016-1", "DVO 2016-B1", "DVO 2016-2"]


def test_the_database_gives_no_number_twice(body):
    DecisionFactory(body=body, number=1)

    with pytest.raises(IntegrityError, match=r"decision_number_once|UNIQUE"), transaction.atomic():
        DecisionFactory(body=body, number=1)


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({}, []),
        ({"action": "Doen"}, [FollowUpKind.ACTION]),
        (
            {"outcome": Outcome.ACCEPTED_WITH_OPEN_POINT, "open_point": "Hoe?"},
            [FollowUpKind.OPEN_POINT],
        ),
    ],
)
def test_a_decision_opens_what_follows_from_it(body, secretary, more, kinds):
    decision = record(body, secretary, **more)

    assert [row.kind for row in decision.follow_ups.all()] == kinds
    assert AuditEntry.objects.filter(event=Event.FOLLOW_UP_OPENED).count() == len(kinds)


def test_an_open_point_returns_on_later_agendas_until_it_is_done(body, secretary):
    later = dt.date(2016, 12, 12)
    record(
        body,
        secretary,
        outcome=Outcome.ACCEPTED_WITH_OPEN_POINT,
        open_point="Hoe?",
        returns_on=later,
    )
    (open_point,) = open_follow_ups(body.pk, before=later, actor=secretary, is_practice=False)

    actions.close_follow_up(open_point, version=open_point.version, by=secretary)

    assert open_point.due_on == later
    assert not open_follow_ups(body.pk, before=later, actor=secretary, is_practice=False)


@pytest.mark.parametrize(
    ("planned", "up_to", "opened"),
    [
        (Openness.PUBLIC, Openness.PUBLIC, Openness.PUBLIC),
        (Openness.PUBLIC, Openness.NETWORK, Openness.NETWORK),
        (Openness.NETWORK, Openness.PUBLIC, Openness.NETWORK),
        (Openness.BODY, Openness.NETWORK, Openness.BODY),
        (Openness.RESTRICTED, Openness.PUBLIC, Openness.BODY),
    ],
)
def test_publishing_opens_at_most_what_was_planned_and_allowed(planned, up_to, opened):
    assert opened_to(planned, up_to=up_to) == opened


def test_publishing_leaves_what_is_restricted_as_it_is(body, secretary):
    restricted = DecisionFactory(
        body=body,
        planned_openness=Openness.PUBLIC,
        openness=Openness.RESTRICTED,
        restriction=RestrictionFactory(),
    )

    actions.publish([restricted], by=secretary)

    restricted.refresh_from_db()
    assert restricted.openness == Openness.RESTRICTED


def test_only_the_secretary_records(body):
    with pytest.raises(PermissionDenied):
        actions.record(ACCEPTED, body=body, on=TODAY, by=member_of(body))

    assert not Decision.objects.exists()


def test_a_decision_put_right_stays_readable_and_passes_on_its_task(body, secretary):
    old = record(body, secretary, action="Doen")

    better = actions.put_right(old, ACCEPTED, reason="Tikfout", by=secretary)

    old.refresh_from_db()
    assert (old.corrected_by, old.text, old.number) == (better, "Akkoord.", 1)
    assert better.number == 2
    assert old.follow_ups.get().state == FollowUpState.DROPPED


def test_a_decision_is_put_right_once(body, secretary):
    old = record(body, secretary)
    actions.put_right(old, ACCEPTED, reason="Tikfout", by=secretary)

    with pytest.raises(RuleBroken):
        actions.put_right(old, ACCEPTED, reason="Nog een keer", by=secretary)


def test_nothing_is_put_right_when_the_audit_trail_fails(body, secretary, monkeypatch):
    old = record(body, secretary, action="Doen")
    monkeypatch.setattr(actions, "audit", fail_to_audit)

    with pytest.raises(OSError, match="disk full"):
        actions.put_right(old, ACCEPTED, reason="Tikfout", by=secretary)

    assert Decision.objects.count() == 1
    assert FollowUp.objects.get().state == FollowUpState.OPEN


def fail_to_audit(*args, **kwargs):
    raise OSError("disk full")


def test_the_database_refuses_a_correction_without_reason(body):
    old = DecisionFactory(body=body)

    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(body=body, corrects=old)


def owner(follow_up):
    person = PersonFactory(user=UserFactory())
    follow_up.owner = person
    follow_up.save()
    return Actor(user=person.user, today=TODAY)


def secretary_for(follow_up):
    return secretary_of(follow_up.body)


@pytest.mark.parametrize("closer", [owner, secretary_for])
def test_owner_and_secretary_close_a_follow_up(closer):
    follow_up = FollowUpFactory()
    by = closer(follow_up)

    closed = actions.close_follow_up(follow_up, version=1, result="Klaar", by=by)

    assert (closed.state, closed.done_on, closed.result) == (FollowUpState.DONE, TODAY, "Klaar")
    assert AuditEntry.objects.filter(event=Event.FOLLOW_UP_DONE).count() == 1


@pytest.mark.parametrize("nobody", [member_of, lambda body: visitor()])
def test_nobody_else_closes_it(nobody):
    follow_up = FollowUpFactory()

    with pytest.raises(PermissionDenied):
        actions.close_follow_up(follow_up, version=1, by=nobody(follow_up.body))


@pytest.mark.parametrize(
    "state", [{"state": FollowUpState.DONE, "done_on": TODAY}, {"state": FollowUpState.DROPPED}]
)
def test_what_is_done_or_dropped_is_not_closed_again(state):
    follow_up = FollowUpFactory(**state)

    with pytest.raises(RuleBroken):
        actions.close_follow_up(follow_up, version=1, by=secretary_of(follow_up.body))


def test_a_stale_closing_is_refused():
    follow_up = FollowUpFactory(version=2)

    with pytest.raises(StaleEdit):
        actions.close_follow_up(follow_up, version=1, by=secretary_of(follow_up.body))


def follow_up_planned(planned):
    return actions.FollowUpDetails(
        kind=FollowUpKind.COMMITMENT,
        what="Terugkomen op de pilot",
        opened_on=TODAY,
        planned_openness=planned,
    )


def test_a_follow_up_without_decision_gets_its_planned_openness(body, secretary):
    waiting = actions.open_follow_up(follow_up_planned(Openness.PUBLIC), body=body, by=secretary)
    assert waiting.openness == Openness.NETWORK

    published = actions.publish_follow_up(waiting, by=secretary)

    assert published.openness == Openness.PUBLIC
    assert AuditEntry.objects.filter(event=Event.FOLLOW_UP_PUBLISHED).count() == 1


def test_a_restricted_follow_up_needs_a_decision(body, secretary):
    stored = FollowUpFactory(body=body, planned_openness=Openness.RESTRICTED)

    with pytest.raises(RuleBroken, match="zonder besluit"):
        actions.publish_follow_up(stored, by=secretary)
    with pytest.raises(RuleBroken, match="zonder besluit"):
        actions.open_follow_up(follow_up_planned(Openness.RESTRICTED), body=body, by=secretary)

    stored.refresh_from_db()
    assert stored.openness == Openness.NETWORK


@pytest.mark.parametrize(
    ("closer", "openness", "closes"),
    [
        (owner, Openness.PUBLIC, False),
        (owner, Openness.NETWORK, True),
        (secretary_for, Openness.PUBLIC, True),
    ],
)
def test_what_everyone_reads_at_once_is_written_by_who_publishes(closer, openness, closes):
    follow_up = FollowUpFactory(openness=openness, planned_openness=openness)
    by = closer(follow_up)

    if closes:
        actions.close_follow_up(follow_up, version=1, result="Klaar", by=by)
    else:
        with pytest.raises(RuleBroken, match="schrijft de secretaris op"):
            actions.close_follow_up(follow_up, version=1, result="Klaar", by=by)

    follow_up.refresh_from_db()
    assert follow_up.result == ("Klaar" if closes else "")


@pytest.mark.parametrize(
    ("openness", "match"),
    [(Openness.PUBLIC, "schrijft de secretaris op"), (Openness.NETWORK, "Schrijf het antwoord op")],
)
def test_a_question_is_not_done_without_its_answer(openness, match):
    asked = FollowUpFactory(kind=FollowUpKind.QUESTION, openness=openness)

    with pytest.raises(RuleBroken, match=match):
        actions.close_follow_up(asked, version=1, result=" ", by=owner(asked))
