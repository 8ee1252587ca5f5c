"""Reports: filled from the records, written, adopted by decision."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.guarded import kind_of
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.meetings.states import MeetingState
from ivz.reports.actions import periodic as actions
from ivz.reports.deciding import REPORT
from ivz.reports.models import PeriodicReport, ReportFact
from ivz.reports.states import Chapter, ReportKind
from ivz.workflow.versions import StaleEdit
from tests.effort.factories import DeliveryFactory, ObligationFactory
from tests.factories import (
    DecisionFactory,
    MeetingFactory,
    OrganisationFactory,
    actor_with,
    secretary_of,
)
from tests.projects.network import region, running
from tests.reports.factories import AnnualPlanFactory, LineWordFactory, PlanLineFactory
from tests.reports.reporting import IN_SEPTEMBER, due, facts_of, judged, with_summary

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def coordinator(here):
    """The coordinator, in the September in which the management report is due."""
    return replace(here.coordinator, today=IN_SEPTEMBER)


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

    def test_hours_of_who_agreed_on_nothing_are_told_apart(self, here, coordinator):
        report = actions.begin(due(here, coordinator), 2017, by=coordinator)
        agreed, other = ObligationFactory(network=here.network), OrganisationFactory()
        for partner, hours in [(agreed.organisation, 40), (other, 30)]:
            DeliveryFactory(
                network=here.network,
                organisation=partner,
                hours=hours,
                valid_from=dt.date(2017, 5, 1),
                valid_until=dt.date(2017, 5, 8),
            )

        told = facts_of(report, coordinator, Chapter.EFFORT)[0]

        assert "zijn 40 uren geleverd" in told
        assert "leverden daarnaast 30 uur" in told

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
            actions.submit(report, version=1, by=coordinator)
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

    def test_throwing_away_asks_that_nobody_wrote_since_and_no_body_judged(self, here, coordinator):
        report = actions.begin(due(here, coordinator), 2017, by=coordinator)
        actions.write(report, Chapter.SUMMARY, "Van een collega", version=1, by=coordinator)

        with pytest.raises(StaleEdit):
            actions.remove(report, version=1, by=coordinator)
        report.refresh_from_db()
        actions.submit(report, version=report.version, by=coordinator)
        judged(report, here.platform, outcome=Outcome.REJECTED)
        with pytest.raises(RuleBroken, match="beoordeelde"):
            actions.remove(report, version=report.version, by=coordinator)

    def test_it_never_becomes_public(self, here, coordinator):
        report = actions.begin(due(here, coordinator), 2017, by=coordinator)

        assert kind_of(report).ceiling(report) == (Openness.NETWORK, None)
        with pytest.raises(IntegrityError):
            PeriodicReport.objects.filter(pk=report.pk).update(openness=Openness.PUBLIC)
