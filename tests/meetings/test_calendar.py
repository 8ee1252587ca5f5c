"""The calendar that a phone reads: whose meetings, and no word more than a visitor may read.

Policy: docs/policy/meetings.md#calendar
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.meetings.states import MeetingState
from ivz.network.models import Seat
from ivz.signin.actions.own import make_feed_key
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    member_of,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2016, 10, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    clock.move_to(TODAY)


@pytest.fixture
def body():
    return BodyFactory(short_name="DVO Twente")


@pytest.fixture
def member(body):
    return member_of(body)


@pytest.fixture
def convened(body):
    return MeetingFactory(
        body=body,
        date=date(2016, 12, 12),
        starts_at=time(10, 30),
        ends_at=time(12),
        place="Twentestraat",
        state=MeetingState.CONVENED,
    )


def read(key):
    """Give the events, as a program without a session gets them."""
    answer = Client().get(f"/vergaderingen/agenda/{key}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content).events


def address_of(member):
    return make_feed_key(now=NOON, by=member)


def test_a_meeting_stands_in_the_calendar_of_who_sits_in_the_body(member, convened):
    AgendaItemFactory(meeting=convened, label="A", title="Opening", openness=Openness.PUBLIC)

    [event] = read(address_of(member))

    assert event["summary"] == "DVO Twente"
    assert event.start == datetime(2016, 12, 12, 9, 30, tzinfo=UTC)  # winter: one hour later here
    assert event.end == datetime(2016, 12, 12, 11, tzinfo=UTC)
    assert event["location"] == "Twentestraat"
    assert event["description"] == "A Opening"
    assert event["status"] == "CONFIRMED"
    assert event["url"].endswith(convened.get_absolute_url())


def test_no_meeting_of_another_body_and_no_practice(member, body):
    MeetingFactory(body__network=body.network, date=TODAY, state=MeetingState.CONVENED)
    MeetingFactory(body=body, date=TODAY, state=MeetingState.CONVENED, is_practice=True)

    assert read(address_of(member)) == []


@pytest.mark.parametrize("closed", [Openness.NETWORK, Openness.BODY])
def test_a_closed_item_changes_not_one_byte(member, convened, closed):
    AgendaItemFactory(meeting=convened, label="A", title="Opening", openness=Openness.PUBLIC)
    address = f"/vergaderingen/agenda/{address_of(member)}.ics"
    before = Client().get(address).content

    item = AgendaItemFactory(meeting=convened, label="B", title="Geheim", openness=closed)

    assert Client().get(address).content == before
    item.openness = Openness.PUBLIC
    item.save()
    assert Client().get(address).content != before


def test_before_it_is_convened_only_body_and_time_stand_there(member, convened):
    AgendaItemFactory(meeting=convened, label="A", title="Opening", openness=Openness.PUBLIC)
    convened.state = MeetingState.DRAFT
    convened.starts_at = convened.ends_at = None
    convened.save()

    [event] = read(address_of(member))

    assert event["summary"] == "DVO Twente (onder voorbehoud)"
    assert event["status"] == "TENTATIVE"
    assert event.start == date(2016, 12, 12)
    assert "Twentestraat" not in str(event)
    assert "Opening" not in str(event)


def test_a_change_gives_the_same_event_a_higher_sequence(member, convened):
    key = address_of(member)
    [before] = read(key)

    convened.place, convened.version = "Elders", convened.version + 1
    convened.save()

    [after] = read(key)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_what_was_over_a_year_ago_is_left_out(member, convened):
    key = address_of(member)
    convened.date = TODAY - timedelta(days=365)
    convened.save()
    assert len(read(key)) == 1

    convened.date -= timedelta(days=1)
    convened.save()

    assert read(key) == []


def test_a_seat_that_is_revoked_takes_the_meetings_along_at_the_next_reading(member, convened):
    key = address_of(member)
    assert len(read(key)) == 1

    Seat.objects.filter(person__user=member.user).update(is_revoked=True)

    assert read(key) == []


def test_who_is_signed_in_does_not_count(member, convened):
    other = Client()
    other.force_login(member_of(BodyFactory()).user)

    answer = other.get(f"/vergaderingen/agenda/{address_of(member)}.ics")

    assert len(Calendar.from_ical(answer.content).events) == 1


def test_the_number_of_queries_does_not_grow(member, body, django_assert_max_num_queries):
    for day in range(12):
        meeting = MeetingFactory(
            body=body, date=TODAY + timedelta(days=day), state=MeetingState.CONVENED
        )
        AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC)
    key = address_of(member)

    with django_assert_max_num_queries(6):
        assert len(read(key)) == 12


@pytest.mark.parametrize("starts_at", [None, time(10, 30)], ids=["all-day", "from-half-past"])
def test_a_meeting_until_the_last_day_there_is_can_be_read(member, convened, starts_at):
    convened.last_day = date.max
    convened.starts_at, convened.ends_at = starts_at, None
    convened.save()

    [event] = read(address_of(member))

    assert event.end.year == 9999
