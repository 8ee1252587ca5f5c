"""Meeting series: the rule, the year it gives, the rota, and what the secretary makes of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.errors import RuleBroken
from ivz.meetings.actions import planning
from ivz.meetings.actions import series as actions
from ivz.meetings.actions.planning import MeetingDetails
from ivz.meetings.actions.series import ChosenTurn, SeriesDetails
from ivz.meetings.models import (
    Meeting,
    MeetingSeries,
    Ordinal,
    SchoolHoliday,
    SchoolRegion,
    SeriesMeeting,
    StandingAgenda,
    Weekday,
)
from ivz.meetings.queries.free_days import public_holidays
from ivz.meetings.queries.series import rule_days, turns_in
from ivz.meetings.states import Event, MeetingState
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    OrganisationFactory,
    SeatFactory,
    SeriesMeetingFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import main_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = dt.date


def holiday(first, last, region=SchoolRegion.NORTH):
    return SchoolHoliday.objects.create(
        region=region, name="Herfstvakantie", first_day=first, last_day=last, source="OCW"
    )


def year_of(series, year=2017):
    return reverse("meetings:series_year", args=[series.pk, year])


def ticked(turns, **changed):
    data = {}
    for turn in turns:
        data |= {f"{turn.key}-chosen": "on", f"{turn.key}-date": turn.day.isoformat()}
        data |= {f"{turn.key}-starts_at": "09:00", f"{turn.key}-ends_at": "11:00"}
        data |= {f"{turn.key}-place": turn.place, f"{turn.key}-host": getattr(turn.host, "pk", "")}
    return data | changed


class TestRule:
    @pytest.mark.parametrize(
        ("ordinal", "weekday", "months", "days"),
        [
            (Ordinal.SECOND, Weekday.MONDAY, [1, 3], [D(2017, 1, 9), D(2017, 3, 13)]),
            (Ordinal.FIRST, Weekday.FRIDAY, [9], [D(2017, 9, 1)]),
            (Ordinal.LAST, Weekday.FRIDAY, [6], [D(2017, 6, 30)]),
            (Ordinal.LAST, Weekday.TUESDAY, [2], [D(2017, 2, 28)]),
        ],
    )
    def test_the_rule_names_days(self, ordinal, weekday, months, days):
        rule = MeetingSeries(ordinal=ordinal, weekday=weekday, months=months)

        assert rule_days(rule, 2017) == days

    def test_public_holidays_follow_easter(self):
        assert sorted(public_holidays(2017)) == [
            D(2017, 1, 1),
            D(2017, 4, 14),
            D(2017, 4, 17),
            D(2017, 4, 27),
            D(2017, 5, 5),
            D(2017, 5, 25),
            D(2017, 6, 5),
            D(2017, 12, 25),
            D(2017, 12, 26),
        ]
        assert D(2025, 4, 26) in public_holidays(2025)  # the 27th was a Sunday

    def test_a_day_off_moves_to_the_nearest_free_week(self):
        series = MeetingSeriesFactory(
            ordinal=Ordinal.THIRD, months=[4, 10], school_region=SchoolRegion.NORTH
        )
        holiday(D(2017, 10, 14), D(2017, 10, 22))
        holiday(D(2017, 10, 23), D(2017, 10, 30), SchoolRegion.SOUTH)

        easter, autumn = turns_in(series, 2017, actor=secretary_of(series.body))

        assert (easter.rule_day, easter.day) == (D(2017, 4, 17), D(2017, 4, 24))
        assert (autumn.rule_day, autumn.day) == (D(2017, 10, 16), D(2017, 10, 23))
        assert autumn.because == "Herfstvakantie"

    def test_a_rule_is_a_fixed_day_or_follows_another_body(self):
        body, other = BodyFactory(), BodyFactory()
        secretary = secretary_of(body)

        for wrong in (
            {"ordinal": 1, "weekday": 0},
            {"ordinal": 1, "months": [1]},
            {"follows": body},
            {"follows": other, "ordinal": 1, "weekday": 0, "months": [1]},
        ):
            with pytest.raises(RuleBroken):
                actions.add(SeriesDetails(title="Reeks", **wrong), body=body, by=secretary)

        assert not MeetingSeries.objects.exists()

    def test_a_member_keeps_no_series(self):
        body = BodyFactory()
        details = SeriesDetails(title="Reeks", ordinal=1, weekday=0, months=[1])

        with pytest.raises(PermissionDenied):
            actions.add(details, body=body, by=member_of(body))


class TestDirectlyAfter:
    @pytest.fixture
    def first(self):
        return MeetingFactory(
            date=D(2017, 3, 6), starts_at=dt.time(9), ends_at=dt.time(12), place="Hengelo"
        )

    @pytest.fixture
    def series(self, first):
        return MeetingSeriesFactory(
            follows=first.body, ordinal=None, weekday=None, months=[], starts_at=None
        )

    def test_it_starts_where_the_other_ends(self, first, series):
        (turn,) = turns_in(series, 2017, actor=secretary_of(series.body))

        assert (turn.day, turn.starts_at, turn.ends_at) == (first.date, dt.time(12), dt.time(14))
        assert (turn.place, turn.follows) == ("Hengelo", first)

    def test_a_draft_of_another_network_stays_unknown(self, first, series):
        Meeting.objects.update(state=MeetingState.DRAFT)

        assert turns_in(series, 2017, actor=secretary_of(series.body)) == []

    def test_the_year_tells_when_the_other_moved(self, client, first, series):
        secretary = secretary_of(series.body)
        (turn,) = turns_in(series, 2017, actor=secretary)
        client.force_login(secretary.user)
        client.post(year_of(series), ticked([turn]))
        Meeting.objects.filter(pk=first.pk).update(date=D(2017, 3, 13))

        (made,) = turns_in(series, 2017, actor=secretary)

        assert made.has_drifted
        assert made.made.meeting.date == D(2017, 3, 6)


class TestRota:
    @pytest.fixture
    def series(self):
        series = MeetingSeriesFactory(has_rota=True, months=[1, 3, 5])
        for name in ("Almelo", "Borne"):
            SeatFactory(body=series.body, organisation=OrganisationFactory(name=name))
        return series

    def test_participants_host_in_turn_and_who_hosted_last_comes_last(self, client, series):
        secretary = secretary_of(series.body)
        client.force_login(secretary.user)
        turns = turns_in(series, 2017, actor=secretary)
        assert [turn.host.name for turn in turns] == ["Almelo", "Borne", "Almelo"]

        client.post(year_of(series), ticked(turns))

        following = turns_in(series, 2018, actor=secretary)
        assert [turn.host.name for turn in following] == ["Borne", "Almelo", "Borne"]

    def test_two_hosts_change_places(self, client, series):
        secretary = secretary_of(series.body)
        client.force_login(secretary.user)
        client.post(year_of(series), ticked(turns_in(series, 2017, actor=secretary)))
        one, other, third = (turn.made for turn in turns_in(series, 2017, actor=secretary))

        address = reverse("meetings:swap_hosts", args=[series.pk, 2017])
        client.post(address, {"one": one.pk, "other": other.pk})

        turns = turns_in(series, 2017, actor=secretary)
        assert [turn.host.name for turn in turns] == ["Borne", "Almelo", "Almelo"]
        assert [turn.place for turn in turns[:2]] == [other.meeting.place, one.meeting.place]
        Meeting.objects.filter(pk=third.meeting_id).update(state=MeetingState.HELD)
        with pytest.raises(RuleBroken):
            actions.swap_hosts(one, third, by=secretary)

    def test_swapping_locks_the_meetings_with_their_turns(self, monkeypatch):
        series = MeetingSeriesFactory()
        one, other = (
            SeriesMeetingFactory(
                series=series, rule_day=day, meeting__body=series.body, meeting__date=day
            )
            for day in (D(2017, 1, 9), D(2017, 3, 13))
        )
        locked, lock = [], QuerySet.select_for_update

        def noted(rows, **given):
            locked.append((rows.model, given.get("of")))
            return lock(rows, **given)

        monkeypatch.setattr(QuerySet, "select_for_update", noted)
        actions.swap_hosts(one, other, by=secretary_of(series.body))

        turns = [of for model, of in locked if model is SeriesMeeting]
        assert turns == [("self", "meeting")]


class TestYear:
    def test_the_secretary_adjusts_and_makes_the_year(self, client):
        series = MeetingSeriesFactory()
        secretary = secretary_of(series.body)
        client.force_login(secretary.user)
        january, march, may = turns_in(series, 2017, actor=secretary)
        data = ticked([january, march, may], **{f"{march.key}-date": "2017-03-20"})
        del data[f"{may.key}-chosen"]

        response = client.post(year_of(series), data, follow=True)

        made = Meeting.objects.filter(body=series.body).order_by("date")
        assert [meeting.date for meeting in made] == [D(2017, 1, 9), D(2017, 3, 20)]
        assert {meeting.state for meeting in made} == {MeetingState.DRAFT}
        assert "2 vergaderingen gemaakt" in main_of(response)
        assert [turn.made is None for turn in turns_in(series, 2017, actor=secretary)] == [
            False,
            False,
            True,
        ]

    def test_one_meeting_changes_and_the_series_does_not(self):
        series = MeetingSeriesFactory(months=[1])
        secretary = secretary_of(series.body)
        details = MeetingDetails(date=D(2017, 1, 9))
        (meeting,) = actions.make(
            series, [ChosenTurn(rule_day=D(2017, 1, 9), details=details)], by=secretary
        )

        planning.change(meeting, MeetingDetails(date=D(2017, 1, 16)), version=1, by=secretary)

        (turn,) = turns_in(series, 2017, actor=secretary)
        assert (turn.rule_day, turn.day) == (D(2017, 1, 9), D(2017, 1, 16))
        series.refresh_from_db()
        assert series.version == 1

    def test_nothing_is_made_twice_and_nothing_by_halves(self):
        series = MeetingSeriesFactory()
        secretary = secretary_of(series.body)
        chosen = [
            ChosenTurn(rule_day=day, details=MeetingDetails(date=day))
            for day in (D(2017, 1, 9), D(2017, 3, 13))
        ]
        actions.make(series, chosen[1:], by=secretary)

        with pytest.raises(RuleBroken):
            actions.make(series, chosen, by=secretary)

        assert Meeting.objects.count() == 1

    def test_taking_back_leaves_what_somebody_worked_on(self):
        series = MeetingSeriesFactory()
        secretary = secretary_of(series.body)
        chosen = [
            ChosenTurn(rule_day=day, details=MeetingDetails(date=day))
            for day in (D(2017, 1, 9), D(2017, 3, 13))
        ]
        agenda = StandingAgenda.objects.create(body=series.body)
        agenda.items.create(position=1, label="A", title="Opening")
        _untouched, worked_on = actions.make(series, chosen, by=secretary)
        AgendaItemFactory(meeting=worked_on)

        assert actions.unmake(series, year=2017, by=secretary) == 1

        assert list(Meeting.objects.all()) == [worked_on]
        assert AuditEntry.objects.filter(event=Event.WITHDRAWN).count() == 1

    def test_a_two_day_session_is_made(self, client):
        series = MeetingSeriesFactory(months=[11], days=2, starts_at=dt.time(14))
        secretary = secretary_of(series.body)
        client.force_login(secretary.user)
        (turn,) = turns_in(series, 2017, actor=secretary)
        data = ticked([turn], **{f"{turn.key}-starts_at": "14:00", f"{turn.key}-ends_at": "12:00"})

        client.post(year_of(series), data)

        (made,) = Meeting.objects.all()
        assert (made.date, made.last_day) == (D(2017, 11, 13), D(2017, 11, 14))
        assert Meeting.objects.upcoming(D(2017, 11, 14)).exists()

    def test_a_session_ends_on_a_day_that_there_is(self, client):
        series = MeetingSeriesFactory(months=[11], days=2)
        secretary = secretary_of(series.body)
        client.force_login(secretary.user)
        (turn,) = turns_in(series, 2017, actor=secretary)

        response = client.post(
            year_of(series), ticked([turn], **{f"{turn.key}-date": "9999-12-31"})
        )

        assert response.status_code == 422
        assert "ligt te ver weg" in main_of(response)
        assert not Meeting.objects.exists()

    def test_a_day_that_is_no_day_is_told_at_its_field(self, client):
        series = MeetingSeriesFactory(months=[1])
        secretary = secretary_of(series.body)
        client.force_login(secretary.user)
        (turn,) = turns_in(series, 2017, actor=secretary)

        response = client.post(
            year_of(series), ticked([turn], **{f"{turn.key}-date": "2017-13-13"})
        )

        assert response.status_code == 422
        assert "Kijk bij de gemarkeerde velden" in main_of(response)
        assert not Meeting.objects.exists()

    def test_the_norm_stands_beside_the_count(self, client):
        series = MeetingSeriesFactory(body__meetings_per_year=6)
        MeetingFactory(body=series.body, date=D(2017, 2, 6))
        client.force_login(member_of(series.body).user)

        shown = main_of(client.get(year_of(series)))

        assert "1 gepland of gehouden; de norm is 6 per jaar" in shown
        assert "Maak de aangekruiste vergaderingen" not in shown

    def test_another_network_finds_no_series(self, client):
        series = MeetingSeriesFactory()
        client.force_login(member_of(BodyFactory()).user)

        assert client.get(year_of(series)).status_code == 404
