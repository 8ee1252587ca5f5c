"""Reporting progress: when, with which lights, and what happens after sending."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.effort.models import Delivery
from ivz.errors import RuleBroken
from ivz.projects.actions import following, reports
from ivz.projects.actions.following import WrittenHours
from ivz.projects.actions.reports import LightText, Written
from ivz.projects.models import Measurement, ProgressReport, Project
from ivz.projects.progress import expected, readings_of
from ivz.projects.queries.duties import project_duties
from ivz.projects.queries.reports import (
    draft_of,
    late_reports,
    lights_of,
    owed_by,
    owed_reports,
    owing,
    reports_of,
)
from ivz.projects.states import Aspect, LightColour, ProjectKind, ProjectState
from ivz.projects.tied_figures import measured_series
from ivz.projects.windows import Window, windows_around
from ivz.workflow.versions import StaleEdit
from tests.projects import factories as make
from tests.projects.network import STARTED, leader_of, region, running

pytestmark = pytest.mark.django_db

ENDS = dt.date(2018, 10, 31)
IN_MARCH, IN_MAY = dt.date(2017, 3, 10), dt.date(2017, 5, 2)
ON_COURSE, WATCH, ADJUST = LightColour.ON_COURSE, LightColour.WATCH, LightColour.ADJUST


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    return running(here, ends_on=ENDS)


@pytest.fixture
def person(here, project):
    return leader_of(project, here)


@pytest.fixture
def leader(person):
    return Actor(user=person.user, today=IN_MARCH)


def on_day(actor, day):
    return Actor(user=actor.user, today=day)


def own(aspect, colour=ADJUST, reason="Er is geen geld.", version=0):
    return LightText(aspect=aspect, colour=colour, reason=reason, version=version)


def reading(project, aspect, *, on=IN_MARCH):
    found = readings_of(Project.objects.get(pk=project.pk), since=STARTED, on=on)
    return next((each.colour, each.reason) for each in found if each.aspect == aspect)


def owed_in(network, *, actor):
    return owed_by(owing(network, actor=actor), network, on=actor.today)


class TestReadings:
    def test_no_milestone_and_no_measurement_is_no_good_news(self, project):
        assert reading(project, Aspect.TIME)[0] == WATCH
        assert reading(project, Aspect.RESULT)[0] == WATCH
        assert reading(project, Aspect.CAPACITY)[0] == WATCH
        assert reading(project, Aspect.MONEY)[0] == ON_COURSE

    @pytest.mark.parametrize(
        ("due", "done", "colour"),
        [
            (dt.date(2017, 3, 11), None, ON_COURSE),
            (IN_MARCH, None, ON_COURSE),
            (dt.date(2017, 3, 9), None, WATCH),
            (dt.date(2017, 3, 9), IN_MARCH, ON_COURSE),
            (dt.date(2017, 1, 12), None, ADJUST),
        ],
    )
    def test_time_follows_the_milestones(self, project, due, done, colour):
        make.MilestoneFactory(project=project, title="Plan klaar", due_on=due, done_on=done)

        assert reading(project, Aspect.TIME)[0] == colour

    def test_time_names_what_is_late_and_since_when(self, project):
        make.MilestoneFactory(project=project, title="Plan klaar", due_on=dt.date(2017, 3, 9))

        colour, words = reading(project, Aspect.TIME)
        assert colour == WATCH
        assert "Plan klaar" in words
        assert words.endswith("is te laat; de datum was 9\xa0maart\xa02017.")

    def test_a_project_past_its_last_day_is_late(self, project):
        make.MilestoneFactory(project=project, due_on=ENDS, done_on=STARTED)

        later = dt.date(2018, 11, 1)
        assert reading(project, Aspect.TIME, on=later)[0] == ADJUST

    @pytest.mark.parametrize(
        ("spent", "colour"),
        [(None, WATCH), (0, ON_COURSE), (400_00, ON_COURSE), (500_00, WATCH), (1001_00, ADJUST)],
    )
    def test_money_follows_what_is_spent_and_how_far_the_time_is(self, project, spent, colour):
        make.BudgetLineFactory(project=project, amount_cents=1000_00, spent_cents=spent)

        assert reading(project, Aspect.MONEY)[0] == colour

    @pytest.mark.parametrize(
        ("hours", "colour"), [(None, WATCH), (60, ON_COURSE), (50, WATCH), (10, ADJUST)]
    )
    def test_capacity_follows_promised_and_written_hours(
        self, here, project, person, leader, hours, colour
    ):
        project.members.update(valid_from=STARTED)
        if hours:
            written = WrittenHours(
                organisation=person.organisation,
                hours=Decimal(hours),
                first_day=STARTED,
                last_day=IN_MARCH - dt.timedelta(days=1),
            )
            following.write_hours(project, written, by=leader)

        assert reading(project, Aspect.CAPACITY)[0] == colour

    @pytest.mark.parametrize(
        ("value", "colour"), [(1600, ON_COURSE), (1700, WATCH), (1800, ADJUST)]
    )
    def test_result_follows_the_path_from_baseline_to_target(self, project, value, colour):
        indicator = make.IndicatorFactory(
            project=project,
            baseline=1743,
            baseline_on=dt.date(2016, 1, 1),
            target=1500,
            target_on=dt.date(2018, 1, 1),
        )
        make.MeasurementFactory(indicator=indicator, on=dt.date(2017, 1, 1), value=value)

        assert reading(project, Aspect.RESULT)[0] == colour
        path = expected(measured_series(project)[0], on=dt.date(2017, 1, 1))
        assert round(path, 1) == Decimal("1621.3")

    def test_a_measurement_of_tomorrow_does_not_count_today(self, project):
        indicator = make.IndicatorFactory(
            project=project, baseline_on=STARTED, target=1500, target_on=ENDS
        )
        make.MeasurementFactory(indicator=indicator, on=dt.date(2017, 3, 11), value=1)

        assert reading(project, Aspect.RESULT)[0] == WATCH


class TestWindows:
    def test_march_and_september_are_usual(self, here):
        found = windows_around(here.network, since=STARTED, on=dt.date(2017, 12, 1))

        days = [(each.opens_on.isoformat(), each.closes_on.isoformat()) for each in found]
        assert days == [("2017-03-01", "2017-03-31"), ("2017-09-01", "2017-09-30")]

    def test_a_network_sets_its_own_from_a_day_and_the_past_stays(self, here):
        june = Window(opens_on=dt.date(2018, 6, 1), closes_on=dt.date(2018, 6, 30))

        reports.set_windows(
            here.network, [june], valid_from=dt.date(2018, 1, 1), by=here.coordinator
        )

        found = windows_around(here.network, since=STARTED, on=dt.date(2019, 12, 1))
        months = [(each.opens_on.year, each.opens_on.month) for each in found]
        assert months == [(2017, 3), (2017, 9), (2018, 6), (2019, 6)]

    @pytest.mark.parametrize(
        "days", [[], [("06-30", "06-01")], [("03-01", "03-31"), ("03-15", "04-15")]]
    )
    def test_periods_make_sense(self, here, days):
        periods = [
            Window(
                opens_on=dt.date.fromisoformat(f"2018-{first}"),
                closes_on=dt.date.fromisoformat(f"2018-{last}"),
            )
            for first, last in days
        ]

        with pytest.raises(RuleBroken):
            reports.set_windows(here.network, periods, valid_from=STARTED, by=here.coordinator)

    def test_a_mayor_sets_no_periods(self, here):
        june = Window(opens_on=dt.date(2018, 6, 1), closes_on=dt.date(2018, 6, 30))

        with pytest.raises(PermissionDenied):
            reports.set_windows(here.network, [june], valid_from=STARTED, by=here.mayor)


class TestReporting:
    def test_confirming_sends_what_the_records_say(self, project, leader):
        sent = reports.report(project, Written(text="Op koers."), by=leader)

        assert [judged.light.aspect for judged in lights_of(sent)] == list(Aspect)
        assert all(light.reason == light.computed_reason for light in sent.lights.all())
        assert (sent.window, sent.due_on) == (dt.date(2017, 3, 1), dt.date(2017, 3, 31))
        assert sent.reported_on == IN_MARCH
        assert sent.text == "Op koers."
        assert AuditEntry.objects.filter(event="project.reported").count() == 1

    def test_judging_otherwise_asks_an_own_reason_and_shows_both(self, project, leader):
        computed = reading(project, Aspect.MONEY)
        same_words = Written(lights=[own(Aspect.MONEY, reason=computed[1])])

        with pytest.raises(RuleBroken, match="Zeg waarom je anders oordeelt"):
            reports.report(project, same_words, by=leader)
        assert not ProgressReport.objects.exists()
        sent = reports.report(project, Written(lights=[own(Aspect.MONEY)]), by=leader)

        money = next(each for each in lights_of(sent) if each.light.aspect == Aspect.MONEY)
        assert money.is_own
        assert (money.light.computed_colour, money.light.computed_reason) == computed

    def test_a_draft_is_kept_by_section_and_is_nobodys_news(self, project, leader):
        reports.write(project, Written(lights=[own(Aspect.TIME)]), by=leader)
        reports.write(project, Written(text="Later meer."), by=leader)

        draft = draft_of(project, on=IN_MARCH)
        assert draft.report.text == "Later meer."
        assert set(draft.lights) == {Aspect.TIME}
        assert reports_of(project) == []

    def test_two_people_writing_one_light_lose_nothing(self, project, leader):
        reports.write(project, Written(lights=[own(Aspect.TIME)]), by=leader)
        changed = own(Aspect.TIME, reason="Toch anders.", version=1)
        reports.write(project, Written(lights=[changed]), by=leader)

        with pytest.raises(StaleEdit) as stale:
            reports.write(project, Written(lights=[changed]), by=leader)

        assert stale.value.current.reason == "Toch anders."

    def test_a_report_is_sent_once_a_period(self, project, leader):
        reports.report(project, Written(), by=leader)

        with pytest.raises(RuleBroken, match="al gemeld"):
            reports.report(project, Written(), by=leader)
        reports.report(project, Written(), by=on_day(leader, dt.date(2017, 9, 2)))

    def test_a_correction_is_a_next_version_and_the_report_stays(self, project, leader):
        sent = reports.report(project, Written(text="Fout."), by=leader)

        reports.correct(sent, reason="Bedrag verkeerd.", by=leader)
        better = reports.report(project, Written(text="Goed.", version=1), by=leader)

        assert (better.number, better.window) == (2, sent.window)
        assert ProgressReport.objects.get(pk=sent.pk).text == "Fout."
        with pytest.raises(RuleBroken, match="al begonnen"):
            reports.correct(sent, reason="Nog eens.", by=leader)

    @pytest.mark.parametrize(
        "state",
        [
            ProjectState.PREPARING,
            ProjectState.PAUSED,
            ProjectState.EVALUATING,
            ProjectState.CLOSED,
            ProjectState.STOPPED,
        ],
    )
    def test_only_a_running_project_reports(self, project, leader, state):
        Project.objects.filter(pk=project.pk).update(state=state)

        with pytest.raises(RuleBroken):
            reports.report(project, Written(), by=leader)
        assert not ProgressReport.objects.exists()

    def test_only_who_leads_reports(self, here, project, leader):
        with pytest.raises(PermissionDenied):
            reports.report(project, Written(), by=on_day(here.mayor, IN_MARCH))

    def test_before_the_first_period_nothing_is_due(self, project, leader):
        with pytest.raises(RuleBroken, match="begint op 1\xa0maart\xa02017"):
            reports.report(project, Written(), by=on_day(leader, dt.date(2016, 12, 1)))


class TestOwed:
    def days(self, here, day):
        mayor = on_day(here.mayor, day)
        return [(each.due_on, each.is_late) for each in owed_in(here.network, actor=mayor)]

    def test_a_report_is_owed_from_the_first_day_and_late_after_the_last(self, here, project):
        due = dt.date(2017, 3, 31)

        assert self.days(here, dt.date(2017, 2, 28)) == []
        assert self.days(here, dt.date(2017, 3, 1)) == [(due, False)]
        assert self.days(here, due) == [(due, False)]
        assert self.days(here, dt.date(2017, 4, 1)) == [(due, True)]
        assert self.days(here, dt.date(2017, 10, 1)) == [(due, True)]

    def test_a_report_pays_for_all_periods_before_it(self, here, project, leader):
        reports.report(project, Written(), by=on_day(leader, dt.date(2017, 9, 10)))

        assert self.days(here, dt.date(2017, 12, 1)) == []

    @pytest.mark.parametrize("kind", [ProjectKind.SIDELINE, ProjectKind.PARTNER_LED])
    def test_who_only_shares_progress_owes_no_report(self, here, project, kind):
        Project.objects.filter(pk=project.pk).update(kind=kind)

        assert self.days(here, IN_MAY) == []

    def test_the_leader_sees_it_at_once_and_the_coordinator_when_late(self, here, leader, project):
        coordinator = here.coordinator

        assert [duty.project for duty in project_duties(leader)] == [project]
        assert project_duties(on_day(coordinator, IN_MARCH)) == []
        (late,) = project_duties(on_day(coordinator, IN_MAY))
        assert late.is_late
        assert late.who
        assert project_duties(on_day(here.mayor, IN_MAY)) == []

    @pytest.mark.parametrize("reported", [None, dt.date(2017, 3, 10), dt.date(2017, 9, 10)])
    def test_what_is_late_is_what_was_owed_too_long(self, here, project, leader, reported):
        make.ProjectFactory(body=here.board, state=ProjectState.RUNNING, starts_on=IN_MAY)
        if reported:
            reports.report(project, Written(), by=on_day(leader, reported))
        for month in range(1, 25):
            on = dt.date(2017 + (month - 1) // 12, (month - 1) % 12 + 1, 15)
            owed = [each for each in owed_reports(Project.objects.all(), on=on) if each.is_late]
            late = late_reports(on_day(here.mayor, on), (here.board.network_id,))

            assert [(each.project, each.due_on) for each in late] == [
                (each.project, each.due_on) for each in owed
            ]

    def test_owed_reports_ask_as_many_queries_for_twenty_as_for_two(
        self, here, project, django_assert_num_queries
    ):
        running = {"body": here.board, "state": ProjectState.RUNNING, "starts_on": STARTED}
        make.ProjectFactory.create_batch(19, **running)
        mayor = on_day(here.mayor, IN_MAY)
        assert mayor.seats
        assert mayor.group_ids == frozenset()

        with django_assert_num_queries(3):
            assert len(owed_in(here.network, actor=mayor)) == 20


class TestFollowing:
    def test_measuring_a_day_again_puts_it_right(self, project, leader):
        indicator = make.IndicatorFactory(project=project)
        facts = {"on": IN_MARCH, "source": "Politie", "is_provisional": False}

        following.measure(indicator, value=Decimal(1600), **facts, by=leader)
        following.measure(indicator, value=Decimal(1601), **facts, by=leader)

        assert Measurement.objects.get().value == 1601

    def test_hours_are_of_days_that_have_been_and_of_work_that_may_start(
        self, project, person, leader
    ):
        to_come = WrittenHours(
            organisation=person.organisation,
            hours=Decimal(4),
            first_day=IN_MARCH,
            last_day=IN_MARCH + dt.timedelta(days=1),
        )

        with pytest.raises(RuleBroken, match="moet nog komen"):
            following.write_hours(project, to_come, by=leader)
        Project.objects.filter(pk=project.pk).update(state=ProjectState.PREPARING)
        project.refresh_from_db()
        with pytest.raises(RuleBroken, match="Het werk begint"):
            following.write_hours(project, to_come, by=leader)
        assert not Delivery.objects.exists()
