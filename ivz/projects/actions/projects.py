"""Opening a project, and moving it on its timeline."""

from collections.abc import Collection

from django.db import transaction
from django.utils.text import slugify

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.models import Decision
from ivz.projects.models import Assignment, Plan, PlanSection, Project, Step
from ivz.projects.states import Event, StepKind

# Addresses beside the projects that are pages of their own.
_OTHER_PAGES = {
    "verzoeken",
    "mijn",
    "focus",
    "overzicht",
    "resultaten",
    "leerpunten",
    "borging",
    "inlezen",
    "rapportage",
    "ernaast",
    "overnemen",
    "in-de-tijd",
    "weergaven",
}


@transaction.atomic
def open_project(assignment: Assignment, *, by: Actor) -> Project:
    """Open the project of an accepted assignment; its plan starts with what is known."""
    request = assignment.request
    project = Project.objects.create(
        slug=free_slug(request.title),
        body=request.body,
        theme=request.theme,
        assignment=assignment,
        title=request.title,
        summary=assignment.aim or request.problem,
        decision=request.decision,
        openness=request.openness,
        planned_openness=request.planned_openness,
        restriction=request.restriction,
        is_invented=request.is_invented,
    )
    plan = Plan.objects.create(project=project)
    for section, text in assignment.texts:
        if text:
            PlanSection.objects.create(plan=plan, section=section, text=text, written_by=by.user)
    note_step(project, StepKind.OPENED, by=by, decision=request.decision)
    record(Event.PROJECT_OPENED, subject=project, by=by)
    return project


def free_slug(title: str) -> str:
    """Give a readable address that no project has yet."""
    base = _base_of(title)
    taken = Project.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    return slug_beside(set(taken), title)


def slug_beside(taken: Collection[str], title: str) -> str:
    """Give a readable address that is not ``taken``, and no page of its own."""
    base = _base_of(title)
    candidates = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 4)))
    return next(slug for slug in candidates if slug not in taken and slug not in _OTHER_PAGES)


def _base_of(title: str) -> str:
    return slugify(title)[:70].strip("-") or "project"


def note_step(
    project: Project,
    kind: StepKind,
    *,
    by: Actor,
    decision: Decision | None = None,
    note: str = "",
) -> Step:
    """Put on the timeline what happened to a project today."""
    on = decision.decided_on if decision else by.today
    return Step.objects.create(
        project=project,
        kind=kind,
        state=project.state,
        on=on,
        decision=decision,
        note=note,
        by=by.user,
    )
