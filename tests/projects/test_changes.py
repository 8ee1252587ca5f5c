"""Decisions move the last day, scope, phase and priority of a project; nothing else does."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.clock import reading
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.states import Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.projects.actions import plans
from ivz.projects.changing import PROJECT
from ivz.projects.models import PlanEdition, PlanSection, Project, Step
from ivz.projects.states import ProjectState, Section, StepKind
from tests.factories import TODAY, MeetingFactory, secretary_of
from tests.projects import factories as make
from tests.projects.network import leader_of, other_board, region, running

pytestmark = pytest.mark.django_db

ENDS, LATER = dt.date(2017, 12, 31), dt.date(2018, 6, 30)
AT_ONCE = {"without_platform": "Het Platform komt pas na de laatste dag bijeen."}
EXTEND = {"last_day": "2018-06-30", "reason": "De subsidie kwam laat.", **AT_ONCE}
WHY = {"reason": "Andere zaken gaan voor.", **AT_ONCE}
SCOPE = {"scope": "Ook geen fietsen.", **AT_ONCE}


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    project = running(here, title="Woninginbraken", ends_on=ENDS)
    plan = make.PlanFactory(project=project, state=PaperState.ADOPTED)
    make.PlanSectionFactory(plan=plan, section=Section.SCOPE, text="Geen autokraak.")
    return project


def conclusion(project, question, terms, outcome):
    carried = Carried(kind=PROJECT, subject_id=project.pk, question=question, terms=terms)
    return Conclusion(title="Project", text="Akkoord.", outcome=outcome, carried=carried)


def decided(project, question, terms, *, body, outcome=Outcome.ACCEPTED):
    return register.record(
        conclusion(project, question, terms, outcome),
        body=body,
        on=TODAY,
        by=secretary_of(body),
        is_practice=False,
    )


def put_right(decision, project, question, terms, outcome=Outcome.REJECTED):
    better = conclusion(project, question, terms, outcome)
    by = secretary_of(decision.body)
    return register.put_right(decision, better, reason="Verkeerd genoteerd.", by=by)


def now(project):
    return Project.objects.get(pk=project.pk)


CHANGES = {
    "extend": (ProjectState.RUNNING, EXTEND, "ends_on", LATER, StepKind.EXTENDED),
    "pause": (ProjectState.RUNNING, WHY, "state", ProjectState.PAUSED, StepKind.PAUSED),
    "resume": (ProjectState.PAUSED, WHY, "state", ProjectState.RUNNING, StepKind.RESUMED),
    "stop": (ProjectState.RUNNING, WHY, "state", ProjectState.STOPPED, StepKind.STOPPED),
    "reprioritise": (
        ProjectState.RUNNING,
        {"priority": "2", **WHY},
        "priority",
        2,
        StepKind.REPRIORITISED,
    ),
}


@pytest.mark.parametrize("question", CHANGES)
def test_a_decision_of_the_board_changes_it_with_the_reason_on_the_timeline(
    here, project, question
):
    state, terms, name, value, step = CHANGES[question]
    Project.objects.filter(pk=project.pk).update(state=state)

    decision = decided(project, question, terms, body=here.board)

    assert getattr(now(project), name) == value
    noted = Step.objects.get(kind=step)
    assert (noted.decision, noted.on) == (decision, TODAY)
    assert terms["reason"] in noted.note
    assert AuditEntry.objects.filter(event="project.moved").count() == 1


@pytest.mark.parametrize("question", CHANGES)
def test_putting_it_right_puts_the_project_back(here, project, question):
    state, terms, name, _value, _step = CHANGES[question]
    Project.objects.filter(pk=project.pk).update(state=state)
    before = getattr(now(project), name)
    decision = decided(project, question, terms, body=here.board)

    put_right(decision, project, question, terms)

    assert getattr(now(project), name) == before
    assert Step.objects.filter(kind=StepKind.REVERSED).exists()


MOVED = {Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_OPEN_POINT, Outcome.AMENDED}


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_what_the_board_accepts_moves_the_last_day(here, project, outcome):
    decided(project, "extend", EXTEND, body=here.board, outcome=outcome)

    assert (now(project).ends_on == LATER) is (outcome in MOVED)


def test_a_body_without_a_mandate_moves_nothing(here, project):
    for body in [here.platform, other_board(here.network)]:
        decided(project, "extend", EXTEND, body=body)

    assert now(project).ends_on == ENDS


REFUSED = [
    ("extend", ProjectState.PREPARING, EXTEND, "nog niet vastgesteld"),
    ("extend", ProjectState.CLOSED, EXTEND, "afgelopen|voorbij"),
    ("extend", ProjectState.RUNNING, {**EXTEND, "last_day": "2017-12-31"}, "al de laatste dag"),
    ("extend", ProjectState.RUNNING, {**EXTEND, "last_day": "2016-10-09"}, "op of na de dag"),
    ("pause", ProjectState.PAUSED, WHY, "past niet"),
    ("pause", ProjectState.EVALUATING, WHY, "past niet"),
    ("resume", ProjectState.RUNNING, WHY, "past niet"),
    ("stop", ProjectState.STOPPED, WHY, "afgelopen|voorbij"),
    ("reprioritise", ProjectState.CLOSED, {"priority": "2", **WHY}, "afgelopen|voorbij"),
    ("reprioritise", ProjectState.RUNNING, {"priority": "0", **WHY}, "1"),
    ("stop", ProjectState.RUNNING, {"reason": ""}, "Waarom"),
]


@pytest.mark.parametrize(("question", "state", "terms", "says"), REFUSED)
def test_what_cannot_be_carried_out_is_not_recorded_at_all(
    here, project, question, state, terms, says
):
    Project.objects.filter(pk=project.pk).update(state=state)

    with pytest.raises(RuleBroken, match=says):
        decided(project, question, terms, body=here.board)

    assert not Decision.objects.exists()
    assert not DecidedSubject.objects.exists()
    assert not Step.objects.filter(project=project).exists()


def test_more_time_lets_a_project_that_was_being_evaluated_run_again(here, project):
    Project.objects.filter(pk=project.pk).update(state=ProjectState.EVALUATING)

    decided(project, "extend", EXTEND, body=here.board)

    assert now(project).state == ProjectState.RUNNING


def test_no_more_time_once_the_evaluation_lies_before_a_body(here, project):
    Project.objects.filter(pk=project.pk).update(state=ProjectState.EVALUATING)
    make.EvaluationFactory(project=project, state=PaperState.SUBMITTED)

    with pytest.raises(RuleBroken, match="evaluatie ligt al voor"):
        decided(project, "extend", EXTEND, body=here.board)


def test_another_scope_is_an_edition_of_the_plan_adopted_by_that_decision(here, project):
    decision = decided(project, "rescope", SCOPE, body=here.board)

    edition = PlanEdition.objects.get()
    assert edition.adopted_by == decision
    assert edition.content[Section.SCOPE]["text"] == "Ook geen fietsen."
    assert PlanSection.objects.get(section=Section.SCOPE).text == "Ook geen fietsen."
    put_right(decision, project, "rescope", SCOPE)
    assert not PlanEdition.objects.exists()
    assert PlanSection.objects.get(section=Section.SCOPE).text == "Geen autokraak."


def test_the_scope_belongs_to_the_plan_while_that_is_written(here, project):
    project.plan.state = PaperState.DRAFT
    project.plan.save()

    with pytest.raises(RuleBroken, match="wordt herzien"):
        decided(project, "rescope", {"scope": "Anders.", **AT_ONCE}, body=here.board)


def test_a_change_stays_once_the_project_moved_on(here, project):
    decision = decided(project, "extend", EXTEND, body=here.board)
    Project.objects.filter(pk=project.pk).update(state=ProjectState.EVALUATING)

    with pytest.raises(RuleBroken, match="sindsdien verder"):
        put_right(decision, project, "extend", EXTEND)


def test_nobody_moves_the_last_day_by_hand_also_not_while_revising(here, project):
    leader = Actor(user=leader_of(project, here).user, today=TODAY)
    plans.revise(project.plan, by=leader)

    with pytest.raises(RuleBroken, match="Alleen een besluit"):
        plans.set_dates(
            now(project), starts_on=None, ends_on=LATER, version=project.version, by=leader
        )


class TestByThePlatform:
    """A change goes by the Platform first, or whoever brings it says why not."""

    BY_PLATFORM = EXTEND | {"without_platform": ""}

    def test_the_platform_adopts_it_and_then_the_board_carries_it_out(self, here, project):
        first = decided(project, "extend", self.BY_PLATFORM, body=here.platform)
        assert now(project).ends_on == ENDS

        decided(project, "extend", self.BY_PLATFORM, body=here.board)

        assert now(project).ends_on == LATER
        with pytest.raises(RuleBroken, match="bouwt hierop voort"):
            put_right(first, project, "extend", self.BY_PLATFORM)

    @pytest.mark.parametrize("outcome", [None, Outcome.REJECTED, Outcome.DEFERRED])
    def test_what_the_platform_did_not_adopt_needs_a_reason(self, here, project, outcome):
        if outcome:
            decided(project, "extend", self.BY_PLATFORM, body=here.platform, outcome=outcome)

        with pytest.raises(RuleBroken, match="Leg het eerst aan het Platform voor"):
            decided(project, "extend", self.BY_PLATFORM, body=here.board)
        assert now(project).ends_on == ENDS
        decided(project, "extend", EXTEND, body=here.board)
        assert now(project).ends_on == LATER

    def test_what_the_platform_took_back_does_not_count(self, here, project):
        first = decided(project, "extend", self.BY_PLATFORM, body=here.platform)
        put_right(first, project, "extend", self.BY_PLATFORM)

        with pytest.raises(RuleBroken, match="Leg het eerst"):
            decided(project, "extend", self.BY_PLATFORM, body=here.board)

    def test_the_next_change_goes_by_the_platform_again(self, here, project):
        decided(project, "extend", self.BY_PLATFORM, body=here.platform)
        decided(project, "extend", self.BY_PLATFORM, body=here.board)

        again = self.BY_PLATFORM | {"last_day": "2019-01-31"}
        with pytest.raises(RuleBroken, match="Leg het eerst"):
            decided(project, "extend", again, body=here.board)

    def test_another_question_does_not_count(self, here, project):
        decided(project, "pause", WHY, body=here.platform)

        with pytest.raises(RuleBroken, match="Leg het eerst"):
            decided(project, "extend", self.BY_PLATFORM, body=here.board)

    def test_a_network_without_a_platform_has_nobody_to_ask(self, here, project):
        type(here.platform).objects.filter(pk=here.platform.pk).update(kind="working_group")

        decided(project, "extend", self.BY_PLATFORM, body=here.board)

        assert now(project).ends_on == LATER

    @pytest.mark.parametrize("name", ["board", "platform"])
    def test_it_is_refused_where_it_is_put_on_the_agenda(self, here, project, name):
        reading.move_to(TODAY)
        body = getattr(here, name)
        meeting = MeetingFactory(body=body, date=TODAY + dt.timedelta(days=7))
        client = Client()
        client.force_login(secretary_of(body).user)
        address = f"{reverse('meetings:put_before')}?onderwerp=project&id={project.pk}&vraag=extend"
        form = {"meeting": meeting.pk, "title": "Meer tijd", "with_proposal": "punt"}
        form |= {f"term_{key}": value for key, value in self.BY_PLATFORM.items()}

        answer = client.post(address, form)

        if name == "platform":
            assert answer.status_code == 302
            return
        assert answer.status_code == 422
        assert "Leg het eerst aan het Platform voor" in answer.content.decode()
        form["term_without_platform"] = "Er is haast bij."
        assert client.post(address, form).status_code == 302


class TestPage:
    def test_who_sits_in_the_network_finds_the_questions_that_fit_the_phase(self, here, project):
        client = Client()
        client.force_login(here.coordinator.user)

        page = client.get(project.get_absolute_url()).content.decode()

        address = f"{reverse('meetings:put_before')}?onderwerp=project&amp;id={project.pk}"
        assert f"{address}&amp;vraag=extend" in page
        assert f"{address}&amp;vraag=resume" not in page

    def test_who_has_no_seat_is_offered_nothing(self, here, project):
        client = Client()
        client.force_login(leader_of(project, here).user)

        assert "vraag=extend" not in client.get(project.get_absolute_url()).content.decode()
