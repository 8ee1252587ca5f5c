"""What plays in which municipality as of a day, and in how many."""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.portfolios.api.portfolios import (
    NetworkSlug,
    ThemeReference,
    network_or_not_found,
    theme_or_not_found,
    theme_reference,
)
from ivz.portfolios.models import Priority
from ivz.portfolios.queries import priorities as queries
from ivz.portfolios.queries.priorities import ThemeColumn
from ivz.web.api import ApiSchema, DatedPaging, Page, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["priorities"])


class PriorityAnswer(ApiSchema):
    """That a municipality put a theme first, and the document that says so."""

    municipality: Annotated[str, Field(examples=["GM0141"])]
    municipality_name: str
    theme: ThemeReference
    source: str
    valid_from: date | None
    valid_until: Annotated[
        date | None, Field(description="The first day on which it no longer holds.")
    ]
    is_invented: bool


class PriorityFilter(DatedPaging):
    """Which priorities are asked."""

    network: NetworkSlug | None = None
    theme: Annotated[
        Slug | None, Field(description="The code of a theme, or another name it has.")
    ] = None
    municipality: Annotated[Slug | None, Field(examples=["GM0141"])] = None


@router.get("/priorities", response=Page[PriorityAnswer], operation_id="listPriorities")
def priorities(request: Request, asked: Query[PriorityFilter]) -> dict[str, Any]:
    """List which municipality put which theme first on a day."""
    on = asked.as_of or request.actor.today
    rows = queries.all_priorities_on(on)
    if asked.network is not None:
        rows = queries.priorities_on(network_or_not_found(asked.network), on=on)
    if asked.theme is not None:
        rows = rows.filter(theme=theme_or_not_found(asked.theme))
    if asked.municipality is not None:
        rows = rows.filter(municipality__code=asked.municipality)
    page = paged(rows, asked)
    return page | {"items": [_priority(row) for row in page["items"]]}


def _priority(row: Priority) -> dict[str, Any]:
    return {
        "municipality": row.municipality.code,
        "municipality_name": row.municipality.name,
        "theme": theme_reference(row.theme),
        "source": row.source,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "is_invented": row.is_invented,
    }


class FrequencyFilter(DatedPaging):
    """In how many municipalities a theme has to play."""

    network: NetworkSlug
    at_least: Annotated[int, Field(ge=1, le=999, examples=[7])] = 7


class FrequencyAnswer(ApiSchema):
    """A theme, and the municipalities in which it plays, by code."""

    theme: ThemeReference
    count: int
    municipalities: list[str]
    sources: list[str]


@router.get("/priority-counts", response=Page[FrequencyAnswer], operation_id="listPriorityCounts")
def priority_counts(request: Request, asked: Query[FrequencyFilter]) -> dict[str, Any]:
    """List the themes that play in at least so many municipalities, the most frequent first."""
    network = network_or_not_found(asked.network)
    on = asked.as_of or request.actor.today
    page = paged(queries.frequent(network, on=on, at_least=asked.at_least), asked)
    return page | {"items": [_frequency(column) for column in page["items"]]}


def _frequency(column: ThemeColumn) -> dict[str, Any]:
    return {
        "theme": theme_reference(column.theme),
        "count": column.count,
        "municipalities": [row.municipality.code for row in column.priorities],
        "sources": sorted({row.source for row in column.priorities}),
    }
