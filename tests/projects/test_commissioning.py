"""The deciding body commissions a project by a recorded decision."""

import pytest

from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.projects import states
from ivz.projects.actions import assessments, requests
from ivz.projects.actions.assessments import Judgement
from ivz.projects.commissioning import COMMISSION, REQUEST
from ivz.projects.models import Assignment, Plan, Project, Request, Step
from ivz.projects.states import Criterion, ProjectState, RequestState, StepKind
from ivz.projects.tasks import reopen_requests
from tests.factories import TODAY, RestrictionFactory, secretary_of
from tests.portfolios.factories import PriorityFactory
from tests.projects.network import leader_of, other_board, region
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


def conclusion(asked, outcome=Outcome.ACCEPTED):
    carried = Carried(kind=REQUEST, subject_id=asked.pk, question=COMMISSION, terms={})
    return Conclusion(title="Opdracht", text="Het kan niet.", outcome=outcome, carried=carried)


def decided(asked, body, outcome=Outcome.ACCEPTED):
    return register.record(
        conclusion(asked, outcome),
        body=body,
        on=TODAY,
        by=secretary_of(body),
        is_practice=False,
    )


def put_right(decision, asked, outcome):
    by = secretary_of(decision.body)
    return register.put_right(
        decision, conclusion(asked, outcome), reason="Verkeerd genoteerd.", by=by
    )


def page_of(asked, actor):
    return text_of(signed_in(actor).get(asked.get_absolute_url()))


def now(asked):
    return Request.objects.get(pk=asked.pk)


def test_the_board_commissions_what_was_asked_and_the_project_names_its_decision(here):
    asked = here.asked(title="Malafide zorgbureaus", problem="Het toezicht schiet tekort.")

    decision = decided(asked, here.board)

    project = Project.objects.get(assignment__request=asked)
    assert (project.decision, project.state) == (decision, ProjectState.PREPARING)
    assert project.body == here.board
    assert project.summary == "Het toezicht schiet tekort."
    assert now(asked).state == RequestState.ACCEPTED
    step = Step.objects.get(project=project)
    assert (step.kind, step.decision) == (StepKind.OPENED, decision)


def test_a_request_that_failed_its_test_is_commissioned_with_what_was_worked_out(here):
    asked = here.asked()
    failing = {criterion: Judgement(is_met=False, reason="Nee.") for criterion in Criterion}
    test = here.tested(asked, failing)

    decided(asked, here.board)

    project = Project.objects.get(assignment__request=asked)
    assert project.assignment == test.assignment
    assert project.summary == "Minder misbruik van zorggeld."
    test.refresh_from_db()
    assert test.conclusion == states.Conclusion.COMMISSIONED


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ACCEPTED, RequestState.ACCEPTED),
        (Outcome.ACCEPTED_WITH_OPEN_POINT, RequestState.ACCEPTED),
        (Outcome.AMENDED, RequestState.ACCEPTED),
        (Outcome.REJECTED, RequestState.REFUSED),
        (Outcome.DEFERRED, RequestState.OPEN),
        (Outcome.WITHDRAWN, RequestState.OPEN),
        (Outcome.NOTED, RequestState.OPEN),
    ],
)
def test_each_outcome_moves_the_request_its_own_way(here, outcome, state):
    asked = here.asked()

    decided(asked, here.board, outcome)

    assert now(asked).state == state
    assert Project.objects.exists() is (state == RequestState.ACCEPTED)


def test_who_asked_reads_why_the_board_refused_for_as_long_as_the_decision_is_theirs_to_read(
    here, mailoutbox
):
    asked = here.asked()
    User.objects.filter(pk=here.mayor.user.pk).update(email="burgemeester@example.org")

    decision = decided(asked, here.board, Outcome.REJECTED)

    assert not now(asked).is_answer_read
    (mail,) = mailoutbox
    assert "Het kan niet." not in now(asked).answer + mail.body
    assert "Het kan niet." in page_of(asked, here.mayor)
    restriction = RestrictionFactory(imposed_by=decision)
    Decision.objects.filter(pk=decision.pk).update(
        openness=Openness.RESTRICTED, restriction=restriction
    )
    assert "Het kan niet." not in page_of(asked, here.mayor)
    restriction.readers.add(here.mayor.person_id)
    assert "Het kan niet." in page_of(asked, here.mayor)


def test_no_other_body_commissions(here):
    asked = here.asked()

    for body in [here.platform, other_board(here.network)]:
        decided(asked, body)

    assert now(asked).state == RequestState.OPEN


def test_putting_it_right_opens_the_request_again_and_the_project_is_gone(here):
    asked = here.asked()
    test = here.tested(asked)
    assignment = Assignment.objects.get()
    decision = decided(asked, here.board)

    put_right(decision, asked, Outcome.DEFERRED)

    assert now(asked).state == RequestState.OPEN
    assert now(asked).decision is None
    assert not Project.objects.exists()
    assert not Plan.objects.exists()
    assert Assignment.objects.get() == assignment
    test.refresh_from_db()
    assert test.conclusion == states.Conclusion.OPEN
    assert assessments.assess(assignment, {}, by=here.coordinator)


def test_a_decision_put_right_as_a_refusal_refuses(here):
    asked = here.asked()
    decision = decided(asked, here.board)

    put_right(decision, asked, Outcome.REJECTED)

    assert now(asked).state == RequestState.REFUSED
    assert not Assignment.objects.exists()


def test_it_stays_once_somebody_holds_the_project(here):
    asked = here.asked()
    decision = decided(asked, here.board)
    leader_of(Project.objects.get(), here)

    with pytest.raises(RuleBroken, match="sindsdien begonnen"):
        put_right(decision, asked, Outcome.REJECTED)

    assert Project.objects.exists()
    assert Decision.objects.count() == 1


def test_what_was_answered_is_not_commissioned(here):
    asked = here.asked()
    requests.refuse(asked, answer="Nee.", by=here.coordinator)

    with pytest.raises(RuleBroken, match="niet meer in behandeling"):
        decided(asked, here.board)

    assert not Decision.objects.exists()


def test_what_the_body_rejected_does_not_open_by_itself_when_it_spreads(here):
    here.spreads_to(6)
    asked = here.asked()
    here.tested(asked)
    decided(asked, here.board, Outcome.REJECTED)
    PriorityFactory(municipality=here.municipalities[6], theme=here.theme)

    reopen_requests(TODAY)

    assert now(asked).state == RequestState.REFUSED
