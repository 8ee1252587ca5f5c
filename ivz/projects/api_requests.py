"""Requests for projects and what became of them; who asked stands by function.

Policy: docs/policy/projects.md#intake
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.network.api.asked import asked_network
from ivz.projects.models import Project
from ivz.projects.models import Request as ProjectRequest
from ivz.projects.queries.requests import shown
from ivz.projects.states import RequesterKind, RequestState
from ivz.web.api import ApiSchema, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["projects"])


class RequestAnswer(ApiSchema):
    """That somebody asked for a project, and what was answered."""

    key: Annotated[str, Field(examples=["0f3a9c5d7e1b2468"])]
    network: Annotated[str, Field(examples=["twente"])]
    title: str
    problem: str
    theme: Annotated[str | None, Field(description="The code of the theme.")]
    requester_kind: RequesterKind
    requester: Annotated[str | None, Field(description="Who asked, by function.")]
    organisation: Annotated[str | None, Field(description="On whose behalf.")]
    state: RequestState
    submitted_on: date
    answered_on: date | None
    answer: Annotated[str, Field(description="The reason; empty while it is considered.")]
    project: Annotated[str | None, Field(description="The slug, where it is open to you.")]
    is_invented: Annotated[bool, Field(description="Made up, to show how it works.")]


class RequestFilter(Paging):
    """Which requests are asked."""

    network: Slug | None = None
    theme: Annotated[Slug | None, Field(description="The code of a theme.")] = None
    state: RequestState | None = None


@router.get("/requests", response=Page[RequestAnswer], operation_id="listRequests")
def requests(request: Request, asked: Query[RequestFilter]) -> dict[str, Any]:
    """List requests for projects, the newest first."""
    network = asked_network(asked.network)
    found = shown(request.actor).order_by("-submitted_on", "-pk")
    if network is not None:
        found = found.filter(body__network=network)
    if asked.theme is not None:
        found = found.filter(theme__code=asked.theme)
    if asked.state is not None:
        found = found.filter(state=asked.state)
    page = paged(found, asked)
    became = Project.objects.visible_to(request.actor).filter(
        assignment__request__in=[row.pk for row in page["items"]]
    )
    projects = {
        each.assignment.request_id: each.slug
        for each in became.select_related("assignment")
        if each.assignment
    }
    return page | {"items": [_answer(row, projects.get(row.pk)) for row in page["items"]]}


def _answer(row: ProjectRequest, project: str | None) -> dict[str, Any]:
    return {
        "key": row.key,
        "network": row.network.slug,
        "title": row.title,
        "problem": row.problem,
        "theme": row.theme.code if row.theme else None,
        "requester_kind": row.requester_kind,
        "requester": row.requester.function if row.requester else None,
        "organisation": row.organisation.name if row.organisation else None,
        "state": row.state,
        "submitted_on": row.submitted_on,
        "answered_on": row.answered_on,
        "answer": row.answer,
        "project": project,
        "is_invented": row.is_invented,
    }
