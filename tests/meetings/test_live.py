"""The screen on which the secretary keeps a meeting: saved once, in order, never over another."""

import uuid

import pytest
from bs4 import BeautifulSoup

from ivz.authorization.openness import Openness
from ivz.decisions.models import FollowUp
from ivz.decisions.states import Outcome
from ivz.meetings.models import AgendaItem, DraftDecision, RoomScreen, Voice
from ivz.meetings.states import MeetingState
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    PersonFactory,
    SeatFactory,
    member_of,
    secretary_of,
)
from tests.meetings.nine_points import accepted, board, item_with_points, note
from tests.meetings.pages import address, main_of, soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    meeting = MeetingFactory(body=board(), state=MeetingState.HELD)
    AgendaItemFactory(meeting=meeting, label="A", position=0)
    return item_with_points(meeting=meeting, planned=Openness.PUBLIC)


@pytest.fixture
def secretary(client, item):
    actor = secretary_of(item.meeting.body)
    client.force_login(actor.user)
    return actor


def said(text, *, version=1, **more):
    return {"minutes": text, "conclusion": "", "version": version, **more}


def test_one_screen_holds_all_the_secretary_notes_and_says_where_the_meeting_is(
    client, item, secretary, django_assert_max_num_queries
):
    SeatFactory(body=item.meeting.body, person=PersonFactory(function="Politiechef"))
    assert client.post(address("take_up", item.meeting, item.pk)).status_code == 302

    with django_assert_max_num_queries(20):
        page = soup(client.get(address("live", item.meeting)))

    assert page.select_one("[aria-current=page] small").get_text() == "nu aan de orde"
    fields = {field["name"] for field in page.select("main [name]")}
    assert {"minutes", "conclusion", "outcome", "position", "is_away", "what", "kind"} <= fields
    assert len(page.select(".ivz-live__point")) == 9
    assert page.select_one("nav a[data-live-item] b").get_text() == "A"


def test_without_a_script_the_button_saves_and_a_mistake_keeps_what_was_typed(
    client, item, secretary
):
    here = address("live_report", item.meeting, item.pk)
    told = client.post(here, said("Iedereen is het eens."), follow=True)
    assert "Bewaard" in main_of(told)
    assert "Iedereen is het eens." in main_of(told)

    stale = client.post(here, said("Niemand is het eens."))
    assert stale.status_code == 409
    assert {"Iedereen", "Niemand"} <= set(main_of(stale).split())
    again = soup(stale).select_one("[name=version]")["value"]
    assert client.post(here, said("Samen", version=again)).status_code == 302
    assert AgendaItem.objects.get(pk=item.pk).minutes == "Samen"


def test_what_arrives_twice_counts_once_and_a_refusal_can_be_sent_again(client, item, secretary):
    here = address("live_agree", item.meeting, item.pk)
    key = {"outbox-key": str(uuid.uuid4())}
    asked = {"kind": "action", "what": "Cijfers nasturen", "due_words": "na de zomer"}

    refused = client.post(here, asked | key)
    assert refused.status_code == 422
    assert "is geen datum" in refused.json()["problem"]

    asked["due_words"] = ""
    answers = [client.post(here, asked | key).json()["version"] for _ in range(2)]
    assert answers == [1, 1]
    assert FollowUp.objects.get().what == "Cijfers nasturen"
    assert client.post(here, asked | {"outbox-key": "x"}).status_code == 400


def test_an_outcome_leaves_what_only_the_longer_page_asks(client, item, secretary):
    owner = PersonFactory(function="Projectleider")
    note(item, "1", accepted(owner=owner), by=secretary)
    here = address("live_draft", item.meeting, item.pk, "1")
    typed = {"outcome": "rejected", "text": "Nee.", "version": 1}

    assert client.post(here, typed | {"outbox-key": str(uuid.uuid4())}).json()["version"] == 2

    draft = DraftDecision.objects.get()
    assert (draft.outcome, draft.text, draft.owner) == (Outcome.REJECTED, "Nee.", owner)


def test_a_voice_over_somebody_elses_shows_both(client, item, secretary):
    seat = SeatFactory(body=item.meeting.body)
    here = address("live_voice", item.meeting, item.pk, seat.pk)
    first = {"position": "reservation", "words": "Eerst de kosten", "version": 0}
    assert client.post(here, first | {"outbox-key": str(uuid.uuid4())}).status_code == 200

    second = {"position": "against", "words": "Te duur", "version": 0}
    stale = client.post(here, second | {"outbox-key": str(uuid.uuid4())})

    assert stale.status_code == 409
    assert {"Eerst de kosten", "Te duur"} <= {
        each.get_text() for each in BeautifulSoup(stale.json()["both"], "html.parser")("p")
    }
    assert Voice.objects.get().words == "Eerst de kosten"


def test_a_member_does_not_keep_the_meeting(client, item):
    member = member_of(item.meeting.body)
    client.force_login(member.user)

    assert client.get(address("live", item.meeting)).status_code == 403
    assert client.post(address("take_up", item.meeting, item.pk)).status_code == 403
    assert not RoomScreen.objects.exists()
