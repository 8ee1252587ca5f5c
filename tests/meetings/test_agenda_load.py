"""How full agendas are, against the time there is."""

import datetime as dt

import pytest

from ivz.authorization.openness import Openness
from ivz.meetings.queries.agenda_load import coming_loads
from ivz.meetings.states import MeetingState
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    AnnexFactory,
    BodyFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import address, main_of, soup
from tests.meetings.parking_factories import ParkedItemFactory

pytestmark = pytest.mark.django_db
HOUR = {"starts_at": dt.time(10), "ends_at": dt.time(11)}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def meeting():
    return MeetingFactory(date=TODAY, **HOUR)


def later(meeting, days, **kwargs):
    return MeetingFactory(body=meeting.body, date=TODAY + dt.timedelta(days=days), **kwargs)


def test_the_next_meetings_with_what_is_planned_and_what_there_is(meeting):
    AgendaItemFactory(meeting=meeting, planned_minutes=45)
    AgendaItemFactory(meeting=meeting, planned_minutes=30)
    AgendaItemFactory(meeting=meeting)
    second = later(meeting, 30)
    MeetingFactory(body=BodyFactory(network=meeting.body.network), date=TODAY)
    later(meeting, 40, is_practice=True)
    later(meeting, -9, state=MeetingState.HELD)

    loads = coming_loads(meeting, actor=member_of(meeting.body))

    told = [(load.meeting, load.planned_minutes, load.available_minutes) for load in loads]
    assert told == [(meeting, 75, 60), (second, 0, None)]
    assert [load.minutes_over for load in loads] == [15, 0]
    assert [load.untimed for load in loads] == [1, 0]


def test_what_the_reader_may_not_read_is_not_counted(meeting):
    closed = {"openness": Openness.RESTRICTED, "restriction": RestrictionFactory()}
    AgendaItemFactory(meeting=meeting, planned_minutes=45, **closed)
    AgendaItemFactory(meeting=meeting, **closed)

    load = coming_loads(meeting, actor=member_of(meeting.body))[0]

    assert (load.planned_minutes, load.untimed) == (0, 0)


def test_it_takes_two_queries_however_many_items(meeting, django_assert_num_queries):
    for number in range(5):
        AgendaItemFactory(meeting=meeting, planned_minutes=10)
        later(meeting, 30 + number)
    actor = member_of(meeting.body)
    assert actor.network_ids

    with django_assert_num_queries(2):
        coming_loads(meeting, actor=actor)


def test_the_editor_sees_it_in_words_and_is_warned_before_convening(client, meeting):
    AgendaItemFactory(meeting=meeting, planned_minutes=75)
    client.force_login(secretary_of(meeting.body).user)

    editing = soup(client.get(f"{meeting.get_absolute_url()}?bewerk=1"))
    preview = main_of(client.get(address("convene", meeting)))

    words = " ".join(editing.select_one(".ivz-load").get_text(" ").split())
    assert "75 van 60 min. gepland" in words
    assert "15 minuten meer dan er zijn" in words
    assert "15 minuten meer dan er zijn" in preview


def test_an_agenda_that_fits_warns_of_nothing(client, meeting):
    AgendaItemFactory(meeting=meeting, planned_minutes=60)
    client.force_login(secretary_of(meeting.body).user)

    assert "meer dan er zijn" not in main_of(client.get(address("convene", meeting)))


def test_an_agenda_full_of_what_waits_costs_few_queries(
    client, meeting, django_assert_max_num_queries
):
    other = later(meeting, -30, state=MeetingState.HELD)
    MeetingFactory(body=BodyFactory(network=meeting.body.network), date=meeting.date)
    AnnexFactory(body=meeting.body, proposal=None, meeting=meeting)
    for _number in range(6):
        paper = ProposalFactory(body=meeting.body)
        AgendaItemFactory(meeting=meeting, planned_minutes=10, kind="decide", proposal=paper)
        ParkedItemFactory(body=meeting.body, for_meeting=meeting, noted_in=other)
        ProposalFactory(body=meeting.body)
        FollowUpFactory(body=meeting.body, opened_on=TODAY - dt.timedelta(days=1))
    client.force_login(secretary_of(meeting.body).user)
    client.get(meeting.get_absolute_url())

    with django_assert_max_num_queries(20) as counted:
        page = client.get(f"{meeting.get_absolute_url()}?bewerk=1")

    assert len(soup(page).select("[name=wat]")) == 18
    assert counted
