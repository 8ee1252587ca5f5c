"""Theme weeks for other programs.

Policy: docs/policy/events.md#theme-weeks
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.events import queries
from ivz.events.models import ThemeWeek
from ivz.network.api.asked import asked_network
from ivz.web.api import ApiSchema, NotFound, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["events"])


class ThemeWeekAnswer(ApiSchema):
    """Days in which every municipality of a network does something on one theme."""

    key: str
    network: Annotated[str, Field(examples=["twente"])]
    title: str
    theme: Annotated[str | None, Field(description="The code of the theme.")]
    starts_on: date
    ends_on: date
    closes_on: Annotated[date, Field(description="The last day to announce activities.")]
    cancelled_on: date | None
    cancelled_why: str


class WeekMunicipalityAnswer(ApiSchema):
    """A municipality in a theme week, as far as you may read what it organises."""

    code: Annotated[str, Field(examples=["GM0141"])]
    name: str
    activities: Annotated[list[str], Field(description="Titles of the activities that count.")]


class WholeThemeWeekAnswer(ThemeWeekAnswer):
    """A theme week with its municipalities; what you may not read does not count."""

    with_activity: int
    municipalities: list[WeekMunicipalityAnswer]


class ThemeWeeksAsked(Paging):
    """Of which network."""

    network: Slug | None = None


@router.get("/theme-weeks", response=Page[ThemeWeekAnswer], operation_id="listThemeWeeks")
def theme_weeks(request: Request, asked: Query[ThemeWeeksAsked]) -> dict[str, Any]:
    """List the theme weeks of your networks, the latest first."""
    found = ThemeWeek.objects.visible_to(request.actor).select_related("network", "theme")
    network = asked_network(asked.network)
    if network is not None:
        found = found.filter(network=network)
    page = paged(found, asked)
    return page | {"items": [_answer(row) for row in page["items"]]}


@router.get("/theme-weeks/{slug:week}", response=WholeThemeWeekAnswer, operation_id="getThemeWeek")
def theme_week(request: Request, week: Slug) -> dict[str, Any]:
    """Give a theme week with the activities of each municipality."""
    known = ThemeWeek.objects.visible_to(request.actor)
    row = known.select_related("network__area", "theme").filter(key=week).first()
    if row is None:
        raise NotFound
    overview = queries.week_overview(row, actor=request.actor)
    return _answer(row) | {
        "with_activity": len(overview.counted),
        "municipalities": [
            {
                "code": one.area.code,
                "name": one.area.name,
                "activities": [each.title for each in one.activities],
            }
            for one in overview.municipalities
        ],
    }


def _answer(row: ThemeWeek) -> dict[str, Any]:
    names = ("key", "title", "starts_on", "ends_on", "cancelled_on", "cancelled_why")
    return {name: getattr(row, name) for name in names} | {
        "network": row.network.slug,
        "theme": row.theme.code if row.theme else None,
        "closes_on": row.last_day_to_announce,
    }
