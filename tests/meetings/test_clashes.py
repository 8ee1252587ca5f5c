"""Who is expected at two meetings at once, and the year at a glance."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.meetings.calendars import calendar_of
from ivz.meetings.models import Meeting
from ivz.meetings.queries.clashes import clashes_of
from ivz.meetings.states import MeetingState
from tests.factories import (
    TODAY,
    BodyFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    PersonFactory,
    SeatFactory,
    actor_with,
    member_of,
    secretary_of,
)
from tests.meetings.pages import address, main_of, soup

pytestmark = pytest.mark.django_db
NINE, TEN, TWELVE = dt.time(9), dt.time(10), dt.time(12)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def meeting():
    return MeetingFactory(starts_at=NINE, ends_at=TWELVE)


def at_the_same_time(meeting, *, starts_at=TEN, ends_at=TWELVE, **values):
    """Make another meeting, of a body that shares one person with that of ``meeting``."""
    values.setdefault("date", meeting.date)
    other = MeetingFactory(starts_at=starts_at, ends_at=ends_at, **values)
    person = PersonFactory(function="Burgemeester van Borne")
    for body in (meeting.body, other.body):
        SeatFactory(body=body, person=person)
    SeatFactory(body=other.body)
    return other


class TestClashes:
    def test_who_sits_in_both_is_named_by_function(self, meeting):
        other = at_the_same_time(meeting)

        (clash,) = clashes_of(meeting, actor=secretary_of(meeting.body))

        assert (clash.meeting, clash.people) == (other, ["Burgemeester van Borne"])

    @pytest.mark.parametrize(
        ("times", "count"),
        [
            ({"starts_at": TWELVE, "ends_at": dt.time(14)}, 0),
            ({"starts_at": dt.time(11, 59), "ends_at": dt.time(14)}, 1),
            ({"starts_at": None, "ends_at": None}, 1),
            ({"date": TODAY - dt.timedelta(days=1), "last_day": TODAY}, 1),
            ({"date": TODAY + dt.timedelta(days=1)}, 0),
            ({"state": MeetingState.HELD}, 0),
            ({"is_practice": True}, 0),
        ],
    )
    def test_only_meetings_to_come_at_the_same_time_count(self, meeting, times, count):
        at_the_same_time(meeting, **times)

        assert len(clashes_of(meeting, actor=secretary_of(meeting.body))) == count

    def test_a_draft_of_another_network_stays_unknown(self, meeting):
        other = at_the_same_time(meeting, state=MeetingState.DRAFT)

        assert clashes_of(meeting, actor=secretary_of(meeting.body)) == []
        assert len(clashes_of(meeting, actor=secretary_of(other.body))) == 1

    def test_a_revoked_seat_is_expected_nowhere(self, meeting):
        other = at_the_same_time(meeting)
        other.body.seats.update(is_revoked=True)

        assert clashes_of(meeting, actor=secretary_of(meeting.body)) == []

    def test_the_page_tells_the_network_and_no_visitor(self, client, meeting):
        at_the_same_time(meeting)

        visited = main_of(client.get(address("detail", meeting)))
        client.force_login(member_of(meeting.body).user)
        shown = main_of(client.get(address("detail", meeting)))

        assert "wordt ook verwacht bij" not in visited
        assert "1 persoon wordt ook verwacht bij" in shown
        assert "Burgemeester van Borne" in shown

    def test_the_proposed_year_warns_before_a_meeting_is_made(self, client):
        series = MeetingSeriesFactory(months=[11], starts_at=NINE)
        (rule_day,) = [dt.date(2016, 11, 14)]
        proposed = Meeting(date=rule_day, body=series.body)
        at_the_same_time(proposed)
        client.force_login(secretary_of(series.body).user)

        shown = main_of(client.get(reverse("meetings:series_year", args=[series.pk, 2016])))

        assert "1 persoon wordt ook verwacht bij" in shown


class TestYear:
    def year(self, client, **asked):
        return client.get(reverse("meetings:year", args=[TODAY.year]), asked)

    def test_the_year_shows_a_block_of_two_bodies(self, client, meeting):
        after = MeetingFactory(
            body__network=meeting.body.network, starts_at=TWELVE, ends_at=dt.time(14)
        )
        client.force_login(secretary_of(meeting.body).user)

        page = soup(self.year(client))

        october = page.select_one("section[aria-labelledby=month-10]").get_text(" ")
        assert meeting.body.short_name in october
        assert after.body.short_name in october.split("sluit daarop aan")[0]
        assert len(page.select(".is-directly-after")) == 1

    def test_one_body_or_only_where_i_sit(self, client, meeting):
        other = MeetingFactory(body__network=meeting.body.network)
        elsewhere = MeetingFactory()
        me = secretary_of(meeting.body)
        SeatFactory(body=elsewhere.body, person_id=me.person_id)
        client.force_login(me.user)

        of_one = links_in(self.year(client, overleg=other.body.slug))
        of_me = links_in(self.year(client, mijn="ja"))

        assert of_one == {other.get_absolute_url()}
        assert of_me == {meeting.get_absolute_url(), elsewhere.get_absolute_url()}

    def test_another_year_keeps_the_choice_and_says_what_it_leads_to(self, client, meeting):
        client.force_login(secretary_of(meeting.body).user)
        chosen = {"overleg": meeting.body.slug, "mijn": "ja"}

        links = soup(self.year(client, **chosen)).select("main form a")

        years = [TODAY.year - 1, TODAY.year + 1]
        asked = f"?overleg={meeting.body.slug}&mijn=ja"
        addresses = [reverse("meetings:year", args=[year]) + asked for year in years]
        assert [link["href"] for link in links] == addresses
        assert [link.text for link in links] == [
            f"{year}: Vergaderingen in {year}" for year in years
        ]

    def test_a_visitor_sees_no_draft(self, client, meeting):
        draft = MeetingFactory(body__network=meeting.body.network, state=MeetingState.DRAFT)

        visited = links_in(self.year(client))
        client.force_login(member_of(meeting.body).user)

        assert visited == {meeting.get_absolute_url()}
        assert draft.get_absolute_url() in links_in(self.year(client))

    def test_the_number_of_queries_does_not_grow(
        self, client, meeting, django_assert_max_num_queries
    ):
        client.force_login(secretary_of(meeting.body).user)
        for day in range(1, 29):
            MeetingFactory(
                body=BodyFactory(network=meeting.body.network), date=dt.date(2016, 11, day)
            )

        with django_assert_max_num_queries(10):
            self.year(client)


def links_in(response):
    return {link["href"] for link in soup(response).select(".ivz-year a")}


def test_the_personal_calendar_shows_both_days_and_the_place(meeting):
    last_day = meeting.date + dt.timedelta(days=1)
    Meeting.objects.update(last_day=last_day, place="Stadhuis", ends_at=NINE)
    reader = actor_with("member", body=meeting.body)

    (event,) = calendar_of(reader, site="https://ivz.test/").events

    assert (event.end - event.start) == dt.timedelta(days=1)
    assert event["LOCATION"] == "Stadhuis"
