"""Projects as they stand, and what happened to each.

People stand by function. A decision is named only where it is open to whoever asks.
Policy: docs/policy/projects.md
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.accounts.actors import Actor
from ivz.network.api.asked import asked_network
from ivz.projects.answering import answerer
from ivz.projects.models import Project
from ivz.projects.queries import portfolio as queries
from ivz.projects.queries.evaluations import outcome_of
from ivz.projects.queries.figures import figures_of
from ivz.projects.queries.portfolio import Chosen, Place, PortfolioRow
from ivz.projects.queries.steps import Moment, timeline
from ivz.projects.states import Aspect, LightColour, ProjectKind, ProjectState
from ivz.web.api import ApiSchema, DatedPaging, NotFound, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["projects"])


class LightAnswer(ApiSchema):
    """How one aspect stood in the latest report, and why."""

    aspect: Aspect
    colour: LightColour
    reason: str


class NextDecisionAnswer(ApiSchema):
    """The decision a project waits for, as it stands on an agenda."""

    question: str
    body: str
    day: date


class ProjectAnswer(ApiSchema):
    """A piece of work for a network, as it stands today."""

    slug: Annotated[str, Field(examples=["borging-aanpak-woninginbraken"])]
    network: Annotated[str, Field(examples=["twente"])]
    title: str
    summary: str
    kind: ProjectKind
    state: ProjectState
    theme: Annotated[str | None, Field(description="The code of the theme.")]
    holder: Annotated[str | None, Field(description="The portfolio holder, by function.")]
    leader: Annotated[str | None, Field(description="The project leader, by function.")]
    led_by: Annotated[str | None, Field(description="The partner that leads it, if one does.")]
    starts_on: date | None
    ends_on: date | None
    priority: Annotated[
        int | None, Field(description="As the deciding body ranked it today; 1 comes first.")
    ]
    lights: list[LightAnswer]
    reported_on: date | None
    is_report_overdue: bool
    next_decision: NextDecisionAnswer | None
    hours_asked: Annotated[Decimal | None, Field(description="A week, says the assignment.")]
    hours_promised: Annotated[Decimal, Field(description="A week, by the project group.")]
    hours_owed: Annotated[
        Decimal | None, Field(description="Promised from its first day until now; as far as known.")
    ]
    hours_delivered: Annotated[Decimal, Field(description="In all, as far as you may know.")]
    is_invented: Annotated[bool, Field(description="Made up, to show how it works.")]


class FigureAnswer(ApiSchema):
    """What an indicator was on a day."""

    day: date
    value: Decimal
    source: str
    is_provisional: bool
    data_set: Annotated[str | None, Field(description="The table that it was read from.")]


class IndicatorAnswer(ApiSchema):
    """What a project is measured on."""

    name: str
    unit: str
    source: str
    baseline: Decimal | None
    target: Decimal | None
    target_on: date | None
    answered_by: Annotated[str, Field(description="Who answers for reaching it, by function.")]
    figures: list[FigureAnswer]


class MilestoneAnswer(ApiSchema):
    """What should be ready on a day, and when it was."""

    title: str
    due_on: date
    done_on: date | None


class ProjectDetail(ProjectAnswer):
    """A project with what it is measured on, its milestones and outcome, and its parts."""

    part_of: Annotated[str | None, Field(description="The slug of the whole.")]
    parts: Annotated[list[str], Field(description="The slugs of the parts.")]
    outcome: Annotated[
        str, Field(description="What was reached and why, as the adopted evaluation says.")
    ]
    indicators: list[IndicatorAnswer]
    milestones: list[MilestoneAnswer]


class MomentAnswer(ApiSchema):
    """Something that happened to a project, or is planned, in a sentence."""

    day: date
    kind: Annotated[str, Field(examples=["decided", "reported", "noted", "planned"])]
    text: str
    notes: list[str]
    decision: Annotated[str | None, Field(description="The reference, where that is open to you.")]


class ProjectFilter(DatedPaging):
    """Which projects are asked."""

    network: Slug | None = None
    theme: Annotated[Slug | None, Field(description="The code of a theme.")] = None
    kind: ProjectKind | None = None
    state: ProjectState | None = None
    light: Annotated[
        LightColour | None, Field(description="With this light in the latest report.")
    ] = None


@router.get("/projects", response=Page[ProjectAnswer], operation_id="listProjects")
def projects(request: Request, asked: Query[ProjectFilter]) -> dict[str, Any]:
    """List projects, those that ask most attention first; also those that are over."""
    network = asked_network(asked.network)
    chosen = Chosen(
        theme=asked.theme or "",
        kind=asked.kind or "",
        phase=asked.state or "all",
        light=asked.light or "",
        with_standing=True,
    )
    found = queries.portfolio(network, chosen, actor=request.actor, on=asked.as_of)
    page = paged(found.stands, asked)
    rows = queries.rows_of(page["items"], actor=request.actor, on=asked.as_of)
    return page | {"items": [_project(row) for row in rows]}


@router.get("/projects/{slug:slug}", response=ProjectDetail, operation_id="getProject")
def project(request: Request, slug: Slug) -> dict[str, Any]:
    """Give a project with its figures."""
    found = _project_or_not_found(slug, actor=request.actor)
    stands = queries.only(found, actor=request.actor).stands
    [row] = queries.rows_of(stands, actor=request.actor)
    parts = Project.objects.visible_to(request.actor).filter(parent=found).order_by("slug")
    whole = Project.objects.visible_to(request.actor).filter(pk=found.parent_id or 0).first()
    return _project(row) | {
        "part_of": whole.slug if whole else None,
        "parts": [part.slug for part in parts],
        "outcome": outcome_of(found),
        "milestones": list(found.milestones.values("title", "due_on", "done_on")),
        "indicators": [
            {
                "name": each.indicator.name,
                "unit": each.indicator.unit,
                "source": each.indicator.source,
                "baseline": each.baseline,
                "target": each.indicator.target,
                "target_on": each.indicator.target_on,
                "answered_by": answerer(each.indicator, on=request.actor.today),
                "figures": [
                    {
                        "day": figure.on,
                        "value": figure.value,
                        "source": figure.source,
                        "is_provisional": figure.is_provisional,
                        "data_set": figure.data_set.slug if figure.data_set else None,
                    }
                    for figure in each.measured
                ],
            }
            for each in figures_of(found, actor=request.actor)
        ],
    }


@router.get(
    "/projects/{slug:slug}/timeline",
    response=Page[MomentAnswer],
    operation_id="listProjectTimeline",
)
def project_timeline(request: Request, slug: Slug, asked: Query[Paging]) -> dict[str, Any]:
    """List what happened to a project and what is planned, newest first."""
    found = _project_or_not_found(slug, actor=request.actor)
    moments = timeline(found, actor=request.actor)
    page = paged(moments, asked)
    return page | {"items": [_moment(moment) for moment in page["items"]]}


def _project_or_not_found(slug: str, *, actor: Actor) -> Project:
    rows = Project.objects.visible_to(actor).select_related("body__network", "plan", "evaluation")
    found = rows.filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def _project(row: PortfolioRow) -> dict[str, Any]:
    found, awaited = row.project, row.next_decision
    return {
        "slug": found.slug,
        "network": found.network.slug,
        "title": found.title,
        "summary": found.summary,
        "kind": found.kind,
        "state": row.phase,
        "theme": found.theme.code if found.theme else None,
        "holder": _function(row.holder),
        "leader": _function(row.leader),
        "led_by": found.led_by.name if found.led_by else None,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "priority": row.priority,
        "lights": [
            {"aspect": aspect, "colour": light.colour, "reason": light.reason}
            for aspect, light in row.aspects
            if light
        ],
        "reported_on": row.reported_on,
        "is_report_overdue": row.is_report_due,
        "next_decision": {
            "question": awaited.question,
            "body": awaited.body,
            "day": awaited.on,
        }
        if awaited
        else None,
        "hours_asked": row.asked,
        "hours_promised": row.promised,
        "hours_owed": row.owed,
        "hours_delivered": row.delivered,
        "is_invented": found.is_invented,
    }


def _function(place: Place | None) -> str | None:
    return (place.function or None) if place else None


def _moment(moment: Moment) -> dict[str, Any]:
    return {
        "day": moment.on,
        "kind": moment.kind,
        "text": moment.told,
        "notes": list(moment.notes),
        "decision": moment.reference or None if moment.by_decision else None,
    }
