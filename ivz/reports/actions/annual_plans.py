"""Writing an annual plan with the partners, what decisions do to it, and telling how it goes.

Policy: docs/policy/annual-plan.md
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.actions import papers
from ivz.decisions.effects import Trace
from ivz.decisions.models import Decision
from ivz.decisions.states import PaperState
from ivz.errors import passes
from ivz.network.models import Network, Person, Theme
from ivz.projects.models import Project
from ivz.projects.rules.requests import commissioning_body
from ivz.projects.rules.rights import check_may_steer
from ivz.reports.gathering import lines_of_the_year
from ivz.reports.models import AnnualPlan, LineWord, PlanLine
from ivz.reports.rules import annual_plans as rules
from ivz.reports.states import Course, Event, LineState
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class LineDetails:
    """What is reached, who pulls it and when it is done."""

    result: str
    due_on: date
    theme: Theme | None = None
    project: Project | None = None
    owner: Person | None = None


@transaction.atomic
def begin(network: Network, year: int, *, by: Actor) -> AnnualPlan:
    """Begin the plan of a year, filled with what is known of that year."""
    rules.check_may_begin(network, year, by=by)
    plan = AnnualPlan(body=commissioning_body(network), year=year)
    plan.save()
    record(Event.PLAN_WRITTEN, subject=plan, by=by)
    gather(plan, by=by)
    return plan


@transaction.atomic
def gather(plan: AnnualPlan, *, by: Actor) -> int:
    """Put in the plan what is known of its year and stands in no line yet; give how many."""
    plan = papers.lock(plan)
    rules.check_may_write(plan, by=by)
    found = lines_of_the_year(plan, actor=by)
    for line in found:
        line.state = LineState.TAKEN_OVER
        _put(plan, line, by=by)
    return len(found)


@transaction.atomic
def put_forward(plan: AnnualPlan, details: LineDetails, *, by: Actor) -> PlanLine:
    """Put a line forward; what chair and coordinator write is in the plan at once."""
    plan = papers.lock(plan)
    rules.check_may_put_forward(plan, by=by)
    line = PlanLine(plan=plan, put_forward_by_id=by.person_id, **vars(details))
    if passes(check_may_steer, plan.network, by=by):
        line.state = LineState.TAKEN_OVER
    _put(plan, line, by=by)
    return line


def _put(plan: AnnualPlan, line: PlanLine, *, by: Actor) -> None:
    last = plan.lines.aggregate(last=Max("position"))["last"] or 0
    line.plan, line.position = plan, last + 1
    rules.check_line(line)
    line.save()
    record(Event.PLAN_WRITTEN, subject=plan, by=by)


@transaction.atomic
def change(line: PlanLine, details: LineDetails, *, version: int, by: Actor) -> PlanLine:
    """Save what is reached, by whom and when."""
    plan = papers.lock(line.plan)
    line = lock_version(line, version=version)
    line.plan = plan
    rules.check_may_change(line, by=by)
    for name, value in vars(details).items():
        setattr(line, name, value)
    rules.check_line(line)
    line.save()
    record(Event.PLAN_WRITTEN, subject=plan, by=by)
    return line


@transaction.atomic
def judge(line: PlanLine, *, is_taken: bool, reason: str, version: int, by: Actor) -> PlanLine:
    """Take a line over in the plan, or leave it out with the reason; either can be changed."""
    plan = papers.lock(line.plan)
    line = lock_version(line, version=version)
    line.plan = plan
    rules.check_may_write(plan, by=by)
    line.state = LineState.TAKEN_OVER if is_taken else LineState.NOT_TAKEN
    line.reason = "" if is_taken else reason.strip()
    rules.check_line(line)
    line.save()
    record(Event.PLAN_WRITTEN, subject=plan, by=by)
    return line


@transaction.atomic
def withdraw(line: PlanLine, *, by: Actor) -> None:
    """Take back a line that one put forward and nobody judged."""
    plan = papers.lock(line.plan)
    line = PlanLine.objects.select_for_update().get(pk=line.pk)
    line.plan = plan
    rules.check_may_withdraw(line, by=by)
    line.delete()
    record(Event.PLAN_WRITTEN, subject=plan, by=by)


def remove(plan: AnnualPlan, *, by: Actor) -> None:
    """Throw away a plan that no body judged yet."""
    papers.remove(plan, check=rules.check_may_write, event=Event.PLAN_WRITTEN, by=by)


def submit(plan: AnnualPlan, *, by: Actor) -> AnnualPlan:
    """Propose a plan to the Platform; from then on nobody writes in it."""
    check, event = rules.check_may_submit, Event.PLAN_MOVED
    return papers.send(
        plan, PaperState.SUBMITTED, day="submitted_on", check=check, event=event, by=by
    )


def note_adopted(
    plan: AnnualPlan, *, decision: Decision | None = None, origin: str = "", by: Actor
) -> AnnualPlan:
    """Note that a plan was adopted before it stood here, by a decision or says a paper."""
    check, event = rules.check_may_note_adopted, Event.PLAN_MOVED
    return papers.note_adopted(plan, (decision, origin), check=check, event=event, by=by)


def make_public(plan: AnnualPlan, *, by: Actor) -> AnnualPlan:
    """Let everyone read an adopted plan; progress stays within the network."""
    return papers.make_public(plan, check=rules.check_may_open, event=Event.PLAN_OPENED, by=by)


def endorse(plan: AnnualPlan, _decision: Decision, *, by: Actor) -> None:
    """Let the Platform's decision send the plan on to the deciding body."""
    _move(plan, PaperState.ENDORSED, by=by)


def adopt(plan: AnnualPlan, decision: Decision, *, by: Actor) -> None:
    """Let the deciding body's decision adopt the plan."""
    plan.decision = decision
    _move(plan, PaperState.ADOPTED, by=by)


def send_back(plan: AnnualPlan, _decision: Decision, *, by: Actor) -> None:
    """Let a decision give the plan back to who writes it."""
    _move(plan, PaperState.DRAFT, by=by)


def restore(plan: AnnualPlan, _decision: Decision, *, before: Trace, by: Actor) -> None:
    """Put a plan back as it stood before a decision."""
    plan.decision = None
    _move(plan, PaperState(before["state"]), by=by)


@transaction.atomic
def tell(line: PlanLine, *, quarter: int, course: Course, words: str, by: Actor) -> LineWord:
    """Tell how a line stands over a quarter."""
    plan = papers.lock(line.plan)
    line.plan = plan
    rules.check_may_tell(line, by=by)
    word = LineWord(
        line=line,
        quarter=quarter,
        course=course,
        words=words.strip(),
        told_on=by.today,
        told_by_id=by.person_id,
    )
    rules.check_word(word, by=by)
    word.save()
    record(Event.PROGRESS_TOLD, subject=plan, by=by)
    return word


@transaction.atomic
def untell(word: LineWord, *, by: Actor) -> None:
    """Take back what was told of a line."""
    plan = papers.lock(word.line.plan)
    word.line.plan = plan
    rules.check_may_tell(word.line, by=by)
    word.delete()
    record(Event.PROGRESS_TOLD, subject=plan, by=by)


def _move(plan: AnnualPlan, state: PaperState, *, by: Actor) -> None:
    papers.move(plan, state, event=Event.PLAN_MOVED, by=by)
