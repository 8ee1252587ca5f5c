"""Writing a plan, sending it, and what the decisions of Platform and board do to it."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.authorization.roles import DECIDING_ROLES, GroupRole, Role
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.projects.actions import groups, plans
from ivz.projects.actions.groups import PlaceDetails
from ivz.projects.deciding import PLAN
from ivz.projects.models import Plan, PlanEdition, Project, Step
from ivz.projects.plan_text import compare
from ivz.projects.rules.plans import check_may_start
from ivz.projects.states import ProjectState, Section, StepKind
from ivz.web.comparison import pieces_of
from ivz.workflow.versions import StaleEdit
from tests.effort.factories import DeliveryFactory
from tests.factories import TODAY, PersonFactory, UserFactory, actor_with, secretary_of
from tests.projects import factories as make
from tests.projects.network import judged, other_board, region

pytestmark = pytest.mark.django_db

END = dt.date(2017, 12, 31)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    project = make.ProjectFactory(body=here.board)
    make.PlanFactory(project=project)
    return project


@pytest.fixture
def leader(here, project):
    person = PersonFactory(user=UserFactory())
    groups.place(project, PlaceDetails(role=GroupRole.LEADER, person=person), by=here.chair)
    return Actor(user=person.user, today=TODAY)


@pytest.fixture
def complete(here, project, leader):
    person = here.mayor.user.person
    groups.place(project, PlaceDetails(role=GroupRole.HOLDER, person=person), by=here.chair)
    plan = project.plan
    for section in (Section.AIM, Section.RESULT):
        plans.write_section(plan, section, "Minder meldingen.", version=0, by=leader)
    plans.set_dates(project, starts_on=None, ends_on=END, version=project.version, by=leader)
    return Plan.objects.get(pk=plan.pk)


def state_of(plan):
    now = Plan.objects.select_related("project").get(pk=plan.pk)
    return now.state, now.project.state


def test_a_holder_sits_in_the_deciding_body(here, project):
    outsider = PlaceDetails(role=GroupRole.HOLDER, person=PersonFactory())

    with pytest.raises(RuleBroken, match="beslist niet mee in DVO"):
        groups.place(project, outsider, by=here.chair)


def holder_with(role, here):
    return PlaceDetails(role=GroupRole.HOLDER, person=actor_with(role, body=here.board).user.person)


@pytest.mark.parametrize("role", [role for role in Role if role not in DECIDING_ROLES])
def test_who_takes_part_in_the_deciding_body_without_deciding_holds_nothing(here, project, role):
    with pytest.raises(RuleBroken, match="beslist niet mee in DVO"):
        groups.place(project, holder_with(role, here), by=here.chair)


@pytest.mark.parametrize("role", ["chair", "member", "police", "prosecutor"])
def test_who_decides_there_may_hold(here, project, role):
    assert groups.place(project, holder_with(Role(role), here), by=here.chair).pk


def test_chair_and_coordinator_assign_and_the_leader_composes_the_group(here, project, leader):
    helper = PlaceDetails(person=PersonFactory(), hours_per_week=4)

    groups.place(project, helper, by=leader)

    with pytest.raises(PermissionDenied):
        groups.place(project, PlaceDetails(role=GroupRole.LEADER, person=helper.person), by=leader)
    with pytest.raises(PermissionDenied):
        groups.place(project, helper, by=here.mayor)


def test_a_new_leader_takes_over_that_day_and_the_earlier_one_leads_no_more(here, project, leader):
    tomorrow = TODAY + dt.timedelta(days=1)
    details = PlaceDetails(role=GroupRole.LEADER, person=PersonFactory(), valid_from=tomorrow)
    groups.place(project, details, by=here.coordinator)

    plans.write_section(project.plan, Section.AIM, "Vandaag.", version=0, by=leader)

    with pytest.raises(PermissionDenied):
        plans.write_section(
            project.plan,
            Section.AIM,
            "Morgen.",
            version=1,
            by=Actor(user=leader.user, today=tomorrow),
        )


@pytest.mark.parametrize("until", [None, TODAY + dt.timedelta(days=1)])
def test_nobody_leads_beside_who_leads_from_a_later_day(here, project, leader, until):
    before = TODAY - dt.timedelta(days=30)
    other = PlaceDetails(
        role=GroupRole.LEADER, person=PersonFactory(), valid_from=before, valid_until=until
    )

    with pytest.raises(RuleBroken, match=r"Projectleider is .* sinds 10\soktober\s2016"):
        groups.place(project, other, by=here.chair)

    assert groups.place(project, replace(other, valid_until=TODAY), by=here.chair).pk
    assert project.members.count() == 2


def test_a_place_is_not_changed_into_a_second_leader_on_one_day(here, project, leader):
    first = project.members.get()
    tomorrow = TODAY + dt.timedelta(days=1)
    second = PlaceDetails(role=GroupRole.LEADER, person=PersonFactory(), valid_from=tomorrow)
    groups.place(project, second, by=here.chair)
    longer = PlaceDetails(role=GroupRole.LEADER, person=first.person, valid_from=TODAY)

    with pytest.raises(RuleBroken, match="Projectleider is "):
        groups.change_place(first, longer, version=2, by=here.chair)


def test_two_people_writing_one_section_lose_nothing(project, leader):
    plans.write_section(project.plan, Section.AIM, "Eerst.", version=0, by=leader)

    with pytest.raises(StaleEdit) as stale:
        plans.write_section(project.plan, Section.AIM, "Ook.", version=0, by=leader)

    assert stale.value.current.text == "Eerst."
    plans.write_section(project.plan, Section.RESULT, "Iets anders.", version=0, by=leader)


def test_a_plan_says_what_it_still_needs(project, leader):
    with pytest.raises(RuleBroken, match="een portefeuillehouder, een laatste dag, doelstelling"):
        plans.submit(project.plan, by=leader)


def test_a_plan_goes_to_the_platform_and_then_to_the_board_and_only_then_work_starts(
    here, complete, leader
):
    plans.submit(complete, by=leader)
    seen = [state_of(complete)]
    judged(complete, here.platform)
    seen.append(state_of(complete))
    with pytest.raises(RuleBroken, match="Het werk begint als"):
        check_may_start(complete.project)
    adopted = judged(complete, here.board)
    seen.append(state_of(complete))

    assert seen == [
        (PaperState.SUBMITTED, ProjectState.PREPARING),
        (PaperState.ENDORSED, ProjectState.PREPARING),
        (PaperState.ADOPTED, ProjectState.RUNNING),
    ]
    project = Project.objects.get(pk=complete.project_id)
    check_may_start(project)
    assert (project.starts_on, project.ends_on) == (TODAY, END)
    assert PlanEdition.objects.get().adopted_by == adopted
    assert Step.objects.filter(project=project, decision=adopted, kind=StepKind.PLAN_ADOPTED)


def test_the_board_cannot_decide_before_the_platform(here, complete, leader):
    plans.submit(complete, by=leader)

    with pytest.raises(RuleBroken, match="Eerst oordeelt het Platform"):
        judged(complete, here.board)

    assert state_of(complete) == (PaperState.SUBMITTED, ProjectState.PREPARING)


def test_a_body_that_may_not_decide_moves_nothing(here, complete, leader):
    plans.submit(complete, by=leader)

    judged(complete, other_board(here.network))

    assert state_of(complete) == (PaperState.SUBMITTED, ProjectState.PREPARING)


MOVES = {
    Outcome.ACCEPTED: PaperState.ENDORSED,
    Outcome.ACCEPTED_WITH_OPEN_POINT: PaperState.ENDORSED,
    Outcome.AMENDED: PaperState.ENDORSED,
    Outcome.REJECTED: PaperState.DRAFT,
    Outcome.DEFERRED: PaperState.SUBMITTED,
    Outcome.WITHDRAWN: PaperState.SUBMITTED,
    Outcome.NOTED: PaperState.SUBMITTED,
}


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_of_the_platform_moves_the_plan_or_not(here, complete, leader, outcome):
    plans.submit(complete, by=leader)

    judged(complete, here.platform, outcome)

    assert state_of(complete)[0] == MOVES[outcome]


def put_right(decision, outcome, *, plan):
    carried = Carried(kind=PLAN, subject_id=plan.pk, question=ADOPT, terms={})
    better = Conclusion(title="Plan", text="Nee.", outcome=outcome, carried=carried)
    by = secretary_of(decision.body)
    return register.put_right(decision, better, reason="Verkeerd genoteerd.", by=by)


def test_putting_the_adoption_right_stops_the_work_again(here, complete, leader):
    plans.submit(complete, by=leader)
    judged(complete, here.platform)
    adopted = judged(complete, here.board)

    put_right(adopted, Outcome.DEFERRED, plan=complete)

    assert state_of(complete) == (PaperState.ENDORSED, ProjectState.PREPARING)
    assert PlanEdition.objects.get().adopted_on is None
    assert Project.objects.get(pk=complete.project_id).starts_on is None


def test_a_first_day_that_the_plan_named_stays_when_its_adoption_is_put_right(
    here, complete, leader
):
    Project.objects.filter(pk=complete.project_id).update(starts_on=END)
    plans.submit(complete, by=leader)
    judged(complete, here.platform)

    put_right(judged(complete, here.board), Outcome.DEFERRED, plan=complete)

    assert Project.objects.get(pk=complete.project_id).starts_on == END


@pytest.mark.parametrize(("until", "stays"), [(1, True), (0, False)])
def test_an_adoption_stays_once_hours_were_written_on_it(here, complete, leader, until, stays):
    plans.submit(complete, by=leader)
    judged(complete, here.platform)
    adopted = judged(complete, here.board)
    DeliveryFactory(
        network=here.network,
        work_kind="project",
        work_id=complete.project_id,
        valid_until=TODAY + dt.timedelta(days=until),
    )

    if stays:
        with pytest.raises(RuleBroken, match="uren"):
            put_right(adopted, Outcome.REJECTED, plan=complete)
    else:
        put_right(adopted, Outcome.DEFERRED, plan=complete)
    assert (state_of(complete)[0] == PaperState.ADOPTED) is stays


def test_the_platforms_judgement_stays_once_the_board_decided(here, complete, leader):
    plans.submit(complete, by=leader)
    endorsed = judged(complete, here.platform)
    judged(complete, here.board)

    with pytest.raises(RuleBroken, match="Herstel dat eerst"):
        put_right(endorsed, Outcome.REJECTED, plan=complete)


def test_an_adoption_stays_once_progress_was_reported(here, complete, leader):
    plans.submit(complete, by=leader)
    judged(complete, here.platform)
    adopted = judged(complete, here.board)
    make.ProgressReportFactory(project=complete.project, reported_on=TODAY)

    with pytest.raises(RuleBroken, match="voortgang"):
        put_right(adopted, Outcome.REJECTED, plan=complete)


def test_nobody_writes_while_a_body_judges_and_a_revision_makes_the_next_edition(
    here, complete, leader
):
    plans.submit(complete, by=leader)
    with pytest.raises(RuleBroken, match="Het plan ligt voor"):
        plans.write_section(complete, Section.AIM, "Anders.", version=1, by=leader)
    judged(complete, here.platform)
    judged(complete, here.board)
    plans.revise(complete, by=leader)
    plans.write_section(complete, Section.AIM, "Veel minder meldingen.", version=1, by=leader)

    second = plans.submit(complete, reason="Scherper doel", by=leader)

    first = PlanEdition.objects.get(plan=complete, number=1)
    assert second.number == 2
    assert state_of(complete) == (PaperState.SUBMITTED, ProjectState.RUNNING)
    (change,) = compare(first, second)
    assert change.section == Section.AIM
    assert change.pieces == [
        ("removed", "Minder "),
        ("added", "Veel minder "),
        ("same", "meldingen."),
    ]


@pytest.mark.parametrize(
    ("older", "newer"), [("", "een twee"), ("een twee", ""), ("a b c", "a x c\nd"), ("zelfde",) * 2]
)
def test_the_pieces_of_a_difference_hold_both_texts(older, newer):
    pieces = pieces_of(older, newer)

    assert "".join(text for kind, text in pieces if kind != "added") == older
    assert "".join(text for kind, text in pieces if kind != "removed") == newer


def test_an_edition_holds_the_records_of_the_project_and_no_other_projects_title(complete, leader):
    project = complete.project
    make.IndicatorFactory(project=project, target=1500)
    make.BudgetLineFactory(project=project)
    make.RelationFactory(project=project)
    other = make.ProjectFactory(body=project.body, title="Geheim")
    make.RelationFactory(project=project, other=other, other_words="")

    edition = plans.submit(complete, by=leader)

    assert "van 1.743 naar 1.500" in edition.content[Section.INDICATORS]["lines"][0]
    assert edition.content[Section.RELATIONS]["lines"] == ["Landelijk actieprogramma (aanvullend)"]
    assert "Voorlichting" in edition.content[Section.FINANCES]["lines"][0]
    assert "Geheim" not in str(edition.content)
