"""What decisions change in a running project, and putting it back; called by decisions only.

Policy: docs/policy/projects.md#changes-by-decision
"""

from datetime import date
from typing import Any

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.models import Decision
from ivz.projects.actions.projects import note_step
from ivz.projects.models import PlanEdition, PlanSection, Project, Step
from ivz.projects.plan_text import content_of
from ivz.projects.rules import changes as rules
from ivz.projects.states import Event, ProjectState, Section, StepKind
from ivz.web.templatetags.ivz import day_date
from ivz.workflow.versions import Versioned

Kept = dict[str, Any]


def kept(project: Project) -> Kept:
    """Give what a decision can change, as JSON holds it."""
    return {
        "state": str(project.state),
        "ends_on": project.ends_on.isoformat() if project.ends_on else None,
        "priority": project.priority,
    }


def move_end(
    project: Project, decision: Decision, *, last_day: date, reason: str, by: Actor
) -> None:
    """Let a decision set another last day; a project that was being evaluated runs again."""
    rules.check_new_end(project, last_day, on=decision.decided_on)
    project.ends_on = last_day
    if project.state == ProjectState.EVALUATING:
        project.state = ProjectState.RUNNING
    note = f"{day_date(last_day)}. {reason}".strip()
    _save(project, StepKind.EXTENDED, decision, note=note, by=by)


def set_state(
    project: Project, decision: Decision, *, state: ProjectState, reason: str, by: Actor
) -> None:
    """Let a decision pause, resume or stop a project."""
    steps = {
        ProjectState.PAUSED: StepKind.PAUSED,
        ProjectState.RUNNING: StepKind.RESUMED,
        ProjectState.STOPPED: StepKind.STOPPED,
    }
    project.state = state
    _save(project, steps[state], decision, note=reason, by=by)


def reprioritise(
    project: Project, decision: Decision, *, priority: int, reason: str, by: Actor
) -> None:
    """Let a decision give a project another priority; 1 comes first."""
    rules.check_priority(project, priority)
    project.priority = priority
    _save(project, StepKind.REPRIORITISED, decision, note=f"{priority}. {reason}".strip(), by=by)


def rescope(project: Project, decision: Decision, *, scope: str, by: Actor) -> Kept:
    """Let a decision change the scope: the plan gets an edition with it, adopted at once.

    Returns:
        The scope before and the edition made, for putting it right.
    """
    rules.check_may_rescope(project)
    row = PlanSection.objects.filter(plan=project.plan, section=Section.SCOPE).first()
    before = row.text if row else ""
    row = row or PlanSection(plan=project.plan, section=Section.SCOPE, version=0)
    row.text, row.written_by = scope.strip(), by.user
    _count(row)
    edition = _adopted_edition(project, decision, reason=str(StepKind.RESCOPED.label), by=by)
    _save(project, StepKind.RESCOPED, decision, note=scope.strip(), by=by)
    return {"scope": before, "edition": edition.pk}


def _adopted_edition(
    project: Project, decision: Decision, *, reason: str, by: Actor
) -> PlanEdition:
    latest = project.plan.editions.first()
    return PlanEdition.objects.create(
        plan=project.plan,
        number=latest.number + 1 if latest else 1,
        content=content_of(project.plan, on=by.today),
        reason=reason,
        made_on=by.today,
        made_by=by.user,
        endorsed_on=decision.decided_on,
        endorsed_by=decision,
        adopted_on=decision.decided_on,
        adopted_by=decision,
    )


def put_back(project: Project, decision: Decision, *, before: Kept, by: Actor) -> None:
    """Put a project back as it stood before ``decision``, which is put right."""
    project.state = before["state"]
    project.ends_on = date.fromisoformat(before["ends_on"]) if before["ends_on"] else None
    project.priority = before["priority"]
    if "edition" in before:
        PlanEdition.objects.filter(pk=before["edition"]).delete()
        row = PlanSection.objects.get(plan=project.plan, section=Section.SCOPE)
        row.text = before["scope"]
        _count(row)
    _save(project, StepKind.REVERSED, decision, note="", by=by)


def _save(project: Project, step: StepKind, decision: Decision, *, note: str, by: Actor) -> None:
    _count(project)
    note_step(project, step, by=by, decision=decision, note=note)
    record(Event.PROJECT_MOVED, subject=project, by=by)


def _count(row: Versioned) -> None:
    row.version += 1
    row.save()


def results_discussed(project: Project, decision: Decision, *, by: Actor) -> Step:
    """Let a decision put on the timeline that a body discussed the results."""
    note = decision.body.short_name
    step = note_step(project, StepKind.RESULTS_DISCUSSED, by=by, decision=decision, note=note)
    record(Event.RESULTS_DISCUSSED, subject=project, by=by)
    return step


def take_discussion_back(project: Project, *, step_id: int, by: Actor) -> None:
    """Take off the timeline what a decision that is put right had noted there."""
    project.steps.filter(pk=step_id).delete()
    record(Event.RESULTS_DISCUSSED, subject=project, by=by)
