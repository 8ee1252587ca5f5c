"""Areas as of a day, for other programs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.network.models import Area, AreaLink, AreaPopulation, AreaSuccession, in_force
from ivz.network.models.areas import AreaKind
from ivz.network.queries import areas_pages as queries
from ivz.web.api import ApiSchema, DatedPaging, Page, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["areas"])


class AreaReference(ApiSchema):
    """Another area, by code."""

    code: Annotated[str, Field(examples=["district-twente"])]
    name: str
    kind: AreaKind


class SuccessionAnswer(ApiSchema):
    """An area that took over this one, or was taken over by it, on a day."""

    code: Annotated[str, Field(examples=["GM1960"])]
    name: str
    on: date
    source: str


class InhabitantsAnswer(ApiSchema):
    """The number of inhabitants counted nearest to the day, within the same borders."""

    inhabitants: int
    dwellings: int | None
    on: date
    source: str


class AreaAnswer(ApiSchema):
    """An area as it was on the day asked."""

    code: Annotated[str, Field(examples=["GM0141"])]
    name: str
    kind: AreaKind
    valid_from: date | None
    valid_until: Annotated[
        date | None, Field(description="The first day on which the area is no longer there.")
    ]
    parents: Annotated[list[AreaReference], Field(description="The areas it lies in directly.")]
    inhabitants: InhabitantsAnswer | None
    predecessors: list[SuccessionAnswer]
    successors: list[SuccessionAnswer]


class AreaPage(Page[AreaAnswer]):
    """A part of the areas."""


class AreaFilter(DatedPaging):
    """Which areas are asked."""

    kind: Annotated[AreaKind | None, Field(description="Only areas of this kind.")] = None
    within: Annotated[
        Slug | None, Field(description="Only areas that lie in the area with this code.")
    ] = None


@router.get("/areas", response=AreaPage, operation_id="listAreas")
def list_areas(request: Request, asked: Query[AreaFilter]) -> dict[str, Any]:
    """List the areas in force on a day, by code."""
    on = asked.as_of or request.actor.today
    page = paged(queries.listed(kind=asked.kind, within=asked.within, on=on), asked)
    page["items"] = _answers(page["items"], on=on)
    return page


def _answers(areas: list[Area], *, on: date) -> list[dict[str, Any]]:
    keys = [area.pk for area in areas]
    parents: dict[int, list[Area]] = defaultdict(list)
    links = AreaLink.objects.filter(in_force(on), area_id__in=keys).select_related("parent")
    for link in links.order_by("parent__code"):
        parents[link.area_id].append(link.parent)
    successions, numbers = queries.Successions(), queries.populations_of(keys)
    return [
        {
            "code": area.code,
            "name": area.name,
            "kind": area.kind,
            "valid_from": area.valid_from,
            "valid_until": area.valid_until,
            "parents": parents[area.pk],
            "inhabitants": _number(successions.nearest(numbers[area.pk], area_id=area.pk, day=on)),
            "predecessors": _others(
                (row, row.predecessor) for row in successions.rows if row.successor_id == area.pk
            ),
            "successors": _others(
                (row, row.successor) for row in successions.rows if row.predecessor_id == area.pk
            ),
        }
        for area in areas
    ]


def _number(counted: AreaPopulation | None) -> dict[str, Any] | None:
    if counted is None:
        return None
    return {
        "inhabitants": counted.inhabitants,
        "dwellings": counted.dwellings,
        "on": counted.on,
        "source": counted.source,
    }


def _others(rows: Iterable[tuple[AreaSuccession, Area]]) -> list[dict[str, Any]]:
    return [
        {"code": other.code, "name": other.name, "on": row.on, "source": row.source}
        for row, other in rows
    ]
