"""What is known of themes, and what is missing, for other programs.

Policy: docs/policy/information-position.md
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.insight.api import IntervalAnswer
from ivz.insight.known_figures import KnownFigure
from ivz.network.api.asked import asked_network, asked_theme
from ivz.position import queries
from ivz.position.queries import ThemeRow
from ivz.position.states import GapKind
from ivz.web.api import ApiSchema, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["themes"])


class NewestFigure(ApiSchema):
    """The newest figure of a theme for the whole network, with all that belongs to it."""

    data_set: Annotated[str, Field(examples=["incidentie-2015"])]
    rate: Annotated[Decimal | None, Field(description="Null where only municipalities have one.")]
    interval: IntervalAnswer | None
    unit: str
    denominator: str | None
    period_from: date
    period_until: date
    source: str
    is_provisional: bool


class GapAnswer(ApiSchema):
    """Something that is missing, and why that is said."""

    kind: GapKind
    text: str


class ThemeKnownAnswer(ApiSchema):
    """What is known of a theme in a network, as far as you may read it."""

    theme: Annotated[str, Field(examples=["woninginbraken"])]
    name: str
    holder: Annotated[str | None, Field(description="The portfolio holder, by function.")]
    figure: NewestFigure | None
    priority_of: Annotated[int, Field(description="So many municipalities.")]
    municipalities: int
    projects_at_work: int
    projects_ended: int
    indicators: int
    lessons: int
    developments: int
    papers: Annotated[int, Field(description="Memos of learning tables and results of research.")]
    gaps: list[GapAnswer]


class KnownAsked(Paging):
    """Of which network, and which themes."""

    network: Annotated[Slug, Field(examples=["twente"])]
    theme: Slug | None = None
    gap: GapKind | None = None


@router.get(
    "/information-position", response=Page[ThemeKnownAnswer], operation_id="listThemesKnown"
)
def themes_known(request: Request, asked: Query[KnownAsked]) -> dict[str, Any]:
    """List what is known of each theme in use, what is missing first."""
    network, theme = asked_network(asked.network), asked_theme(asked.theme)
    assert network is not None  # noqa: S101 asked_network gives one where one is named
    rows = queries.themes_known(network, actor=request.actor, kind=asked.gap or "")
    page = paged([row for row in rows if theme is None or row.theme == theme], asked)
    return page | {"items": [_answer(row) for row in page["items"]]}


def _answer(row: ThemeRow) -> dict[str, Any]:
    return {
        "theme": row.theme.code,
        "name": row.theme.name,
        "holder": row.holder or None,
        "figure": _figure(row.figure) if row.figure else None,
        "priority_of": row.known.plays_in,
        "municipalities": row.known.municipalities,
        "projects_at_work": row.known.under_way,
        "projects_ended": row.ended,
        "indicators": row.indicators,
        "lessons": row.lessons,
        "developments": row.developments,
        "papers": row.papers,
        "gaps": [{"kind": gap.kind, "text": gap.told} for gap in row.gaps],
    }


def _figure(figure: KnownFigure) -> dict[str, Any]:
    table, interval = figure.data_set, figure.interval
    return {
        "data_set": table.slug,
        "rate": figure.rate,
        "interval": interval
        and {
            "lower": round(interval.lower, table.decimals),
            "upper": round(interval.upper, table.decimals),
        },
        "unit": table.unit,
        "denominator": table.denominator or None,
        "period_from": table.period_from,
        "period_until": table.period_until,
        "source": table.source,
        "is_provisional": table.is_provisional,
    }
