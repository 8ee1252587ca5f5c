"""After the last day: the evaluation, what was learnt and what must stay."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.projects.actions import evaluations, keeping
from ivz.projects.closing import EVALUATION
from ivz.projects.evaluation_text import prefills
from ivz.projects.models import (
    Anchor,
    Evaluation,
    EvaluationAnswer,
    Lesson,
    Member,
    Plan,
    Project,
    Step,
)
from ivz.projects.queries.duties import project_duties
from ivz.projects.queries.evaluations import lessons_for
from ivz.projects.rules.evaluations import JUDGED
from ivz.projects.states import AnchorState, ProjectKind, ProjectState, Question, StepKind
from ivz.projects.tasks import end_projects
from ivz.workflow.versions import StaleEdit
from tests.factories import ThemeFactory, secretary_of
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running

pytestmark = pytest.mark.django_db

ENDS = dt.date(2018, 6, 30)
AFTER = dt.date(2018, 7, 2)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    project = running(here, title="Woninginbraken", ends_on=ENDS, summary="Minder inbraken.")
    make.PlanFactory(project=project, state=PaperState.ADOPTED)
    return project


@pytest.fixture
def person(here, project):
    return leader_of(project, here)


@pytest.fixture
def leader(person):
    return Actor(user=person.user, today=AFTER)


def on_day(actor, day):
    return Actor(user=actor.user, today=day)


def now(project):
    return Project.objects.get(pk=project.pk)


def answered(project, leader):
    for question in {*Question} - {Question.AIM, Question.MONEY}:
        evaluations.answer(now(project), question, "Ja, want.", version=0, by=leader)
    return evaluations.submit(now(project), by=leader)


def judged(evaluation, body, outcome=Outcome.ACCEPTED):
    return register.record(
        conclusion(evaluation, outcome),
        body=body,
        on=AFTER,
        by=secretary_of(body),
        is_practice=False,
    )


def conclusion(evaluation, outcome):
    carried = Carried(kind=EVALUATION, subject_id=evaluation.pk, question=ADOPT, terms={})
    return Conclusion(title="Evaluatie", text="Akkoord.", outcome=outcome, carried=carried)


def states(project):
    evaluation = Evaluation.objects.select_related("project").get(project=project)
    return evaluation.state, evaluation.project.state


class TestEnding:
    def test_a_project_is_evaluated_from_the_day_after_its_last(self, project):
        end_projects(ENDS)
        assert now(project).state == ProjectState.RUNNING

        end_projects(ENDS + dt.timedelta(days=1))
        end_projects(AFTER)

        assert states(project) == (PaperState.DRAFT, ProjectState.EVALUATING)
        assert Step.objects.filter(kind=StepKind.EVALUATION_STARTED).count() == 1

    @pytest.mark.parametrize("kind", [ProjectKind.SIDELINE, ProjectKind.PARTNER_LED])
    def test_what_only_shares_progress_is_not_evaluated(self, project, kind):
        Project.objects.filter(pk=project.pk).update(kind=kind)

        end_projects(AFTER)

        assert now(project).state == ProjectState.RUNNING

    def test_the_leader_finds_it_on_the_day_and_the_coordinator_after_four_weeks(
        self, here, project, leader
    ):
        make.ProgressReportFactory(project=project, window=dt.date(2018, 9, 1), reported_on=AFTER)

        assert [duty.url for duty in project_duties(leader)] == [
            reverse("projects:evaluation", args=[project.slug])
        ]
        assert project_duties(on_day(here.coordinator, AFTER)) == []
        late = project_duties(on_day(here.coordinator, dt.date(2018, 8, 1)))[0]
        assert late.is_late
        assert late.who == leader.user.person.function  # one answers for it


class TestWhoAnswers:
    """One answers for a paper that waits: the leader; who steers reads who that is."""

    def on_no_agenda(self, actor):
        duties = project_duties(on_day(actor, dt.date(2018, 6, 1)))
        return [duty.who for duty in duties if duty.what == "Zet het plan op een agenda"]

    @pytest.fixture
    def plan(self, project):
        return Plan.objects.filter(project=project).update(state=PaperState.SUBMITTED)

    def test_a_paper_on_no_agenda_is_for_the_leader(self, here, plan, person, leader):
        lies = PaperState.SUBMITTED.label

        assert self.on_no_agenda(leader) == [lies]
        assert self.on_no_agenda(here.coordinator) == [f"{lies}, {person.function}"]

    def test_without_a_leader_it_is_said_that_there_is_none(self, here, plan, person):
        Member.objects.filter(person=person).delete()

        [told] = self.on_no_agenda(here.coordinator)

        assert told.endswith("nog geen projectleider")


class TestPrefills:
    def test_targets_stand_against_what_was_measured(self, project):
        burglaries = make.IndicatorFactory(project=project, name="Inbraken", target=1500)
        make.MeasurementFactory(indicator=burglaries, on=ENDS, value=1480)
        calls = make.IndicatorFactory(project=project, name="Meldingen", target=100)
        make.MeasurementFactory(indicator=calls, on=ENDS, value=101)
        make.IndicatorFactory(project=project, name="Fietsen", target=1)

        text = prefills(project, on=AFTER)[Question.ACHIEVED].replace("\xa0", " ")

        assert text.splitlines() == [
            "Inbraken: doel 1.500, gemeten 1.480 op 30 juni 2018: gehaald",
            "Meldingen: doel 100, gemeten 101 op 30 juni 2018: niet gehaald",
            "Fietsen: niet gemeten",
        ]

    def test_money_is_budgeted_against_spent(self, project):
        make.BudgetLineFactory(
            project=project, what="Bus", amount_cents=1000_00, spent_cents=900_00
        )
        make.BudgetLineFactory(project=project, what="App", amount_cents=500_00)

        lines = prefills(project, on=AFTER)[Question.MONEY].splitlines()

        assert "900" in lines[0]
        assert lines[1].endswith("niet vastgelegd")
        assert "1.500" in lines[2]

    def test_the_aim_comes_from_the_plan_and_the_course_from_the_reports(self, project):
        make.PlanSectionFactory(plan=project.plan, text="Minder slachtoffers.")
        report = make.ProgressReportFactory(project=project, reported_on=ENDS)
        make.LightFactory(report=report)
        make.ProgressReportFactory(project=project, window=dt.date(2017, 9, 1))

        told = prefills(project, on=AFTER)

        assert told[Question.AIM] == "Minder slachtoffers."
        assert told[Question.COURSE] == "Voortgangsrapportage februari 2017: tijd let op"


class TestEvaluating:
    def test_nobody_evaluates_before_the_last_day_passed(self, project, leader):
        with pytest.raises(RuleBroken, match="komt na de laatste dag"):
            evaluations.answer(project, Question.AIM, "Zo.", version=0, by=on_day(leader, ENDS))

    def test_only_who_leads_evaluates(self, here, project):
        with pytest.raises(PermissionDenied):
            evaluations.answer(
                project, Question.AIM, "Zo.", version=0, by=on_day(here.mayor, AFTER)
            )

    @pytest.mark.parametrize("question", JUDGED)
    def test_the_records_do_not_judge_for_the_leader(self, project, leader, question):
        indicator = make.IndicatorFactory(project=project, target=1500)
        make.MeasurementFactory(indicator=indicator, on=ENDS, value=1480)
        make.LessonFactory(project=project)
        for other in Question:
            if other != question:
                evaluations.answer(now(project), other, "Zo.", version=0, by=leader)

        with pytest.raises(RuleBroken) as refused:
            evaluations.submit(now(project), by=leader)

        assert str(refused.value) == f"Nog te beantwoorden: {question.label}"
        assert Evaluation.objects.get().state == PaperState.DRAFT

    def test_nothing_is_sent_with_questions_open(self, project, leader):
        with pytest.raises(RuleBroken, match="Nog te beantwoorden"):
            evaluations.submit(project, by=leader)
        assert now(project).state == ProjectState.RUNNING

    def test_two_people_answering_lose_nothing(self, project, leader):
        evaluations.answer(project, Question.AIM, "Eerst.", version=0, by=leader)

        with pytest.raises(StaleEdit):
            evaluations.answer(now(project), Question.AIM, "Ook.", version=0, by=leader)

    def test_what_the_records_said_stays_when_it_is_sent(self, project, leader):
        answered(project, leader)
        Project.objects.filter(pk=project.pk).update(summary="Anders.")

        aim = EvaluationAnswer.objects.get(question=Question.AIM)
        assert aim.text == "Minder inbraken."
        assert EvaluationAnswer.objects.count() == len(Question)

    def test_platform_and_board_adopt_it_and_only_that_closes_the_project(
        self, here, project, leader
    ):
        evaluation = answered(project, leader)
        seen = [states(project)]
        with pytest.raises(RuleBroken, match="Eerst oordeelt het Platform"):
            judged(evaluation, here.board)
        judged(evaluation, here.platform)
        seen.append(states(project))
        adopted = judged(evaluation, here.board)

        assert [*seen, states(project)] == [
            (PaperState.SUBMITTED, ProjectState.EVALUATING),
            (PaperState.ENDORSED, ProjectState.EVALUATING),
            (PaperState.ADOPTED, ProjectState.CLOSED),
        ]
        assert Step.objects.get(kind=StepKind.CLOSED).decision == adopted

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
    def test_each_outcome_of_the_platform_moves_it_or_not(self, here, project, leader, outcome):
        evaluation = answered(project, leader)

        judged(evaluation, here.platform, outcome)

        assert states(project)[0] == self.MOVES[outcome]

    def test_putting_the_adoption_right_opens_the_project_again(self, here, project, leader):
        evaluation = answered(project, leader)
        judged(evaluation, here.platform)
        adopted = judged(evaluation, here.board)

        better = conclusion(evaluation, Outcome.DEFERRED)
        register.put_right(adopted, better, reason="Verkeerd.", by=secretary_of(here.board))

        assert states(project) == (PaperState.ENDORSED, ProjectState.EVALUATING)

    def test_nobody_writes_while_a_body_judges(self, project, leader):
        answered(project, leader)

        with pytest.raises(RuleBroken, match="ligt voor"):
            evaluations.answer(now(project), Question.AIM, "Anders.", version=1, by=leader)


class TestKeeping:
    def test_lessons_are_found_by_theme_and_words(self, here, project, leader):
        theme = ThemeFactory()
        texts = {"Begin met de buurt.": None, "Vraag de boa's.": theme}
        for text, about in texts.items():
            keeping.keep_lesson(Lesson(project=project, text=text, theme=about), by=leader)
        mayor = here.mayor

        def found(**given):
            return [each.text for each in lessons_for(here.network, actor=mayor, **given)]

        assert set(found()) == set(texts)
        assert found(theme=theme) == ["Vraag de boa's."]
        assert found(theme=project.theme) == ["Begin met de buurt."]
        assert found(words="buurt begin") == ["Begin met de buurt."]
        assert found(words="onvindbaar") == []

    def test_a_closed_project_teaches_only_who_may_read_it(self, here, project, leader):
        Project.objects.filter(pk=project.pk).update(openness=Openness.BODY)
        keeping.keep_lesson(Lesson(project=project, text="Geheim."), by=leader)

        assert lessons_for(here.network, actor=here.mayor)
        assert lessons_for(here.network, actor=here.chair) == []

    def test_the_owner_looks_again_and_each_look_is_kept(self, here, project, leader):
        owner = here.mayor.user.person
        row = Anchor(project=project, what="Preventieadvies", review_on=ENDS)
        with pytest.raises(RuleBroken, match="Zeg wie ervoor zorgt"):
            keeping.anchor(row, by=leader)
        row.owner = owner
        with pytest.raises(RuleBroken, match="die nog komt"):
            keeping.anchor(row, by=leader)
        row.review_on = dt.date(2019, 1, 1)
        keeping.anchor(row, by=leader)
        mayor = on_day(here.mayor, dt.date(2019, 1, 1))
        assert "Preventieadvies" in project_duties(mayor)[0].what

        look = {"note": "Werkt.", "review_on": dt.date(2020, 1, 1)}
        keeping.review(row, state=AnchorState.KEPT, **look, version=1, by=mayor)
        with pytest.raises(StaleEdit):
            keeping.review(row, state=AnchorState.KEPT, **look, version=1, by=mayor)

        row.refresh_from_db()
        assert (row.review_on, row.reviews.get().note) == (dt.date(2020, 1, 1), "Werkt.")
        assert project_duties(mayor) == []

    def test_nobody_else_looks(self, here, project):
        row = make.AnchorFactory(project=project)

        with pytest.raises(PermissionDenied):
            keeping.review(
                row, state=AnchorState.DROPPED, note="", review_on=None, version=1, by=here.mayor
            )
