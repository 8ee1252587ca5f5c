"""A concept record goes round among the members before it is adopted.

Policy: docs/policy/meetings.md#concept-round
"""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.meetings.actions import rounds as actions
from ivz.meetings.models import ConceptRound, Remark
from ivz.meetings.states import MeetingState, RemarkAnswer
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
)
from tests.meetings.round_factories import ConceptRoundFactory, RemarkFactory

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
TAKEN_OVER, NOT_TAKEN_OVER = RemarkAnswer.TAKEN_OVER, RemarkAnswer.NOT_TAKEN_OVER


@pytest.fixture
def meeting():
    return MeetingFactory(state=MeetingState.HELD, date=TODAY)


@pytest.fixture
def secretary(meeting):
    return secretary_of(meeting.body)


@pytest.fixture
def member(meeting):
    return member_of(meeting.body)


@pytest.fixture
def concept(meeting):
    return ConceptRoundFactory(meeting=meeting)


def send(meeting, by, last_day=TODAY + A_DAY):
    return actions.send_round(meeting, last_day=last_day, words="Graag lezen", by=by)


def answer(made, given, by, reason="Klopt"):
    return actions.answer(made, given, reason=reason, version=made.version, by=by)


def test_the_secretary_sends_it_and_every_member_gets_a_mail_that_names_no_item(
    meeting, secretary, member
):
    AgendaItemFactory(meeting=meeting, title="Geheim punt", openness=Openness.BODY)
    member_of(BodyFactory(network=meeting.body.network))
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.org")

    sent = send(meeting, secretary)

    assert (sent.last_day, sent.words) == (TODAY + A_DAY, "Graag lezen")
    assert [letter.to for letter in mail.outbox] == [[f"{member.user.username}@example.org"]]
    assert "/concept/" in mail.outbox[0].body
    assert "Geheim" not in mail.outbox[0].body + mail.outbox[0].subject


def test_practice_mails_and_waits_for_nobody(secretary, member, meeting):
    User.objects.filter(pk=member.user.pk).update(email="lid@example.org")
    type(meeting).objects.update(is_practice=True)

    send(meeting, secretary)

    assert not mail.outbox
    assert not ConceptRound.objects.waiting_for(member).exists()


@pytest.mark.parametrize("state", [MeetingState.CONVENED, MeetingState.ADOPTED])
def test_it_goes_round_only_between_recording_and_adoption(meeting, secretary, state):
    type(meeting).objects.update(state=state)

    with pytest.raises(RuleBroken):
        send(meeting, secretary)


def test_only_the_secretary_sends_one_round_at_a_time_with_a_day_to_come(
    meeting, secretary, member
):
    for other in (member, secretary_of(BodyFactory(network=meeting.body.network))):
        with pytest.raises(PermissionDenied):
            send(meeting, other)
    with pytest.raises(RuleBroken):
        send(meeting, secretary, last_day=TODAY - A_DAY)
    first = send(meeting, secretary)
    with pytest.raises(RuleBroken):
        send(meeting, secretary)
    ConceptRound.objects.update(sent_on=TODAY - 2 * A_DAY, last_day=TODAY - A_DAY)

    send(meeting, secretary)

    first.refresh_from_db()
    assert first.closed_on == TODAY


def test_a_round_closes_after_its_day_or_by_hand_and_opens_again_until_then(
    concept, secretary, member
):
    assert concept.is_open(concept.last_day)
    assert not concept.is_open(concept.last_day + A_DAY)
    with pytest.raises(PermissionDenied):
        actions.close_round(concept, version=1, by=member)
    closed = actions.close_round(concept, version=1, by=secretary)
    with pytest.raises(RuleBroken):
        actions.remark(concept, "Te laat", by=member)
    with pytest.raises(StaleEdit):
        actions.reopen_round(closed, version=1, by=secretary)

    opened = actions.reopen_round(closed, version=2, by=secretary)

    assert opened.is_open(TODAY)
    actions.close_round(opened, version=3, by=secretary)
    ConceptRound.objects.update(sent_on=TODAY - 2 * A_DAY, last_day=TODAY - A_DAY)
    with pytest.raises(RuleBroken):
        actions.reopen_round(opened, version=4, by=secretary)


def test_a_round_is_withdrawn_only_while_nobody_reacted(concept, secretary, member):
    actions.say_nothing(concept, by=member)
    with pytest.raises(RuleBroken):
        actions.withdraw_round(concept, version=1, by=secretary)
    Remark.objects.all().delete()

    actions.withdraw_round(concept, version=1, by=secretary)

    assert not ConceptRound.objects.exists()


def test_members_remark_on_an_item_or_on_the_whole_and_take_that_back(
    meeting, concept, member, secretary
):
    item = AgendaItemFactory(meeting=meeting)

    on_item = actions.remark(concept, " Anders gezegd ", item=item, by=member)
    on_whole = actions.remark(concept, "Verder goed", by=member)

    assert (on_item.text, on_item.item, on_whole.item) == ("Anders gezegd", item, None)
    with pytest.raises(PermissionDenied):
        actions.take_back(on_item, version=1, by=secretary)
    actions.take_back(on_item, version=1, by=member)
    assert list(Remark.objects.all()) == [on_whole]
    with pytest.raises(RuleBroken):
        actions.remark(concept, " ", by=member)
    with pytest.raises(RuleBroken):
        actions.say_nothing(concept, by=member)


def test_who_had_no_remarks_can_still_make_one(concept, member):
    actions.say_nothing(concept, by=member)

    made = actions.remark(concept, "Toch iets", by=member)

    assert list(Remark.objects.all()) == [made]


def test_nobody_remarks_outside_the_body_or_on_what_they_may_not_read(meeting, concept, member):
    reader = member_of(meeting.body)
    restriction = RestrictionFactory(imposed_by__body=meeting.body)
    restriction.readers.add(reader.person_id)
    closed = AgendaItemFactory(
        meeting=meeting, openness=Openness.RESTRICTED, restriction=restriction
    )
    other_meeting = AgendaItemFactory(meeting=MeetingFactory(body=meeting.body, slug="later"))

    with pytest.raises(PermissionDenied):
        actions.remark(concept, "Van buiten", by=member_of(BodyFactory()))
    for item in (closed, other_meeting):
        with pytest.raises(PermissionDenied):
            actions.remark(concept, "Mag niet", item=item, by=member)
    actions.remark(concept, "Mag wel", item=closed, by=reader)


def test_closing_an_item_closes_its_remarks(meeting, concept, member, secretary):
    item = AgendaItemFactory(meeting=meeting, openness=Openness.BODY)
    made = RemarkFactory(round=concept, item=item, waits=True)
    assert list(Remark.objects.visible_to(member)) == [made]
    assert list(Remark.objects.waiting_for(secretary)) == [made]

    restriction = RestrictionFactory(imposed_by__body=meeting.body)
    type(item).objects.update(openness=Openness.RESTRICTED, restriction=restriction)

    for actor in (member, secretary):
        assert not Remark.objects.visible_to(actor).exists()
    assert not Remark.objects.waiting_for(secretary).exists()


def test_only_members_of_the_body_read_remarks(meeting, concept, member):
    made = RemarkFactory(
        round=concept, item=AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC)
    )
    neighbour = member_of(BodyFactory(network=meeting.body.network))

    assert list(Remark.objects.visible_to(member)) == [made]
    for other in (neighbour, member_of(BodyFactory())):
        assert not Remark.objects.visible_to(other).exists()
        assert not ConceptRound.objects.visible_to(other).exists()


def test_the_secretary_answers_each_remark_and_can_answer_otherwise(concept, secretary, member):
    made = RemarkFactory(round=concept, person=member.user.person, waits=True)
    with pytest.raises(PermissionDenied):
        answer(made, TAKEN_OVER, member)
    with pytest.raises(RuleBroken):
        answer(made, None, secretary)
    with pytest.raises(RuleBroken):
        answer(made, NOT_TAKEN_OVER, secretary, reason=" ")

    done = answer(made, TAKEN_OVER, secretary, reason="")

    assert (done.answer, done.answered_by) == (TAKEN_OVER, secretary.user)
    with pytest.raises(RuleBroken):
        actions.take_back(done, version=done.version, by=member)
    otherwise = answer(done, NOT_TAKEN_OVER, secretary)
    assert otherwise.reason == "Klopt"
    type(concept.meeting).objects.update(state=MeetingState.ADOPTED)
    with pytest.raises(RuleBroken):
        answer(otherwise, TAKEN_OVER, secretary)


def test_having_no_remarks_needs_no_answer(concept, member, secretary):
    nothing = actions.say_nothing(concept, by=member)

    assert not Remark.objects.waiting_for(secretary).exists()
    with pytest.raises(RuleBroken):
        answer(nothing, TAKEN_OVER, secretary)


def test_an_open_round_waits_for_who_did_not_react_and_its_remarks_for_the_secretary(
    meeting, concept, secretary, member
):
    other = member_of(meeting.body)
    assert list(ConceptRound.objects.waiting_for(member)) == [concept]
    assert not ConceptRound.objects.waiting_for(secretary).exists()
    assert not ConceptRound.objects.waiting_for(member_of(BodyFactory())).exists()

    made = actions.remark(concept, "Anders", by=member)

    assert not ConceptRound.objects.waiting_for(member).exists()
    assert list(ConceptRound.objects.waiting_for(other)) == [concept]
    assert list(Remark.objects.waiting_for(secretary)) == [made]
    assert not Remark.objects.waiting_for(member).exists()
    type(meeting).objects.update(state=MeetingState.ADOPTED)
    assert not ConceptRound.objects.waiting_for(other).exists()
    assert not Remark.objects.waiting_for(secretary).exists()


def test_the_database_holds_what_must_always_hold(concept, member):
    person = member.user.person
    RemarkFactory(round=concept, person=person, text="", waits=True)
    item = AgendaItemFactory(meeting=concept.meeting)
    wrong = [
        lambda: RemarkFactory(round=concept, person=person, text="", waits=True),
        lambda: RemarkFactory(round=concept, text="", item=item, waits=True),
        lambda: RemarkFactory(round=concept, answered_on=None),
        lambda: RemarkFactory(round=concept, text=""),
        lambda: ConceptRoundFactory(meeting=concept.meeting),
        lambda: ConceptRoundFactory(last_day=TODAY - A_DAY),
    ]
    for make in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
