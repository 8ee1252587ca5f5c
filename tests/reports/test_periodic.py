"""The year wheel, and reports: filled from the records, written, adopted by decision."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.home.queries.today import next_meetings, reports_overdue
from ivz.meetings.states import MeetingState
from ivz.network.models import Network
from ivz.reports.actions import periodic as actions
from ivz.reports.deciding import REPORT
from ivz.reports.models import PeriodicReport, ReportFact, YearlyDuty
from ivz.reports.queries import periodic as queries
from ivz.reports.states import Chapter, Due, ReportKind
from tests.factories import (
    BodyFactory,
    DecisionFactory,
    MeetingFactory,
    actor_with,
    secretary_of,
    visitor,
)
from tests.projects.network import region, running
from tests.projects.test_pages import signed_in, text_of
from tests.reports.factories import AnnualPlanFactory, LineWordFactory, PlanLineFactory

pytestmark = pytest.mark.django_db
IN_SEPTEMBER = dt.date(2017, 9, 5)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def coordinator(here):
    """The coordinator, in the September in which the management report is due."""
    return replace(here.coordinator, today=IN_SEPTEMBER)


def due(here, by, kind=ReportKind.MANAGEMENT_REPORT, months=(9, 9), since=2017):
    details = actions.DutyDetails(
        kind=kind, first_month=months[0], last_month=months[1], from_year=since
    )
    return actions.lay_down(here.network, details, by=by)


def wheel_of(here, by):
    return {spoke.duty.kind: spoke for spoke in queries.wheel(here.network, 2017, actor=by)}


def with_summary(report, by):
    actions.write(report, Chapter.SUMMARY, "Het ging goed.", version=1, by=by)
    return actions.submit(report, by=by)


def judged(report, body, outcome=Outcome.ACCEPTED):
    carried = Carried(kind=REPORT, subject_id=report.pk, question=ADOPT, terms={})
    conclusion = Conclusion(title="Marap", text="Akkoord.", outcome=outcome, carried=carried)
    decision = register.record(
        conclusion, body=body, on=IN_SEPTEMBER, by=secretary_of(body), is_practice=False
    )
    report.refresh_from_db()
    return decision


def facts_of(report, by, chapter):
    found = {each.part.chapter: each for each in queries.chapters(report, actor=by)}
    return [fact.text for fact in found[chapter].facts]


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


@pytest.mark.parametrize(
    ("kind", "months", "first", "until"),
    [
        (ReportKind.ANNUAL_REPORT, (2, 3), (2016, 1, 1), (2017, 1, 1)),
        (ReportKind.MANAGEMENT_REPORT, (9, 9), (2017, 1, 1), (2017, 9, 1)),
        (ReportKind.HALF_YEAR_REPORT, (7, 7), (2017, 1, 1), (2017, 7, 1)),
        (ReportKind.HALF_YEAR_REPORT, (1, 1), (2016, 7, 1), (2017, 1, 1)),
        (ReportKind.FACTSHEET, (4, 4), (2016, 10, 1), (2017, 4, 1)),
        (ReportKind.NEW_YEAR, (2, 3), (2016, 12, 1), (2017, 2, 1)),
    ],
)
def test_a_report_is_about_the_period_before_it_is_made(here, kind, months, first, until):
    by = replace(here.coordinator, today=dt.date(2017, 9, 5))
    report = actions.begin(due(here, by, kind, months), 2017, by=by)

    assert (report.covers_from, report.covers_until) == (dt.date(*first), dt.date(*until))


class TestFacts:
    """What stands in a report without anybody typing it."""

    def test_they_are_of_the_period_and_of_what_the_network_may_read(self, here, coordinator):
        report = actions.begin(due(here, coordinator), 2017, by=coordinator)
        inside = dt.date(2017, 8, 31)
        DecisionFactory(body=here.board, decided_on=inside, title="Cameratoezicht")
        DecisionFactory(body=here.board, decided_on=dt.date(2017, 9, 1), title="Te laat")
        DecisionFactory(
            body=here.board,
            decided_on=inside,
            title="Besloten",
            openness=Openness.BODY,
            planned_openness=Openness.BODY,
        )

        found = " ".join(facts_of(report, coordinator, Chapter.DECISIONS))

        assert "Cameratoezicht" in found
        assert "Te laat" not in found
        assert "Besloten" not in found

    def test_projects_lines_of_the_plan_and_meetings_are_told(self, here, coordinator):
        report = actions.begin(due(here, coordinator), 2017, by=coordinator)
        running(here, title="Schone aanpak", starts_on=None, ends_on=None)
        running(here, title="Verborgen", starts_on=None, ends_on=None, openness=Openness.BODY)
        plan = AnnualPlanFactory(
            body=here.board, year=2017, state=PaperState.ADOPTED, origin="Lijst"
        )
        line = PlanLineFactory(plan=plan, result="Marap voor het DVO", due_on=dt.date(2017, 9, 30))
        LineWordFactory(line=line, quarter=2, words="Bijna klaar")
        for day in (1, 2):
            MeetingFactory(body=here.board, date=dt.date(2017, 5, day), state=MeetingState.HELD)
        MeetingFactory(body=here.board, date=dt.date(2017, 10, 1), state=MeetingState.HELD)

        projects = facts_of(report, coordinator, Chapter.PROJECTS)
        assert any("Schone aanpak" in fact for fact in projects)
        assert not any("Verborgen" in fact for fact in projects)
        assert any("Bijna klaar" in fact for fact in facts_of(report, coordinator, Chapter.PLAN))
        [met] = [
            fact
            for fact in facts_of(report, coordinator, Chapter.MEETINGS)
            if fact.startswith(here.board.short_name)
        ]
        assert "2" in met

    def test_they_stand_still_once_proposed_and_follow_again_once_returned(self, here, coordinator):
        report = actions.begin(due(here, coordinator), 2017, by=coordinator)
        with_summary(report, coordinator)
        DecisionFactory(body=here.board, decided_on=dt.date(2017, 8, 1), title="Later bekend")
        report.refresh_from_db()
        still = facts_of(report, coordinator, Chapter.DECISIONS)

        judged(report, here.platform, outcome=Outcome.REJECTED)

        assert not any("Later bekend" in fact for fact in still)
        now = facts_of(report, coordinator, Chapter.DECISIONS)
        assert any("Later bekend" in fact for fact in now)
        assert not ReportFact.objects.exists()

    def test_what_is_closed_afterwards_is_told_to_nobody_who_may_not_read_it(
        self, here, coordinator
    ):
        report = actions.begin(due(here, coordinator), 2017, by=coordinator)
        project = running(here, title="Schone aanpak", starts_on=None, ends_on=None)
        report = with_summary(report, coordinator)
        police = replace(actor_with(Role.POLICE, body=here.platform), today=IN_SEPTEMBER)
        before = facts_of(report, police, Chapter.PROJECTS)
        type(project).objects.filter(pk=project.pk).update(openness=Openness.BODY)

        assert any("Schone aanpak" in fact for fact in before)
        assert facts_of(report, police, Chapter.PROJECTS) == []


class TestAdopting:
    """Decisions move a report."""

    def test_the_platform_and_then_the_board_adopt_it(self, here, coordinator):
        report = with_summary(
            actions.begin(due(here, coordinator), 2017, by=coordinator), coordinator
        )

        judged(report, here.platform)
        endorsed = report.state
        decision = judged(report, here.board)

        assert (endorsed, report.state) == (PaperState.ENDORSED, PaperState.ADOPTED)
        assert report.decision == decision
        with pytest.raises(RuleBroken, match="verandert niet"):
            actions.write(report, Chapter.SUMMARY, "Anders", version=2, by=coordinator)

    def test_putting_a_rejection_right_brings_the_facts_back(self, here, coordinator):
        running(here, title="Schone aanpak", starts_on=None, ends_on=None)
        report = with_summary(
            actions.begin(due(here, coordinator), 2017, by=coordinator), coordinator
        )
        told = facts_of(report, coordinator, Chapter.PROJECTS)
        wrong = judged(report, here.platform, outcome=Outcome.REJECTED)

        register.put_right(
            wrong,
            Conclusion(
                title="Marap",
                text="Akkoord.",
                outcome=Outcome.ACCEPTED,
                carried=Carried(kind=REPORT, subject_id=report.pk, question=ADOPT, terms={}),
            ),
            reason="Verkeerd genoteerd",
            by=secretary_of(here.platform),
        )

        report.refresh_from_db()
        assert report.state == PaperState.ENDORSED
        assert told
        assert facts_of(report, coordinator, Chapter.PROJECTS) == told

    def test_it_needs_a_summary_and_who_steers(self, here, coordinator):
        report = actions.begin(due(here, coordinator), 2017, by=coordinator)
        police = actor_with(Role.POLICE, body=here.platform)

        with pytest.raises(RuleBroken, match="samenvatting"):
            actions.submit(report, by=coordinator)
        with pytest.raises(PermissionDenied):
            actions.write(report, Chapter.SUMMARY, "Van mij", version=1, by=police)

    def test_it_is_begun_once_and_not_before_its_period_is_over(self, here, coordinator):
        duty = due(here, coordinator)
        early = replace(coordinator, today=dt.date(2017, 8, 31))

        with pytest.raises(RuleBroken, match="loopt nog"):
            actions.begin(duty, 2017, by=early)
        with pytest.raises(RuleBroken, match="hoeft dit niet"):
            actions.begin(duty, 2016, by=coordinator)
        actions.begin(duty, 2017, by=coordinator)
        with pytest.raises(RuleBroken, match="al begonnen"):
            actions.begin(duty, 2017, by=coordinator)


class TestPages:
    """The wheel, a report, and its files."""

    @pytest.fixture
    def report(self, here):
        """A report of the year before the day of the tests."""
        duty = due(here, here.coordinator, ReportKind.ANNUAL_REPORT, (2, 3), since=2016)
        return actions.begin(duty, 2016, by=here.coordinator)

    def test_the_coordinator_lays_down_begins_writes_and_proposes(self, here):
        client = signed_in(here.coordinator)
        sent = {"kind": "annual_report", "first_month": 2, "last_month": 3, "from_year": 2016}
        page = client.post(reverse("reports:new_duty"), sent, follow=True)
        assert "Jaarverslag" in text_of(page)
        duty = YearlyDuty.objects.get(network=here.network)

        page = client.post(reverse("reports:begin_report", args=[duty.pk, 2016]), follow=True)
        assert "Jaarverslag 2015" in text_of(page)
        report = PeriodicReport.objects.get()
        place = [here.network.slug, 2016, duty.pk]
        summary = reverse("reports:write_report", args=[*place, "summary"])
        page = client.post(summary, {"version": 1, "text": "Minder inbraken."}, follow=True)
        assert "Minder inbraken." in text_of(page)
        stale = client.post(summary, {"version": 1, "text": "Anders"})
        assert stale.status_code == 409
        client.post(reverse("reports:submit_report", args=place), follow=True)

        report.refresh_from_db()
        assert report.state == PaperState.SUBMITTED
        for suffix in ("pdf", "odt"):
            answer = client.get(reverse("reports:report_file", args=[*place, suffix]))
            assert answer.status_code == 200
            assert answer.content[:4] == {"pdf": b"%PDF", "odt": b"PK\x03\x04"}[suffix]

    def test_the_network_reads_it_and_nobody_else(self, here, report, client):
        police = actor_with(Role.POLICE, body=here.platform)
        elsewhere = actor_with(Role.POLICE, body=BodyFactory())
        address = report.get_absolute_url()

        page = signed_in(police).get(address)
        assert page.status_code == 200
        assert "Schrijf" not in text_of(page)
        assert signed_in(elsewhere).get(address).status_code == 404
        assert client.get(address).status_code == 404
        assert not PeriodicReport.objects.visible_to(visitor()).exists()

    def test_throwing_away_is_for_a_report_that_is_written(self, here, report):
        client = signed_in(here.coordinator)
        place = [here.network.slug, 2016, report.duty_id]
        address = reverse("reports:remove_report", args=place)

        assert client.get(address).status_code == 200
        client.post(address)

        assert not PeriodicReport.objects.exists()

    def test_the_wheel_says_what_comes_here_while_it_is_empty(self, here):
        client = signed_in(here.coordinator)
        page = client.get(reverse("reports:wheel"))

        assert "Jaarwiel" in text_of(page)
        assert "Leg vast wat elk jaar terugkomt" in text_of(page)
        assert client.get(reverse("reports:wheel"), {"jaar": "x"}).status_code == 200


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
