"""The start page of somebody who works with the platform, and of a visitor."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpKind, FollowUpState
from ivz.home.queries.today import duties_of, next_meetings, to_record
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    NetworkFactory,
    ReferralFactory,
    actor_with,
    member_of,
    secretary_of,
    visitor,
)

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("due_on", "group"),
    [(TODAY - A_DAY, "late"), (TODAY, "today"), (TODAY + A_DAY, "later"), (None, "later")],
)
def test_duties_are_grouped_by_date(due_on, group):
    body = BodyFactory()
    member = member_of(body)
    duty = FollowUpFactory(body=body, owner_id=member.person_id, due_on=due_on)

    duties = duties_of(member)

    assert getattr(duties, group) == [duty]
    assert duties.total == 1


def test_a_duty_with_only_words_is_late_after_its_review_date():
    body = BodyFactory()
    member = member_of(body)
    duty = FollowUpFactory(
        body=body, owner_id=member.person_id, due_words="na de zomer", review_on=TODAY - A_DAY
    )

    assert duties_of(member).late == [duty]


def test_duties_of_others_and_practice_duties_stay_out():
    body = BodyFactory()
    member = member_of(body)
    FollowUpFactory(body=body)
    FollowUpFactory(body=body, owner_id=member.person_id, is_practice=True)

    assert duties_of(member).total == 0


def test_the_next_meetings_count_only_what_the_reader_may_read():
    body = BodyFactory()
    meeting = MeetingFactory(body=body, date=TODAY + A_DAY)
    meeting.items.create(position=1, label="A", title="Opening", openness=Openness.PUBLIC)
    meeting.items.create(position=2, label="B", title="Besloten", openness=Openness.BODY)
    outside = actor_with(Role.MEMBER, body=BodyFactory(network=body.network))

    assert [row.items for row in next_meetings(member_of(body))] == [2]
    assert [row.items for row in next_meetings(visitor())] == [1]
    assert next_meetings(outside) == []


def test_a_meeting_waits_for_whoever_may_publish_it():
    body = BodyFactory()
    meeting = MeetingFactory(body=body, date=TODAY - A_DAY)

    assert to_record(secretary_of(body)) == [meeting]
    assert to_record(member_of(body)) == []


def test_the_page_shows_duties_and_closes_them(client):
    body = BodyFactory()
    member = member_of(body)
    duty = FollowUpFactory(body=body, owner_id=member.person_id, due_on=dt.date(2000, 1, 1))
    client.force_login(member.user)

    before = client.get(reverse("home:start"))
    closed = client.post(
        reverse("home:close_duty", args=[duty.pk]), {"version": duty.version}, follow=True
    )

    assert duty.what in main_text(before)
    assert "Gedaan" in main_text(closed)
    assert FollowUp.objects.get(pk=duty.pk).state == FollowUpState.DONE


def test_somebody_elses_closed_duty_does_not_exist(client):
    hidden = FollowUpFactory(openness=Openness.BODY)
    client.force_login(member_of(BodyFactory()).user)

    response = client.post(reverse("home:close_duty", args=[hidden.pk]), {"version": 1})

    assert response.status_code == 404
    assert FollowUp.objects.get(pk=hidden.pk).state == FollowUpState.OPEN


def test_a_stale_version_closes_nothing(client):
    body = BodyFactory()
    member = member_of(body)
    duty = FollowUpFactory(body=body, owner_id=member.person_id, version=2)
    client.force_login(member.user)

    client.post(reverse("home:close_duty", args=[duty.pk]), {"version": 1})

    assert FollowUp.objects.get(pk=duty.pk).state == FollowUpState.OPEN


def test_a_question_is_done_with_its_answer(client):
    body = BodyFactory()
    member = member_of(body)
    FollowUpFactory(body=body, owner_id=member.person_id)
    question = FollowUpFactory(body=body, owner_id=member.person_id, kind=FollowUpKind.QUESTION)
    client.force_login(member.user)
    here = reverse("home:close_duty", args=[question.pk])

    refused = client.post(here, {"version": question.version, "result": " "}, follow=True)
    stored = FollowUp.objects.get(pk=question.pk)
    client.post(here, {"version": question.version, "result": "Ja, vanaf maart."})
    question.refresh_from_db()

    assert "Schrijf het antwoord op" in main_text(refused)
    assert stored.state == FollowUpState.OPEN
    (field,) = BeautifulSoup(refused.content, "html.parser").select("main textarea")
    assert (field["id"], field["name"]) == (f"antwoord-{question.pk}", "result")
    assert (question.state, question.result) == (FollowUpState.DONE, "Ja, vanaf maart.")


def test_an_answer_that_comes_too_late_is_shown_again(client):
    body = BodyFactory()
    member = member_of(body)
    question = FollowUpFactory(
        body=body, owner_id=member.person_id, kind=FollowUpKind.QUESTION, version=2
    )
    client.force_login(member.user)

    late = client.post(
        reverse("home:close_duty", args=[question.pk]),
        {"version": 1, "result": "Ja, vanaf maart."},
        follow=True,
    )

    kept = main_text(late).partition("Je schreef: ")[2]
    assert "Ja, vanaf maart." in kept
    assert FollowUp.objects.get(pk=question.pk).state == FollowUpState.OPEN


def test_a_visitor_reads_public_decisions_and_no_others(client):
    NetworkFactory()
    public = DecisionFactory(title="Openbaar besluit")
    DecisionFactory(title="Besloten besluit", openness=Openness.BODY)

    text = main_text(client.get(reverse("home:start")))

    assert public.title in text
    assert "Besloten besluit" not in text


def test_an_empty_page_says_what_will_come(client):
    client.force_login(member_of(BodyFactory()).user)

    text = main_text(client.get(reverse("home:start")))

    assert "Hier komt wat een vergadering vraagt" in text


def test_the_page_takes_as_many_queries_with_many_rows(client, django_assert_max_num_queries):
    body = BodyFactory()
    member = member_of(body)
    FollowUpFactory.create_batch(12, body=body, owner_id=member.person_id)
    for days in range(4):
        MeetingFactory(body=body, date=TODAY + dt.timedelta(days=days))
    client.force_login(member.user)

    with django_assert_max_num_queries(20):
        client.get(reverse("home:start"))


def main_text(response):
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ")


@pytest.mark.parametrize(("is_example", "offers"), [(True, 1), (False, 0)])
def test_the_tour_is_offered_only_in_the_example(client, settings, is_example, offers):
    settings.IS_EXAMPLE = is_example
    client.force_login(secretary_of(BodyFactory()).user)

    page = BeautifulSoup(client.get("/").content, "html.parser")

    assert len(page.select("main #tour")) == offers


def test_what_was_referred_waits_where_no_meeting_comes_too(client):
    body = BodyFactory()
    secretary = secretary_of(body)
    client.force_login(secretary.user)
    assert "verwees" not in main_text(client.get(reverse("home:start")))
    ReferralFactory(body=body)
    ReferralFactory()

    shown = main_text(client.get(reverse("home:start")))

    assert "Een ander overleg verwees 1 open punt naar jouw overleg." in shown
    assert "wacht op je" in shown


def test_a_question_that_everyone_reads_is_left_to_the_secretary(client):
    body = BodyFactory()
    asked = {"kind": FollowUpKind.QUESTION, "openness": Openness.PUBLIC}
    fields = []

    for owner in (member_of(body), secretary_of(body)):
        FollowUpFactory(body=body, owner_id=owner.person_id, **asked)
        client.force_login(owner.user)
        page = BeautifulSoup(client.get(reverse("home:start")).content, "html.parser")
        fields.append((len(page.select("main textarea")), "de secretaris" in page.main.text))

    assert fields == [(0, True), (1, False)]
