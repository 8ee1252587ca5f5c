"""The year wheel: what is due every year, and what is late."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from ivz.authorization.roles import Role
from ivz.decisions.states import PaperState
from ivz.errors import RuleBroken
from ivz.home.queries.today import next_meetings, reports_overdue
from ivz.meetings.states import MeetingState
from ivz.network.models import Network
from ivz.reports.actions import periodic as actions
from ivz.reports.models import PeriodicReport, YearlyDuty
from ivz.reports.states import Due, ReportKind
from tests.factories import (
    MeetingFactory,
    actor_with,
)
from tests.projects.network import region
from tests.reports.factories import AnnualPlanFactory
from tests.reports.reporting import IN_SEPTEMBER, due, wheel_of, with_summary

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def coordinator(here):
    """The coordinator, in the September in which the management report is due."""
    return replace(here.coordinator, today=IN_SEPTEMBER)


class TestYearWheel:
    """What is due every year, and what is late."""

    def test_plan_and_report_are_due_on_31_march_and_the_management_report_in_september(
        self, here, coordinator
    ):
        due(here, coordinator, ReportKind.ANNUAL_PLAN, (2, 3))
        due(here, coordinator, ReportKind.ANNUAL_REPORT, (2, 3))
        due(here, coordinator)

        found = wheel_of(here, coordinator)

        march = dt.date(2017, 3, 31)
        assert found[ReportKind.ANNUAL_PLAN].due_on == march
        assert found[ReportKind.ANNUAL_REPORT].due_on == march
        assert found[ReportKind.MANAGEMENT_REPORT].due_on == dt.date(2017, 9, 30)

    def test_what_was_not_made_is_overdue_from_the_day_after(self, here, coordinator):
        due(here, coordinator)

        def on(day):
            asked = replace(coordinator, today=dt.date(2017, *day))
            return wheel_of(here, asked)[ReportKind.MANAGEMENT_REPORT].state

        states = {day: on(day) for day in [(8, 31), (9, 1), (9, 30), (10, 1)]}
        assert list(states.values()) == [Due.TO_COME, Due.NOW, Due.NOW, Due.OVERDUE]

    def test_it_is_done_once_it_lies_before_a_body(self, here, coordinator):
        duty = due(here, coordinator)
        due(here, coordinator, ReportKind.ANNUAL_PLAN, (2, 3))
        report = actions.begin(duty, 2017, by=coordinator)
        plan = AnnualPlanFactory(body=here.board, year=2017)
        before = wheel_of(here, coordinator)
        with_summary(report, coordinator)
        plan.state = PaperState.SUBMITTED
        plan.save()

        after = wheel_of(here, coordinator)

        assert before[ReportKind.MANAGEMENT_REPORT].state == Due.NOW
        assert before[ReportKind.ANNUAL_PLAN].state == Due.OVERDUE
        assert after[ReportKind.MANAGEMENT_REPORT].state == Due.DONE
        assert after[ReportKind.ANNUAL_PLAN].state == Due.DONE

    @pytest.mark.parametrize("with_meeting", [True, False])
    def test_the_start_page_counts_what_is_overdue_for_who_steers(
        self, here, coordinator, with_meeting
    ):
        late = replace(coordinator, today=dt.date(2017, 10, 1))
        due(here, coordinator)
        due(here, coordinator, ReportKind.ANNUAL_PLAN, (2, 3))
        due(here, coordinator, ReportKind.FACTSHEET, (10, 10))
        due(here, coordinator, ReportKind.NEW_YEAR, (2, 3), since=2018)
        AnnualPlanFactory(body=here.board, year=2017, state=PaperState.ADOPTED, origin="Lijst")
        police = replace(actor_with(Role.POLICE, body=here.platform), today=late.today)
        if with_meeting:
            MeetingFactory(body=here.board, date=dt.date(2017, 11, 1), state=MeetingState.CONVENED)

        assert reports_overdue(late, next_meetings(late)) == 1
        assert reports_overdue(police, next_meetings(police)) == 0
        actions.begin(
            YearlyDuty.objects.get(network=here.network, kind=ReportKind.MANAGEMENT_REPORT),
            2017,
            by=late,
        )
        assert reports_overdue(late, next_meetings(late)) == 1  # begun is not made
        with_summary(PeriodicReport.objects.get(), late)
        assert reports_overdue(late, next_meetings(late)) == 0

    def test_only_who_steers_lays_down_what_is_due_and_never_twice(self, here, coordinator):
        due(here, coordinator)
        police = actor_with(Role.POLICE, body=here.platform)

        with pytest.raises(PermissionDenied):
            due(here, police, ReportKind.FACTSHEET)
        with pytest.raises(RuleBroken, match="één keer per jaar"):
            due(here, coordinator, months=(5, 5))
        with pytest.raises(RuleBroken, match="vóór de eerste"):
            due(here, coordinator, ReportKind.FACTSHEET, (5, 4))
        due(here, coordinator, ReportKind.FACTSHEET, (1, 1))
        due(here, coordinator, ReportKind.FACTSHEET, (7, 7))
        with pytest.raises(RuleBroken, match="in die maand"):
            due(here, coordinator, ReportKind.FACTSHEET, (6, 7))

    def test_ending_a_duty_keeps_what_was_made(self, here, coordinator):
        unused = due(here, coordinator, ReportKind.FACTSHEET, (1, 1))
        duty = due(here, coordinator)
        report = actions.begin(duty, 2017, by=coordinator)

        assert actions.end(unused, by=coordinator) is None
        ended = actions.end(duty, by=coordinator)

        assert (ended.holds_in(2017), ended.holds_in(2018)) == (True, False)
        assert wheel_of(here, coordinator)[duty.kind].made == report
        with pytest.raises(RuleBroken, match="al beëindigd"):
            actions.end(ended, by=coordinator)

    def test_an_ended_duty_is_due_again_and_never_twice_in_one_year(self, here, coordinator):
        duty = due(here, coordinator)
        actions.begin(duty, 2017, by=coordinator)
        ended = actions.end(duty, by=coordinator)

        with pytest.raises(RuleBroken, match="verplicht tot en met 2017"):
            due(here, coordinator)
        again = actions.go_on(ended, by=coordinator)

        assert again.holds_in(2018)
        with pytest.raises(RuleBroken, match="al elk jaar"):
            actions.go_on(again, by=coordinator)

    @pytest.mark.parametrize("year", [1999, 2101, 99999])
    def test_years_far_away_are_refused(self, here, coordinator, year):
        duty = due(here, coordinator)

        with pytest.raises(RuleBroken, match="Kies een jaar"):
            due(here, coordinator, ReportKind.FACTSHEET, since=year)
        with pytest.raises(RuleBroken, match="Kies een jaar"):
            actions.begin(duty, year, by=coordinator)


@pytest.mark.usefixtures("example_region")
def test_the_example_has_the_year_wheel_of_its_papers():
    network = Network.objects.get(slug="twente")
    due_on = {
        duty.kind: duty.due_on(2017).isoformat()
        for duty in YearlyDuty.objects.filter(network=network)
    }

    assert due_on["annual_plan"] == due_on["annual_report"] == "2017-03-31"
    assert due_on["management_report"] == "2017-09-30"
    assert due_on["half_year_report"] == "2017-07-31"
    assert due_on["new_year"] == "2017-03-31"
