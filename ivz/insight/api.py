"""Figures per area and theme, for other programs; public ones without signing in; and signals.

Policy: docs/policy/figures.md
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.insight import queries
from ivz.insight.comparisons import Cell, Comparison, ThemeRow
from ivz.insight.models import DataSet, Signal
from ivz.insight.states import SignalState
from ivz.network.models import Network
from ivz.web.api import ApiSchema, NotFound, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["incidence"])


class IntervalAnswer(ApiSchema):
    """A 95 % interval, worked back from a published rate and the inhabitants."""

    lower: float
    upper: float
    is_derived: bool = True


class IncidenceAnswer(ApiSchema):
    """One figure with all that belongs to it.

    ``rank`` is computed: 1 is the lowest rate of the areas compared, equal rates share a
    rank. It is empty for the larger area. Without ``interval`` the count was not
    published and rounding would move the interval too far.
    """

    data_set: Annotated[str, Field(examples=["incidentie-2015"])]
    area: str
    area_name: str
    is_total: bool
    theme: str
    theme_name: str
    theme_field: str
    is_priority: bool
    more_is_not_worse: bool
    rate: Annotated[float | None, Field(examples=[2.79])]
    interval: IntervalAnswer | None
    rank: int | None
    rank_is_shared: bool
    published_rank: int | None
    unit: str
    per: int
    denominator: str | None
    period_from: date
    period_until: date
    source: str
    definition_version: str
    is_provisional: bool


class IncidencePage(Page[IncidenceAnswer]):
    """A part of the figures of one data set."""


class IncidenceFilter(Paging):
    """Which table of figures is asked."""

    data_set: Annotated[
        Slug | None, Field(description="Address of the data set; without it the newest one.")
    ] = None


@router.get("/incidence", response=IncidencePage, operation_id="listIncidence")
def list_incidence(request: Request, asked: Query[IncidenceFilter]) -> dict[str, Any]:
    """List the figures of one data set, per theme, with the ranks that follow from them."""
    readable = queries.data_sets_for(None, actor=request.actor)
    if asked.data_set is not None:
        readable = readable.filter(slug=asked.data_set)
    data_set = readable.first()
    if data_set is None:
        raise NotFound
    comparison = queries.comparison(data_set, request.actor)
    return paged(list(_answers(comparison)), asked)


class SignalAnswer(ApiSchema):
    """A rate above that of the larger area by more than chance explains, and what became of it.

    It proves no cause. ``ratio`` is how many times the reference the rate is.
    """

    key: str
    network: Annotated[str, Field(examples=["twente"])]
    data_set: Annotated[str, Field(examples=["incidentie-2015"])]
    title: Annotated[str, Field(description="The signal as one sentence.")]
    area: str
    area_name: str
    theme: str
    theme_name: str
    more_is_not_worse: bool
    reference: Annotated[str, Field(description="The code of the larger area.")]
    observed: Annotated[float, Field(description="The published rate.", examples=[7.61])]
    expected: Annotated[float, Field(description="That of the larger area.", examples=[6.37])]
    ratio: Annotated[float, Field(examples=[1.19])]
    unit: str
    period_from: date
    period_until: date
    is_provisional: bool
    source: str
    found_on: date
    state: SignalState
    followed_by: Annotated[str | None, Field(description="Who follows it up, by function.")]
    reason: Annotated[str, Field(description="Why nothing is done with it, or why it lapsed.")]
    handled_on: date | None


class SignalsAsked(Paging):
    """Which signals are asked."""

    network: Slug | None = None
    data_set: Slug | None = None
    state: SignalState | None = None


@router.get("/signals", response=Page[SignalAnswer], operation_id="listSignals")
def list_signals(request: Request, asked: Query[SignalsAsked]) -> dict[str, Any]:
    """List signals in figures, for whoever has a seat in the network: what waits first."""
    found = queries.signals_for(request.actor)
    if asked.network is not None:
        if not Network.objects.filter(slug=asked.network).exists():
            raise NotFound
        found = found.filter(data_set__network__slug=asked.network)
    if asked.data_set is not None:
        found = found.filter(data_set__slug=asked.data_set)
    if asked.state is not None:
        found = found.filter(state=asked.state)
    page = paged(found, asked)
    rows = queries.noted(page["items"], actor=request.actor)
    return page | {"items": [_signal(row) for row in rows]}


def _answers(comparison: Comparison) -> Iterator[dict[str, Any]]:
    about = _about(comparison.data_set)
    for row in comparison.rows:
        theme = about | _theme(row)
        for cell in row.cells:
            yield theme | _cell(cell)
        if comparison.total_area and row.total is not None:
            yield theme | {
                "area": comparison.total_area.code,
                "area_name": comparison.total_area.name,
                "is_total": True,
                "rate": row.total,
                "interval": None,
                "rank": None,
                "rank_is_shared": False,
                "published_rank": None,
            }


def _about(data_set: DataSet) -> dict[str, Any]:
    return {
        "data_set": data_set.slug,
        "unit": data_set.unit,
        "per": data_set.per,
        "denominator": data_set.denominator or None,
        "period_from": data_set.period_from,
        "period_until": data_set.period_until,
        "source": data_set.source,
        "definition_version": data_set.definition_version,
        "is_provisional": data_set.is_provisional,
    }


def _theme(row: ThemeRow) -> dict[str, Any]:
    return {
        "theme": row.theme.code,
        "theme_name": row.theme.name,
        "theme_field": row.theme.field.name,
        "is_priority": row.is_priority,
        "more_is_not_worse": row.theme.more_is_not_worse,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    interval, decimals = cell.interval, cell.data_set.decimals
    return {
        "area": cell.area.code,
        "area_name": cell.area.name,
        "is_total": False,
        "rate": cell.rate,
        "interval": interval
        and {"lower": round(interval.lower, decimals), "upper": round(interval.upper, decimals)},
        "rank": cell.rank or None,
        "rank_is_shared": cell.is_shared,
        "published_rank": cell.published_rank,
    }


def _signal(row: Signal) -> dict[str, Any]:
    table = row.data_set
    of_table = ("unit", "period_from", "period_until", "is_provisional", "source")
    own = ("key", "title", "observed", "expected", "found_on", "state", "reason", "handled_on")
    return (
        {name: getattr(row, name) for name in own}
        | {name: getattr(table, name) for name in of_table}
        | {
            "network": table.network.slug,
            "data_set": table.slug,
            "area": row.area.code,
            "area_name": row.area.name,
            "theme": row.theme.code,
            "theme_name": row.theme.name,
            "more_is_not_worse": row.theme.more_is_not_worse,
            "reference": row.reference.code,
            "ratio": round(row.ratio, 2),
            "followed_by": row.followed_by.function if row.followed_by else None,
        }
    )
