"""The timeline of a project: complete, in order, and silent about what is closed."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.decisions import actions as register
from ivz.decisions.states import IN_EFFECT, Outcome, PaperState
from ivz.projects.actions import groups, parts, plans
from ivz.projects.actions.groups import PlaceDetails
from ivz.projects.models import Milestone, Project, Risk
from ivz.projects.queries.steps import timeline
from ivz.projects.states import LightColour, ProjectState, StepKind
from tests.factories import TODAY, DecisionFactory, OrganisationFactory, secretary_of, visitor
from tests.projects import factories as make
from tests.projects.network import judged, region, running
from tests.projects.test_changes import AT_ONCE, conclusion
from tests.projects.test_pages import signed_in
from tests.projects.test_portfolio import on_an_agenda, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    return make.ProjectFactory(
        body=here.board, title="Zorgbureaus", openness=Openness.PUBLIC, planned_openness="public"
    )


def told(project, actor):
    return [moment.told for moment in timeline(project, actor=actor)]


def test_every_kind_of_moment_stands_on_it_newest_first(here, project):
    days = [TODAY - dt.timedelta(days=number) for number in range(10, 4, -1)]
    make.StepFactory(project=project, kind=StepKind.OPENED, on=days[0])
    make.MemberFactory(project=project, role=GroupRole.MEMBER, valid_from=days[1])
    make.MilestoneFactory(project=project, title="Stappenplan", due_on=days[0], done_on=days[2])
    indicator = make.IndicatorFactory(project=project, name="Inbraken", unit="per jaar")
    make.MeasurementFactory(indicator=indicator, on=days[3], value=1743)
    reported(project, LightColour.ADJUST, on=days[4], reason="Te weinig mensen.")
    plan = make.PlanFactory(project=project, state=PaperState.SUBMITTED)
    on_an_agenda(plan, here.board, TODAY + dt.timedelta(days=5), openness=Openness.PUBLIC)

    found = timeline(project, actor=here.coordinator)

    assert [moment.on for moment in found] == [TODAY + dt.timedelta(days=5), *reversed(days[:5])]
    assert found[0].told.startswith("Gepland: ")
    assert found[1].notes == ["Resultaat: Bijsturen. Te weinig mensen."]
    assert found[2].told == "Cijfer: Inbraken, 1.743 per jaar"
    assert found[3].told == "Klaar: Stappenplan"
    assert found[4].told.startswith("Doet mee in de projectgroep: ")


def test_a_change_stands_on_it_with_who_and_when(here, project):
    milestone = Milestone(project=project, title="Stappenplan", due_on=TODAY)
    parts.add(milestone, by=here.coordinator)

    [change] = [
        moment for moment in timeline(project, actor=here.mayor) if moment.kind == "changed"
    ]

    assert change.told == "Gewijzigd: mijlpalen"
    assert change.by == here.coordinator.standing.function


def test_what_was_removed_and_other_days_stand_on_it_too(here, project):
    make.PlanFactory(project=project)
    for part in (Milestone(title="Stappenplan", due_on=TODAY), Risk(what="Geen geld")):
        part.project = project
        parts.add(part, by=here.coordinator)
        parts.remove(part, version=part.version, by=here.coordinator)
    plans.set_dates(
        project, starts_on=None, ends_on=TODAY, version=project.version, by=here.coordinator
    )

    changed = "Gewijzigd: eerste en laatste dag, mijlpalen (weggehaald), risico's (weggehaald)"
    assert told(project, here.mayor) == [changed]
    assert told(project, visitor()) == []


def test_other_hours_of_somebody_in_the_group_stand_on_it(here, project):
    details = PlaceDetails(organisation=OrganisationFactory(), hours_per_week=2, valid_from=TODAY)
    member = groups.place(project, details, by=here.coordinator)
    assert [moment for moment in told(project, here.mayor) if "Gewijzigd" in moment] == []

    more = replace(details, hours_per_week=8)
    groups.change_place(member, more, version=member.version, by=here.coordinator)

    assert "Gewijzigd: projectgroep" in told(project, here.mayor)


def test_a_visitor_reads_no_changes(here, project):
    parts.add(Milestone(project=project, title="X", due_on=TODAY), by=here.coordinator)

    assert told(project, visitor()) == []


def test_a_closed_decision_is_not_named(here, project):
    decision = DecisionFactory(
        body=here.board, title="Geheim besluit", openness=Openness.BODY, planned_openness="body"
    )
    make.StepFactory(project=project, kind=StepKind.PLAN_ADOPTED, decision=decision)
    address = reverse("projects:timeline", args=[project.slug])

    def text(actor):
        return signed_in(actor).get(address).content.decode()

    assert decision.reference not in text(here.coordinator)
    assert "Bij besluit" in text(here.coordinator)
    assert decision.reference in text(here.mayor)


@pytest.mark.parametrize("path", ["/projecten/{}/tijdlijn/", "/api/v1/projects/{}/timeline"])
def test_that_a_body_discussed_the_results_closes_with_its_decision(here, project, path):
    decision = DecisionFactory(
        body=here.board, openness=Openness.BODY, planned_openness=Openness.BODY
    )
    kind, note = StepKind.RESULTS_DISCUSSED, "Overleg X"
    make.StepFactory(project=project, kind=kind, decision=decision, note=note)
    address = path.format(project.slug)

    def text(client):
        found = client.get(address)
        assert found.status_code == 200
        return found.content.decode()

    assert note in text(signed_in(here.mayor))
    for client in [signed_in(here.coordinator), Client()]:
        assert note not in text(client)
        assert str(kind.label) not in text(client)


def extended(project, body, outcome=Outcome.ACCEPTED, **given):
    """Let a body decide whether a running project gets another last day."""
    asked = conclusion(project, "extend", CHANGES["extend"] | AT_ONCE, outcome)
    about = replace(asked, **given)
    return register.record(about, body=body, on=TODAY, by=secretary_of(body), is_practice=False)


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("name", ["platform", "board"])
def test_every_decision_stands_on_it_also_where_nothing_moved(here, outcome, name):
    project = running(here, ends_on=dt.date(2017, 12, 31))
    decision = extended(project, getattr(here, name), outcome)

    found = timeline(project, actor=here.mayor)

    [moment] = [moment for moment in found if moment.reference == str(decision)]
    assert moment.by_decision
    moved = outcome in IN_EFFECT and name == "board"
    label = str(outcome.label).lower()
    asked = f"Stel een andere laatste dag vast: {label}"
    assert moment.told == (str(StepKind.EXTENDED.label) if moved else asked)


def test_a_decision_on_the_plan_that_moved_nothing_stands_on_it_once(here):
    project = running(here, state=ProjectState.PREPARING)
    plan = make.PlanFactory(project=project, state=PaperState.SUBMITTED)
    make.PlanEditionFactory(plan=plan)
    judged(plan, here.platform, Outcome.DEFERRED)
    judged(plan, here.platform)

    found = [moment.told for moment in timeline(project, actor=here.mayor)]

    assert found == [str(StepKind.PLAN_ENDORSED.label), "Het plan vaststellen: aangehouden"]


def test_a_closed_decision_that_moved_nothing_is_not_told(here, project):
    decision = extended(
        running(here, openness="public", planned_openness="public"),
        here.board,
        Outcome.REJECTED,
        planned_openness=Openness.BODY,
    )
    project = decision.subject.subject_id

    def seen(actor):
        return timeline(Project.objects.get(pk=project), actor=actor)

    assert len(seen(here.mayor)) == 1
    assert seen(here.coordinator) == seen(visitor()) == []


def test_what_was_put_right_gives_way_to_the_better_decision(here):
    project = running(here, ends_on=dt.date(2017, 12, 31))
    wrong = extended(project, here.board, Outcome.DEFERRED)
    better = conclusion(project, "extend", CHANGES["extend"] | AT_ONCE, Outcome.REJECTED)
    register.put_right(wrong, better, reason="Verkeerd.", by=secretary_of(here.board))

    [moment] = timeline(project, actor=here.mayor)

    assert moment.told == "Stel een andere laatste dag vast: niet akkoord"


def test_practice_is_not_told(here):
    project = running(here)
    asked = conclusion(project, "pause", {"reason": "X"} | AT_ONCE, Outcome.ACCEPTED)
    by = secretary_of(here.board)
    register.record(asked, body=here.board, on=TODAY, by=by, is_practice=True)

    assert timeline(project, actor=here.mayor) == []


@pytest.mark.parametrize(
    ("role", "count"), [("member", 2), ("secretary", 2), ("leader", 0), ("holder", 0)]
)
def test_who_joins_and_leaves_stands_on_it(here, project, role, count):
    day = TODAY - dt.timedelta(days=9)
    make.MemberFactory(project=project, role=role, valid_from=day, valid_until=TODAY)

    assert len(told(project, here.coordinator)) == count


GROUND = "Te weinig mensen"
CHANGES = {
    "extend": {"last_day": "2018-06-30", "reason": GROUND},
    "pause": {"reason": GROUND},
    "stop": {"reason": GROUND},
    "rescope": {"scope": GROUND},
    "reprioritise": {"priority": 3, "reason": GROUND},
}


@pytest.mark.parametrize(
    "path", ["/projecten/{}/", "/projecten/{}/tijdlijn/", "/api/v1/projects/{}/timeline"]
)
@pytest.mark.parametrize("question", CHANGES)
def test_a_closed_decision_keeps_why_and_what_it_changed_to_itself(here, path, question):
    project = running(
        here, ends_on=dt.date(2017, 12, 31), openness="public", planned_openness="public"
    )
    make.PlanFactory(project=project, state=PaperState.ADOPTED)
    asked = conclusion(project, question, CHANGES[question] | AT_ONCE, Outcome.ACCEPTED)
    closed = replace(asked, planned_openness=Openness.BODY)
    by = secretary_of(here.board)
    register.record(closed, body=here.board, on=TODAY, by=by, is_practice=False)
    address = path.format(project.slug)

    assert GROUND in signed_in(here.mayor).get(address).content.decode()
    for client in [signed_in(here.coordinator), Client()]:
        assert GROUND not in client.get(address).content.decode()


def test_a_report_noted_by_a_closed_decision_says_not_by_which_body(here, project):
    closed = DecisionFactory(body=here.board, openness="body", planned_openness="body")
    make.StepFactory(
        project=project, kind=StepKind.REPORT_NOTED, decision=closed, note="Overleg X: Rapportage"
    )

    [seen] = timeline(project, actor=visitor())
    [known] = timeline(project, actor=here.mayor)

    assert (seen.told, list(seen.notes)) == (str(StepKind.REPORT_NOTED.label), [])
    assert known.notes == ["Overleg X: Rapportage"]


def test_only_decisions_when_asked(here, project):
    make.StepFactory(project=project, kind=StepKind.OPENED)
    make.StepFactory(
        project=project, kind=StepKind.PLAN_ADOPTED, decision=DecisionFactory(body=here.board)
    )
    address = reverse("projects:timeline", args=[project.slug])

    text = signed_in(here.mayor).get(address, {"toon": "besluiten"}).content.decode()

    assert "Project geopend" not in text
    assert "Plan vastgesteld" in text


def test_a_closed_project_has_no_timeline_for_others(here):
    closed = make.ProjectFactory(body=here.board, openness=Openness.BODY, planned_openness="body")
    address = reverse("projects:timeline", args=[closed.slug])

    assert signed_in(here.coordinator).get(address).status_code == 404


@pytest.mark.parametrize("name", ["projects:timeline", "projects:project"])
def test_the_queries_do_not_grow_with_what_happened(here, project, name):
    client, address = signed_in(here.coordinator), reverse(name, args=[project.slug])
    make.PlanFactory(project=project)

    def happen(first):
        for number in range(first, first + 3):
            day = TODAY - dt.timedelta(days=number)
            reported(project, LightColour.WATCH, on=day)
            indicator = make.IndicatorFactory(project=project)
            make.MeasurementFactory(indicator=indicator, on=day)
            make.StepFactory(project=project, decision=DecisionFactory(body=here.board))
            milestone = Milestone(project=project, title="X", due_on=day, done_on=day)
            parts.add(milestone, by=here.coordinator)

    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    happen(1)
    few = count()
    happen(10)

    assert count() == few
    assert few <= 20
