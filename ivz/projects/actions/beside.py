"""Opening work that did not come through intake: sidelines, pilots, standing tasks and more.

Policy: docs/policy/projects.md#beside-intake
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.network.models import Network, Organisation, Theme
from ivz.projects.actions.projects import free_slug, note_step
from ivz.projects.models import Plan, Project
from ivz.projects.rules.beside import check_may_open
from ivz.projects.rules.requests import commissioning_body
from ivz.projects.states import Event, ProjectKind, ProjectState, StepKind

# The Platform follows these; it neither plans nor reports them.
WITHOUT_PLAN = {ProjectKind.SIDELINE, ProjectKind.PARTNER_LED, ProjectKind.STANDING}


@dataclass(frozen=True, kw_only=True)
class WorkDetails:
    """What is done, of which kind, part of what, led by or shared with whom, and since when.

    ``origin`` says where it was asked for when no decision here does. ``is_under_way`` holds
    where the work goes on already.
    """

    title: str
    kind: ProjectKind
    summary: str = ""
    theme: Theme | None = None
    parent: Project | None = None
    led_by: Organisation | None = None
    shared_with: Organisation | None = None
    decision: Decision | None = None
    origin: str = ""
    starts_on: date | None = None
    openness: Openness = Openness.NETWORK
    is_invented: bool = False


@transaction.atomic
def open_work(
    network: Network, details: WorkDetails, *, is_under_way: bool = False, by: Actor
) -> Project:
    """Put work on the portfolio that did not come through intake."""
    has_plan = details.kind not in WITHOUT_PLAN
    project = Project(
        body=commissioning_body(network),
        slug=free_slug(details.title),
        planned_openness=details.openness,
        **vars(details),
    )
    if is_under_way or not has_plan:
        project.state = ProjectState.RUNNING
    check_may_open(project, by=by)
    project.save()
    if has_plan:
        Plan.objects.create(project=project)
    note_step(project, StepKind.OPENED, by=by, decision=details.decision, note=details.origin)
    record(Event.PROJECT_OPENED, subject=project, by=by)
    return project
