"""The screen in the room: what all who are there may read, and no more."""

import datetime as dt

import pytest
from django.utils import timezone

from ivz.authorization.openness import Openness
from ivz.decisions.states import Outcome
from ivz.meetings.actions import recording
from ivz.meetings.actions.recording import Noted
from ivz.meetings.models import RoomScreen
from ivz.meetings.states import MeetingState, Presence
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    PersonFactory,
    RestrictionFactory,
    SeatFactory,
    member_of,
    secretary_of,
)
from tests.meetings.nine_points import board
from tests.meetings.pages import address, main_of, soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(body=board(), state=MeetingState.HELD)


@pytest.fixture
def items(meeting):
    """Give one item for each level, all of ten minutes."""
    return {
        level: AgendaItemFactory(
            meeting=meeting,
            label=label,
            position=at,
            title=f"Punt {level}",
            planned_minutes=10,
            openness=level,
            planned_openness=level,
            restriction=RestrictionFactory() if level == Openness.RESTRICTED else None,
        )
        for at, (label, level) in enumerate(zip("ABCD", Openness, strict=True))
    }


@pytest.fixture
def secretary(client, meeting):
    actor = secretary_of(meeting.body)
    client.force_login(actor.user)
    return actor


def titles(client, meeting):
    page = soup(client.get(address("room", meeting)))
    return "".join(each.get_text() for each in page.select(".ivz-room__agenda li b"))


def test_it_shows_only_what_everybody_in_the_room_may_read(client, meeting, items, secretary):
    assert titles(client, meeting) == "A"  # nobody noted who is there

    kept = meeting.attendance.create(seat=SeatFactory(body=meeting.body), presence=Presence.PRESENT)
    assert titles(client, meeting) == "ABC"
    kept.presence, kept.deputy = Presence.DEPUTISED, PersonFactory()
    kept.save()
    assert titles(client, meeting) == "AB"
    meeting.guests = "Adviseur"
    meeting.save()
    assert titles(client, meeting) == "A"

    closed = items[Openness.BODY]
    note(closed, "Vertrouwelijk besluit", by=secretary)
    client.post(address("take_up", meeting, closed.pk))
    told = main_of(client.get(address("room", meeting)))
    assert "Dit punt staat niet op het scherm" in told
    assert "Vertrouwelijk" not in told
    assert closed.title not in told


def test_a_decision_that_will_be_more_closed_than_its_item_stays_off(client, items, secretary):
    public = items[Openness.PUBLIC]
    public.planned_openness = Openness.NETWORK
    public.save()

    assert titles(client, public.meeting) == ""


def note(item, text, *, by):
    noted = Noted(outcome=Outcome.AMENDED, text=text)
    recording.save_draft(item, noted, point=None, version=0, by=by)


def test_it_shows_the_item_its_time_and_the_decision_as_it_will_be_recorded(
    client, meeting, items, secretary, django_assert_max_num_queries
):
    item = items[Openness.PUBLIC]
    assert "De vergadering begint zo" in main_of(client.get(address("room", meeting)))
    client.post(address("take_up", meeting, item.pk))
    note(item, "Akkoord voor twee gemeenten.", by=secretary)
    began = timezone.now() - dt.timedelta(minutes=4, seconds=30)
    RoomScreen.objects.update(since=began)

    with django_assert_max_num_queries(20):
        told = main_of(client.get(address("room", meeting)))

    assert "Gewijzigd vastgesteld" in told
    assert "Akkoord voor twee gemeenten." in told
    assert "nog 6 minuten" in told
    RoomScreen.objects.update(since=began - dt.timedelta(minutes=9))
    assert "3 minuten over de geplande tijd" in main_of(client.get(address("room", meeting)))


def test_asking_again_costs_nothing_until_something_changes(
    client, meeting, items, secretary, monkeypatch
):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    here = address("room", meeting)
    first = client.get(here, headers={"hx-request": "true"})
    again = {"hx-request": "true", "if-none-match": first.headers["ETag"]}
    part = soup(first).select_one("#zaal")
    assert part["hx-trigger"] == "every 5s"
    assert first.headers["ETag"].strip('"') in part["hx-headers"]

    assert client.get(here, headers=again).status_code == 304
    client.post(address("take_up", meeting, items[Openness.PUBLIC].pk))
    changed = client.get(here, headers=again)

    assert changed.status_code == 200
    assert "<header" not in changed.content.decode()
    assert "Punt public" in changed.content.decode()


def test_it_is_opened_by_who_keeps_the_meeting(client, meeting, items):
    client.force_login(member_of(meeting.body).user)

    assert client.get(address("room", meeting)).status_code == 403
