"""Commitments, questions and points of attention, noted at an item and followed until done."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.actions import FollowUpDetails
from ivz.decisions.guarded import kind_of, with_what_hangs_on
from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpKind, FollowUpState
from ivz.errors import RuleBroken
from ivz.home.queries.today import duties_of
from ivz.meetings.actions import agendas, agreements, parking, publishing
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.actions.parking import ParkingDetails
from ivz.meetings.models import AgendaItem, Agreement, Meeting, ParkedItem
from ivz.meetings.queries.decision_lists import decision_list
from ivz.meetings.queries.meetings import returning
from ivz.meetings.rules.publishing import edition_of, waits_for_publishing
from ivz.meetings.states import MeetingState
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.nine_points import board
from tests.meetings.pages import address, main_of
from tests.meetings.test_agendas import restriction

pytestmark = pytest.mark.django_db
NEXT = dt.date(2016, 12, 12)
AFTER_SUMMER = "na de zomer"


@pytest.fixture
def item():
    meeting = MeetingFactory(body=board(), state=MeetingState.HELD)
    return AgendaItemFactory(meeting=meeting, label="F", planned_openness=Openness.PUBLIC)


@pytest.fixture
def secretary(item):
    return secretary_of(item.meeting.body)


@pytest.fixture
def later(item):
    return MeetingFactory(body=item.meeting.body, date=NEXT)


def actor_on(actor, day):
    return Actor(user=actor.user, today=day)


def noted(item, *, by, kind=FollowUpKind.COMMITMENT, **more):
    details = {"what": "Een overzicht van alle portefeuilles", **more}
    return agreements.agree(
        item, FollowUpDetails(kind=kind, opened_on=item.meeting.date, **details), by=by
    )


def test_a_commitment_with_a_date_shows_up_then(item, secretary, later):
    promised = noted(item, by=secretary, owner=secretary.user.person, due_on=NEXT)

    assert returning(later, actor=secretary) == [promised]
    assert duties_of(secretary).later == [promised]
    assert duties_of(actor_on(secretary, NEXT)).today == [promised]


@pytest.mark.parametrize("words", [AFTER_SUMMER, "eind dit jaar"])
def test_words_need_a_day_to_look_again_and_show_up_then(item, secretary, words):
    with pytest.raises(RuleBroken, match="is geen datum"):
        noted(item, by=secretary, due_words=words)

    promised = noted(
        item, by=secretary, due_words=words, review_on=NEXT, owner=secretary.user.person
    )

    assert duties_of(actor_on(secretary, NEXT)).today == [promised]


def test_a_promise_for_the_next_meeting_returns_until_it_is_done(item, secretary, later):
    promised = noted(item, by=secretary)
    last = MeetingFactory(body=later.body, date=dt.date(2017, 2, 6))
    assert [returning(each, actor=secretary) for each in (later, last)] == [[promised]] * 2

    agreements.settle(promised, meeting=later, result="", version=1, by=actor_on(secretary, NEXT))

    assert not returning(last, actor=secretary)


def test_a_question_is_answered_in_a_later_meeting(client, item, secretary, later):
    asked = noted(item, by=secretary, kind=FollowUpKind.QUESTION, what="Wat mag met beelden?")
    then = actor_on(secretary, NEXT)
    Meeting.objects.filter(pk=later.pk).update(state=MeetingState.HELD)
    later.refresh_from_db()
    AgendaItemFactory(meeting=later, label="C", planned_openness=Openness.PUBLIC)
    with pytest.raises(RuleBroken, match="Schrijf het antwoord op"):
        agreements.settle(asked, meeting=later, result=" ", version=1, by=then)

    agreements.settle(asked, meeting=later, result="Volgens de richtlijn.", version=1, by=then)

    listed = decision_list(later, actor=then)
    assert [(each.what, each.result) for each in listed.settled] == [
        ("Wat mag met beelden?", "Volgens de richtlijn.")
    ]
    assert not decision_list(later, actor=visitor()).settled
    client.force_login(secretary.user)
    assert "Volgens de richtlijn." in main_of(client.get(address("decision_list", later)))


def test_points_of_attention_stand_in_every_form_of_record(client, item, secretary):
    noted(item, by=secretary, kind=FollowUpKind.ATTENTION, what="De integraliteit")
    Meeting.objects.update(has_minutes=True, has_feedback_note=True)
    client.force_login(secretary.user)

    for form in ["decision_list", "minutes", "feedback_note"]:
        assert "Aandachtspunt: De integraliteit" in main_of(client.get(address(form, item.meeting)))


def test_it_opens_with_its_item_and_publishing_says_so(item, secretary):
    publishing.publish(item.meeting, by=secretary)
    before = edition_of(item.meeting)
    promised = noted(item, by=secretary)
    item.meeting.refresh_from_db()
    assert not FollowUp.objects.visible_to(visitor()).exists()
    assert waits_for_publishing(item.meeting)
    assert edition_of(item.meeting) != before

    publishing.publish(item.meeting, by=secretary)

    assert FollowUp.objects.visible_to(visitor()).get() == promised
    assert not waits_for_publishing(item.meeting)


def test_it_closes_with_its_item_and_opens_no_further(item, secretary):
    promised = noted(item, by=secretary)
    publishing.publish(item.meeting, by=secretary)
    item.refresh_from_db()
    promised.refresh_from_db()
    assert promised in with_what_hangs_on(item)
    assert kind_of(promised).ceiling(promised) == (Openness.PUBLIC, None)

    agendas.close_item(item, to=Openness.BODY, version=item.version, by=secretary)

    promised.refresh_from_db()
    assert promised.openness == Openness.BODY
    assert kind_of(promised).ceiling(promised) == (Openness.BODY, None)


def changed(item, by, **given):
    item.refresh_from_db()
    details = ItemDetails(label=item.label, title=item.title, **given)
    return agendas.change_item(item, details, version=item.version, by=by)


def test_it_closes_too_where_the_item_is_planned_anew(item, secretary, later):
    promised = noted(item, by=secretary)
    publishing.publish(item.meeting, by=secretary)
    assert returning(later, actor=visitor()) == [promised]

    changed(item, secretary, planned_openness=Openness.BODY)

    promised.refresh_from_db()
    assert (promised.openness, promised.planned_openness) == (Openness.BODY, Openness.BODY)
    assert returning(later, actor=visitor()) == []


def test_an_item_for_named_people_keeps_what_was_agreed_for_them(item, secretary, later):
    promised = noted(item, by=secretary)
    wanted = restriction(imposed_by=DecisionFactory(body=item.meeting.body))

    closed = changed(item, secretary, planned_openness=Openness.RESTRICTED, restriction=wanted)

    promised.refresh_from_db()
    assert (promised.openness, promised.restriction) == (Openness.RESTRICTED, closed.restriction)
    assert returning(later, actor=member_of(later.body)) == []
    assert returning(later, actor=secretary) == [promised]


def test_planning_an_item_as_public_opens_nothing_that_was_agreed(item, secretary):
    promised = noted(item, by=secretary)

    changed(item, secretary, planned_openness=Openness.PUBLIC)

    promised.refresh_from_db()
    assert promised.openness == Openness.NETWORK


def test_an_item_at_which_something_was_agreed_stays(item, secretary):
    promised = noted(item, by=secretary)
    with pytest.raises(RuleBroken, match="afgesproken"):
        agendas.remove_item(item, version=item.version, by=secretary)

    agreements.take_back(promised.agreement, version=1, by=secretary)
    agendas.remove_item(item, version=item.version, by=secretary)

    assert not item.meeting.items.exists()


def test_parking_takes_no_item_off_at_which_something_was_agreed(item, secretary):
    noted(item, by=secretary)
    wanted = ParkingDetails(body=item.meeting.body, title=item.title)

    with pytest.raises(RuleBroken, match="afgesproken"):
        parking.park_item(item, wanted, takes_off=True, version=item.version, by=secretary)

    assert Agreement.objects.count() == 1
    assert not ParkedItem.objects.exists()


def test_it_is_as_open_as_the_item_is_by_then(item, secretary):
    AgendaItem.objects.filter(pk=item.pk).update(
        planned_openness=Openness.BODY, openness=Openness.BODY
    )
    promised = noted(item, by=secretary)
    assert (promised.openness, promised.planned_openness) == (Openness.BODY, Openness.BODY)
    AgendaItem.objects.filter(pk=item.pk).update(
        openness=Openness.RESTRICTED,
        planned_openness=Openness.RESTRICTED,
        restriction=RestrictionFactory(),
    )

    with pytest.raises(RuleBroken, match="genoemde personen"):
        noted(item, by=secretary)


def test_only_the_secretary_notes_and_only_once_it_was_held(item, secretary):
    with pytest.raises(PermissionDenied):
        noted(item, by=member_of(item.meeting.body))
    with pytest.raises(RuleBroken, match="vóór de vergadering"):
        noted(item, by=secretary, due_on=dt.date(2016, 10, 9))
    Meeting.objects.update(date=NEXT)
    item.refresh_from_db()
    with pytest.raises(RuleBroken, match="nog niet geweest"):
        noted(item, by=secretary)


def test_the_secretary_notes_and_takes_back_on_the_page(client, item, secretary):
    client.force_login(secretary.user)
    here = address("agreements", item.meeting, item.pk)
    refused = client.post(here, {"kind": "commitment", "what": "X", "due_words": AFTER_SUMMER})
    assert refused.status_code == 422
    assert "is geen datum" in main_of(refused)

    given = {"kind": "commitment", "what": "Overzicht", "due_words": AFTER_SUMMER}
    answer = client.post(here, given | {"review_on": "2017-09-01"}, follow=True)
    assert "Genoteerd: Overzicht" in main_of(answer)
    stored = FollowUp.objects.get()
    taken = address("take_back_agreement", item.meeting, item.pk, stored.pk)
    client.post(taken, {"version": stored.version})

    stored.refresh_from_db()
    assert stored.state == FollowUpState.DROPPED
    assert "Overzicht" not in main_of(client.get(here))
