"""The check of projects: a row is broken behind the back of the actions, and the check tells."""

import datetime as dt

import pytest

from ivz.authorization.roles import GroupRole
from ivz.decisions.states import PaperState
from ivz.home.queries.integrity.projects import project_findings
from ivz.insight.models import Figure
from ivz.projects.states import Aspect, ProjectState, Question
from tests.factories import (
    TODAY,
    AreaFactory,
    DataSetFactory,
    DecisionFactory,
    PersonFactory,
    ThemeFactory,
)
from tests.projects import factories as make
from tests.projects.network import STARTED, judged, leader_of, region, running

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
LATER = STARTED + 200 * A_DAY


def told():
    return [str(finding) for finding in project_findings()]


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    project = running(here)
    leader_of(project, here)
    return project


def plan_of(project, *, state=PaperState.ADOPTED, numbers=(1,), **judged_by):
    plan = make.PlanFactory(project=project, state=state)
    for number in numbers:
        make.PlanEditionFactory(plan=plan, number=number, **judged_by)
    return plan


def by_decision(*names):
    found = {}
    for name in names:
        found |= {f"{name}_on": TODAY, f"{name}_by": DecisionFactory()}
    return found


def report_of(project, *, lights=tuple(Aspect), **given):
    facts = {"window": LATER, "due_on": LATER + 30 * A_DAY, "reported_on": LATER}
    report = make.ProgressReportFactory(project=project, **{**facts, **given})
    for aspect in lights:
        make.LightFactory(report=report, aspect=aspect)
    return report


def evaluation_of(project, *, answers=tuple(Question), **given):
    evaluation = make.EvaluationFactory(project=project, **given)
    for question in answers:
        make.EvaluationAnswerFactory(evaluation=evaluation, question=question, text="Ja.")
    return evaluation


def test_what_actions_made_holds_together(here):
    here.spreads_to(8)
    plan = make.PlanFactory(
        project=make.ProjectFactory(body=here.board), state=PaperState.SUBMITTED
    )
    leader_of(plan.project, here)
    make.PlanEditionFactory(plan=plan)
    judged(plan, here.platform)
    judged(plan, here.board)
    plan.project.refresh_from_db()
    report_of(plan.project)

    assert plan.project.state == ProjectState.RUNNING
    assert told() == []


def test_a_plan_without_the_edition_it_was_sent_as(project):
    plan = plan_of(project, numbers=())

    assert f"projects.Plan {plan.pk}: it was sent, and no edition was kept of it" in told()


def test_a_plan_that_nobody_sent_on(here):
    plan = plan_of(make.ProjectFactory(body=here.board), state=PaperState.ENDORSED)

    assert told() == [f"projects.Plan {plan.pk}: no decision of the Platform sent it on"]


def test_work_that_started_without_an_adopted_plan(project):
    project.assignment = make.AssignmentFactory(request__body=project.body)
    project.save()
    plan = plan_of(project, **by_decision("endorsed"))

    assert told() == [
        f"projects.Plan {plan.pk}: the work started, and no decision adopted the plan"
    ]


def test_editions_with_a_gap(project):
    plan = plan_of(project, numbers=(1, 3), **by_decision("endorsed", "adopted"))

    assert told() == [f"projects.Plan {plan.pk}: the numbers of its editions leave a gap"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"lights": [Aspect.TIME]}, "it was sent without a light for every aspect"),
        ({"reported_on": STARTED - A_DAY}, "it was sent before the work started"),
        ({"number": 2, "correction": "Fout."}, "it corrects a report that is not there"),
    ],
)
def test_a_report_that_cannot_have_been_sent_so(project, given, says):
    report = report_of(project, **given)

    assert told() == [f"projects.ProgressReport {report.pk}: {says}"]


def test_two_reports_being_written(project):
    first = report_of(project, reported_on=None)
    second = report_of(project, window=LATER + 180 * A_DAY, reported_on=None)

    says = "two reports of one project are being written"
    assert told() == [f"projects.ProgressReport {second.pk}: {says}"]
    assert first.pk < second.pk


@pytest.mark.parametrize(
    ("state", "given", "says"),
    [
        (ProjectState.EVALUATING, {"state": PaperState.ENDORSED}, "no decision moved it"),
        (ProjectState.CLOSED, {"state": PaperState.ADOPTED}, "no decision moved it"),
        (ProjectState.CLOSED, {"state": PaperState.DRAFT}, "it is not adopted"),
        (
            ProjectState.EVALUATING,
            {"state": PaperState.SUBMITTED, "answers": [Question.AIM]},
            "leaves questions without an answer",
        ),
    ],
)
def test_an_evaluation_that_does_not_fit(project, state, given, says):
    project.state = state
    project.save()
    evaluation_of(project, **given)

    (only,) = told()
    assert says in only


def test_an_adopted_evaluation_of_a_project_that_goes_on(project):
    decision = DecisionFactory()
    evaluation_of(project, state=PaperState.ADOPTED, endorsed_by=decision, adopted_by=decision)

    (only,) = told()
    assert "it is adopted, and the project is not closed" in only


def test_a_holder_who_decides_nowhere_and_a_place_of_nobody(project):
    holder = make.MemberFactory(project=project, person=PersonFactory(), role=GroupRole.HOLDER)
    leader = make.MemberFactory(project=project, person=None, role=GroupRole.LEADER)

    assert told() == [
        f"projects.Member {holder.pk}: the holder decides nowhere on its first day",
        f"projects.Member {leader.pk}: nobody holds this place on its first day",
    ]


def test_one_place_twice_on_a_day(project):
    facts = {"project": project, "person": PersonFactory(), "function": "Analist"}
    first = make.MemberFactory(valid_from=STARTED, **facts)
    second = make.MemberFactory(valid_from=STARTED + A_DAY, **facts)

    (only,) = told()
    assert only == f"projects.Member {second.pk}: the same place as {first.pk}, on one day"


def test_a_running_project_that_nobody_ever_led(here):
    project = running(here)
    plan_of(project, **by_decision("endorsed", "adopted"))
    assert told() == []  # taken over from papers that name no leader

    project.assignment = make.AssignmentFactory(request__body=project.body)
    project.save()

    assert told() == [f"projects.Project {project.pk}: it runs, and nobody ever led it"]


def test_an_indicator_tied_to_a_table_without_that_figure(project):
    table, area = DataSetFactory(network=project.network), AreaFactory()
    facts = {"project": project, "data_set": table, "area": area}
    kept = make.IndicatorFactory(theme=ThemeFactory(), **facts)
    Figure.objects.create(data_set=table, area=area, theme=kept.theme, rate=1)
    lost = make.IndicatorFactory(theme=ThemeFactory(), **facts)

    assert told() == [f"projects.Indicator {lost.pk}: the table it is tied to has no figure for it"]
