"""Writing a plan, sending it, and what the bodies' decisions do to it."""

from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.effects import Trace
from ivz.decisions.models import Decision
from ivz.decisions.states import PaperState
from ivz.projects.actions.projects import note_step
from ivz.projects.models import Plan, PlanEdition, PlanSection, Project
from ivz.projects.plan_text import content_of
from ivz.projects.rules import plans as rules
from ivz.projects.rules.groups import check_is_alive
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.states import Event, ProjectState, Section, StepKind
from ivz.workflow.versions import StaleEdit, lock_version


@transaction.atomic
def write_section(
    plan: Plan, section: Section, text: str, *, version: int, by: Actor
) -> PlanSection:
    """Save one section; ``version`` is what the writer started from, 0 where it was empty.

    Raises:
        StaleEdit: somebody else saved this section first.
    """
    plan = lock(plan)
    rules.check_may_write(plan, by=by)
    row = PlanSection.objects.filter(plan=plan, section=section).first()
    if row is None:
        row = PlanSection(plan=plan, section=section)
    elif row.version != version:
        raise StaleEdit(row)
    else:
        row.version += 1
    row.text, row.written_by = text, by.user
    row.save()
    record(Event.PLAN_WRITTEN, subject=row, by=by)
    return row


@transaction.atomic
def set_dates(
    project: Project, *, starts_on: date | None, ends_on: date | None, version: int, by: Actor
) -> Project:
    """Note when a project should start and end, while its plan is being written."""
    check_may_lead(project, by=by)
    rules.check_may_set_dates(lock(project.plan), by=by)
    project = lock_version(project, version=version)
    project.starts_on, project.ends_on = starts_on, ends_on
    project.save()
    record(Event.PROJECT_CHANGED, subject=project, by=by)
    return project


@transaction.atomic
def submit(plan: Plan, *, reason: str = "", by: Actor) -> PlanEdition:
    """Send a plan to the Platform: what it says becomes an edition that never changes."""
    plan = lock(plan)
    rules.check_may_submit(plan, by=by)
    latest = plan.editions.first()
    edition = PlanEdition.objects.create(
        plan=plan,
        number=latest.number + 1 if latest else 1,
        content=content_of(plan, on=by.today),
        reason=reason.strip(),
        made_on=by.today,
        made_by=by.user,
    )
    _move(plan, PaperState.SUBMITTED)
    note_step(plan.project, StepKind.PLAN_SUBMITTED, by=by, note=reason.strip())
    record(Event.PLAN_SUBMITTED, subject=plan, by=by)
    return edition


@transaction.atomic
def revise(plan: Plan, *, by: Actor) -> Plan:
    """Start the next edition of an adopted plan; the adopted one holds until then."""
    plan = lock(plan)
    rules.check_may_revise(plan, by=by)
    _move(plan, PaperState.DRAFT)
    record(Event.PLAN_WRITTEN, subject=plan, by=by)
    return plan


def endorse(plan: Plan, decision: Decision, *, by: Actor) -> None:
    """Let the Platform's decision send the plan on to the deciding body."""
    edition = _latest(plan)
    edition.endorsed_on, edition.endorsed_by = decision.decided_on, decision
    edition.save()
    _move(plan, PaperState.ENDORSED)
    note_step(plan.project, StepKind.PLAN_ENDORSED, by=by, decision=decision)
    record(Event.PLAN_ENDORSED, subject=plan, by=by)


def adopt(plan: Plan, decision: Decision, *, by: Actor) -> Trace:
    """Let the deciding body's decision adopt the plan; the project runs from that day."""
    project = plan.project
    check_is_alive(project)
    first = project.starts_on.isoformat() if project.starts_on else None
    before = {"project_state": str(project.state), "starts_on": first}
    edition = _latest(plan)
    edition.adopted_on, edition.adopted_by = decision.decided_on, decision
    edition.save()
    _move(plan, PaperState.ADOPTED)
    if project.state == ProjectState.PREPARING:
        project.state = ProjectState.RUNNING
        project.starts_on = project.starts_on or decision.decided_on
        project.version += 1
        project.save()
    note_step(project, StepKind.PLAN_ADOPTED, by=by, decision=decision)
    record(Event.PLAN_ADOPTED, subject=plan, by=by)
    return before


def send_back(plan: Plan, decision: Decision, *, by: Actor) -> None:
    """Let a decision give the plan back to who writes it."""
    _move(plan, PaperState.DRAFT)
    note_step(plan.project, StepKind.PLAN_RETURNED, by=by, decision=decision)
    record(Event.PLAN_RETURNED, subject=plan, by=by)


def restore(plan: Plan, decision: Decision, *, before: Trace, by: Actor) -> None:
    """Put plan and project back as they stood before ``decision``, which is put right."""
    edition = _latest(plan)
    if edition.endorsed_by_id == decision.pk:
        edition.endorsed_on = edition.endorsed_by = None
    if edition.adopted_by_id == decision.pk:
        edition.adopted_on = edition.adopted_by = None
    edition.save()
    _move(plan, PaperState(before["state"]))
    project = plan.project
    state = before.get("project_state", project.state)
    if project.state != state:
        project.state = state
        first = before.get("starts_on")
        project.starts_on = date.fromisoformat(first) if first else None
        project.version += 1
        project.save()
    note_step(project, StepKind.REVERSED, by=by, decision=decision)
    record(Event.PROJECT_MOVED, subject=project, by=by)


def lock(plan: Plan) -> Plan:
    """Give the plan as it is now, kept from others until the transaction ends."""
    rows = Plan.objects.select_related("project__body__network")
    return rows.select_for_update(of=("self",)).get(pk=plan.pk)


def _latest(plan: Plan) -> PlanEdition:
    return PlanEdition.objects.select_for_update(of=("self",)).filter(plan=plan)[0]


def _move(plan: Plan, state: PaperState) -> None:
    plan.state = state
    plan.version += 1
    plan.save()
