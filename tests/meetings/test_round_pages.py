"""The page of a concept record on its round.

Policy: docs/policy/meetings.md#concept-round
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.meetings.models import ConceptRound, Remark
from ivz.meetings.states import MeetingState
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    UserFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import address, main_of, soup
from tests.meetings.round_factories import ConceptRoundFactory, RemarkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    clock.move_to(TODAY)


@pytest.fixture
def meeting():
    return MeetingFactory(
        state=MeetingState.HELD,
        date=TODAY,
        published_at=timezone.now(),
        published_by=UserFactory(),
        has_minutes=True,
        has_feedback_note=True,
    )


@pytest.fixture
def concept(meeting):
    return ConceptRoundFactory(meeting=meeting)


def as_one(client, actor):
    client.force_login(actor.user)
    return client


def step(client, concept, name, **given):
    there = address("concept_step", concept.meeting, concept.pk)
    return client.post(there, {name: "1", "version": concept.version, **given}, follow=True)


def answering(client, made, answer, text="", version=1):
    there = address("remark_step", made.round.meeting, made.pk)
    sent = {"answer": answer, "text": text, "version": version, "place": f"antwoord-{made.pk}"}
    return client.post(there, sent, follow=True)


def test_the_secretary_sends_it_from_the_decision_list(client, meeting):
    as_one(client, secretary_of(meeting.body))
    page = address("concept", meeting)
    assert page in str(soup(client.get(address("decision_list", meeting))))
    assert "Stuur het concept rond" in main_of(client.get(page))

    too_late = client.post(page, {"last_day": "2016-10-09"})
    sent = client.post(page, {"last_day": "2016-10-20", "words": "Graag lezen"}, follow=True)

    assert too_late.status_code == 422
    assert "laatste dag die nog komt" in main_of(too_late)
    assert "Reageren kan tot en met donderdag 20 oktober 2016" in main_of(sent).replace("\xa0", " ")
    assert "Graag lezen" in main_of(sent)


def test_a_member_remarks_on_an_item_and_the_secretary_answers(client, meeting, concept):
    item = AgendaItemFactory(meeting=meeting, label="D1", openness=Openness.BODY)
    member = member_of(meeting.body)
    as_one(client, member)

    made = step(client, concept, "remark", item=item.pk, text="Anders gezegd", place=item.pk)
    remark = Remark.objects.get()
    as_one(client, secretary_of(meeting.body))
    without = answering(client, remark, "not_taken_over")
    answered = answering(client, remark, "not_taken_over", "Zo is het besloten")

    assert "Anders gezegd" in main_of(made)
    assert (remark.item, remark.person_id) == (item, member.person_id)
    assert without.status_code == 422
    assert "waarom het niet is overgenomen" in main_of(without)
    assert "Niet overgenomen. Zo is het besloten" in main_of(answered)


def test_what_could_not_be_saved_stands_there_still(client, meeting, concept):
    as_one(client, member_of(meeting.body))
    ConceptRound.objects.update(closed_on=TODAY)

    refused = step(client, concept, "remark", text="Mijn lange opmerking", place="geheel")
    ConceptRound.objects.update(closed_on=None)
    empty = step(client, concept, "remark", text=" ", place="geheel")

    assert refused.status_code == empty.status_code == 422
    assert "Deze ronde is gesloten" in main_of(refused)
    assert "Mijn lange opmerking" in main_of(refused)
    assert soup(empty).select_one("details[open] #opmerking-geheel")
    assert not Remark.objects.exists()


def test_the_round_is_closed_opened_again_and_withdrawn(client, meeting, concept):
    as_one(client, secretary_of(meeting.body))

    closed = step(client, concept, "close")
    stale = step(client, concept, "reopen")
    opened = step(client, ConceptRound.objects.get(), "reopen")
    gone = step(client, ConceptRound.objects.get(), "withdraw")

    assert "Deze ronde is gesloten" in main_of(closed)
    assert stale.status_code == 422
    assert "Reageren kan tot en met" in main_of(opened)
    assert "Stuur het concept rond" in main_of(gone)


def test_one_press_says_that_there_are_no_remarks(client, meeting, concept):
    as_one(client, member_of(meeting.body))
    assert "Ik heb geen opmerkingen" in main_of(client.get(address("concept", meeting)))

    done = step(client, concept, "nothing")

    assert "heeft gereageerd" in main_of(done)
    assert "Ik heb geen opmerkingen" not in main_of(done)


def test_others_find_nothing_and_members_do_not_send(client, meeting, concept):
    made = RemarkFactory(round=concept, waits=True)
    page = address("concept", meeting)
    neighbour = secretary_of(BodyFactory(network=meeting.body.network))

    for other in (None, member_of(BodyFactory()), neighbour):
        if other:
            as_one(client, other)
        assert client.get(page).status_code == 404
        assert step(client, concept, "close").status_code == 404
        assert answering(client, made, "taken_over").status_code == 404
    as_one(client, member_of(meeting.body))
    assert client.post(page, {"last_day": "2016-10-20"}).status_code == 403
    assert step(client, concept, "close").status_code == 403
    assert step(client, concept, "onbekend").status_code == 403
    assert answering(client, made, "taken_over").status_code == 403
    made.refresh_from_db()
    assert made.answer == ""


def test_a_remark_on_a_closed_item_shows_to_nobody_who_may_not_read_it(client, meeting, concept):
    elsewhere = AgendaItemFactory(meeting=MeetingFactory(body=BodyFactory()))
    as_one(client, member_of(meeting.body))

    answer = step(client, concept, "remark", item=elsewhere.pk, text="Mag niet")

    assert answer.status_code == 404
    assert not Remark.objects.exists()


def test_no_record_page_or_file_holds_a_remark(client, meeting, concept, monkeypatch):
    monkeypatch.setattr("ivz.documents.pdf.render", lambda html: html.encode())
    item = AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC, minutes="Besproken.")
    RemarkFactory(round=concept, item=item, text="Kanarie", reason="Kanariereden")
    RemarkFactory(round=concept, text="Kanarie over het geheel")
    pages = ["decision_list", "minutes", "feedback_note", "detail", "decision_list_pdf"]
    addresses = [address(name, meeting) for name in pages]
    addresses += [address("minutes_file", meeting, "pdf"), address("decision_list_odt", meeting)]
    addresses.append(f"/api/v1/meetings/{meeting.body.slug}_{meeting.slug}/decisions")

    for actor in (None, member_of(meeting.body), secretary_of(meeting.body)):
        if actor:
            as_one(client, actor)
        for each in addresses:
            answer = client.get(each)
            assert answer.status_code == 200, each
            assert b"Kanarie" not in answer.content, each


def test_vandaag_tells_members_and_the_secretary(client, meeting, concept):
    member, secretary = member_of(meeting.body), secretary_of(meeting.body)
    waiting = "/vergaderingen/wacht-op-jou/"
    as_one(client, member)
    assert "Na een vergadering wacht 1 zaak op je." in main_of(client.get("/"))
    assert "Lees het concept van" in main_of(client.get(waiting))
    step(client, concept, "remark", text="Anders gezegd")
    assert "Na een vergadering" not in main_of(client.get("/"))

    as_one(client, secretary)

    assert "Na een vergadering wacht 1 zaak op je." in main_of(client.get("/"))
    assert "Anders gezegd" in main_of(client.get(waiting))


def test_more_remarks_take_no_more_queries(client, meeting, concept):
    item = AgendaItemFactory(meeting=meeting, openness=Openness.BODY)
    RemarkFactory(round=concept, item=item, waits=True)
    as_one(client, secretary_of(meeting.body))
    addresses = [address("concept", meeting), "/vergaderingen/wacht-op-jou/", "/"]

    def counted():
        found = []
        for each in addresses:
            client.get(each)
            with CaptureQueriesContext(connection) as asked:
                client.get(each)
            found.append(len(asked))
        return found

    few = counted()
    for _number in range(5):
        RemarkFactory(round=concept, item=item, waits=True)
        RemarkFactory(round=concept)

    assert counted() == few
    assert max(few) <= 20
