"""The results of projects for other programs.

Policy: docs/policy/projects.md#results
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.network.api.asked import asked_network
from ivz.projects.queries import results as queries
from ivz.projects.queries.results import ResultFilter, ResultRow
from ivz.projects.results import interpretation
from ivz.projects.states import Direction, ProjectState, ResultStanding
from ivz.web.api import ApiSchema, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["projects"])


class ResultAnswer(ApiSchema):
    """An indicator of a project: where it should go, how it stands and why."""

    project: Annotated[str, Field(examples=["borging-aanpak-woninginbraken"])]
    network: Annotated[str, Field(examples=["twente"])]
    state: ProjectState
    theme: Annotated[str | None, Field(description="The code of the theme.")]
    name: str
    unit: str
    direction: Direction
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_on: date | None
    is_target_day_past: bool
    value: Annotated[Decimal | None, Field(description="The last figure.")]
    measured_on: date | None
    is_provisional: bool | None
    source: str
    data_set: Annotated[str | None, Field(description="The table that it is read from.")]
    standing: ResultStanding
    reason: str
    answered_by: Annotated[str, Field(description="Who answers for reaching it, by function.")]
    is_invented: Annotated[bool, Field(description="Made up, to show how it works.")]


class ResultPage(Page[ResultAnswer]):
    """Results, with what they do not prove."""

    interpretation: str


class ResultsAsked(Paging):
    """Which results are asked."""

    network: Slug | None = None
    theme: Slug | None = None
    standing: ResultStanding | None = None


@router.get("/results", response=ResultPage, operation_id="listResults")
def results(request: Request, asked: Query[ResultsAsked]) -> dict[str, Any]:
    """List the indicators of projects as they stand today, most attention first."""
    network = asked_network(asked.network)
    chosen = ResultFilter(theme=asked.theme or "", standing=asked.standing or "")
    found = queries.results(network, chosen, actor=request.actor)
    page = paged(found.stands, asked)
    rows = queries.rows_of(found, page["items"], actor=request.actor)
    told = {"interpretation": interpretation(found.moved)}
    return page | told | {"items": [_answer(row) for row in rows]}


def _answer(row: ResultRow) -> dict[str, Any]:
    indicator, facts, latest = row.indicator, row.facts, row.latest
    return {
        "project": row.project.slug,
        "network": row.project.network.slug,
        "state": row.project.state,
        "theme": row.theme.code if row.theme else None,
        "name": indicator.name,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "baseline": facts.baseline,
        "baseline_on": facts.baseline_on,
        "target": facts.target,
        "target_on": facts.target_on,
        "is_target_day_past": row.is_past,
        "value": facts.value,
        "measured_on": facts.measured_on,
        "is_provisional": latest.is_provisional if latest else None,
        "source": latest.source if latest else indicator.source,
        "data_set": row.data_set.slug if row.data_set else None,
        "standing": row.standing,
        "reason": row.reason,
        "answered_by": row.answers,
        "is_invented": row.project.is_invented,
    }
