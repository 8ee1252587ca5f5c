"""Evaluating a project after its last day, and what the bodies' decisions do with that."""

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.effects import Trace
from ivz.decisions.models import Decision
from ivz.decisions.states import PaperState
from ivz.projects.actions.projects import note_step
from ivz.projects.actions.reports import lock
from ivz.projects.evaluation_text import prefills
from ivz.projects.models import Evaluation, EvaluationAnswer, Project
from ivz.projects.rules import evaluations as rules
from ivz.projects.states import Event, ProjectState, Question, StepKind
from ivz.workflow.versions import StaleEdit


@transaction.atomic
def end(project: Project, *, by: Actor) -> bool:
    """Let a running project whose last day passed be evaluated; the plan set that day.

    Returns:
        Whether it was still running.
    """
    project = lock(project)
    if not rules.has_ended(project, on=by.today):
        return False
    project.state = ProjectState.EVALUATING
    project.version += 1
    project.save()
    Evaluation.objects.get_or_create(project=project, defaults={"started_on": by.today})
    note_step(project, StepKind.EVALUATION_STARTED, by=by)
    record(Event.PROJECT_MOVED, subject=project, by=by)
    return True


@transaction.atomic
def answer(
    project: Project, question: Question, text: str, *, version: int, by: Actor
) -> EvaluationAnswer:
    """Save one answer; ``version`` is what the writer started from, 0 where it was empty.

    Raises:
        StaleEdit: somebody else saved this answer first.
    """
    rules.check_may_evaluate(project, by=by)
    end(project, by=by)
    evaluation = _lock_of(project, by=by)
    row = EvaluationAnswer.objects.filter(evaluation=evaluation, question=question).first()
    if row is None:
        row = EvaluationAnswer(evaluation=evaluation, question=question)
    elif row.version != version:
        raise StaleEdit(row)
    else:
        row.version += 1
    row.text, row.written_by = text.strip(), by.user
    row.save()
    record(Event.EVALUATION_WRITTEN, subject=row, by=by)
    return row


@transaction.atomic
def submit(project: Project, *, by: Actor) -> Evaluation:
    """Send an evaluation to the Platform: what it says, the records' answers too, stays so."""
    rules.check_may_evaluate(project, by=by)
    end(project, by=by)
    evaluation = _lock_of(project, by=by)
    project = evaluation.project
    written = {Question(row.question): row for row in evaluation.answers.all()}
    answers = {question: row.text for question, row in written.items() if row.text}
    told = {
        question: text
        for question, text in prefills(project, on=by.today).items()
        if question not in rules.JUDGED and question not in answers
    }
    rules.check_may_submit(project, answers | told, by=by)
    for question, text in told.items():
        row = written.get(question) or EvaluationAnswer(evaluation=evaluation, question=question)
        row.text = text
        row.save()
    _move(evaluation, PaperState.SUBMITTED, StepKind.EVALUATION_SUBMITTED, by=by)
    return evaluation


def endorse(evaluation: Evaluation, decision: Decision, *, by: Actor) -> None:
    """Let the Platform's decision send the evaluation on to the deciding body."""
    evaluation.endorsed_by = decision
    _move(evaluation, PaperState.ENDORSED, StepKind.EVALUATION_ENDORSED, by=by, decision=decision)


def adopt(evaluation: Evaluation, decision: Decision, *, by: Actor) -> Trace:
    """Let the deciding body's decision adopt the evaluation; that closes the project."""
    evaluation.adopted_by = decision
    _set_state(evaluation.project, ProjectState.CLOSED)
    _move(evaluation, PaperState.ADOPTED, StepKind.CLOSED, by=by, decision=decision)
    return {"endorsed_by": evaluation.endorsed_by_id}


def send_back(evaluation: Evaluation, decision: Decision, *, by: Actor) -> Trace:
    """Let a decision give the evaluation back to who writes it."""
    before = {"endorsed_by": evaluation.endorsed_by_id}
    evaluation.endorsed_by = None
    _move(evaluation, PaperState.DRAFT, StepKind.EVALUATION_RETURNED, by=by, decision=decision)
    return before


def restore(evaluation: Evaluation, decision: Decision, *, before: Trace, by: Actor) -> None:
    """Put evaluation and project back as they stood before ``decision``, which is put right."""
    evaluation.endorsed_by_id, evaluation.adopted_by = before.get("endorsed_by"), None
    _set_state(evaluation.project, ProjectState.EVALUATING)
    state = PaperState(before["state"])
    _move(evaluation, state, StepKind.REVERSED, by=by, decision=decision)


def _lock_of(project: Project, *, by: Actor) -> Evaluation:
    Evaluation.objects.get_or_create(project=project, defaults={"started_on": by.today})
    rows = Evaluation.objects.select_related("project__body__network")
    return rows.select_for_update(of=("self",)).get(project=project)


def _set_state(project: Project, state: ProjectState) -> None:
    if project.state != state:
        project.state = state
        project.version += 1
        project.save()


def _move(
    evaluation: Evaluation,
    state: PaperState,
    step: StepKind,
    *,
    by: Actor,
    decision: Decision | None = None,
) -> None:
    evaluation.state = state
    evaluation.version += 1
    evaluation.save()
    note_step(evaluation.project, step, by=by, decision=decision)
    record(Event.EVALUATION_MOVED, subject=evaluation, by=by)
