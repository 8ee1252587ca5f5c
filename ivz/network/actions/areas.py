"""Bringing in areas, the larger areas they lie in, and their inhabitants."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.network.models import Area, AreaLink, AreaPopulation
from ivz.network.models.areas import AreaKind
from ivz.network.states import Event
from ivz.tabular.reading import CellRefused, Column, one_of, read_table, text, whole_number


def iso_date(value: str) -> date:
    """Read a date such as 2017-01-01."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise CellRefused(
            _("a date such as 2017-01-01, not “%(value)s”") % {"value": value}
        ) from None


AREA_COLUMNS = {
    "code": Column(parse=text),
    "name": Column(parse=text),
    "kind": Column(parse=one_of({kind.value: kind for kind in AreaKind}, what=_("a kind"))),
    "valid_from": Column(parse=iso_date, is_required=False),
    "valid_until": Column(parse=iso_date, is_required=False),
    "aliases": Column(parse=text, is_required=False),
    "origin": Column(parse=text, is_required=False),
}


def _known_area() -> Callable[[str], Area]:
    areas = {area.code: area for area in Area.objects.all()}
    return one_of(areas, what=_("the code of an area"))


@transaction.atomic
def import_areas(content: bytes, *, by: Actor) -> int:
    """Add the areas of a CSV file that are not known yet, and give how many were added.

    Columns: ``AREA_COLUMNS``; aliases are separated by ``|``. Known codes stay as they are.
    """
    rows = read_table(content, columns=AREA_COLUMNS, unique=["code"])
    known = set(Area.objects.values_list("code", flat=True))
    new = [_area_of(row) for row in rows if row["code"] not in known]
    Area.objects.bulk_create(new)
    if new:
        record(Event.AREAS_IMPORTED, subject=new[0], by=by)
    return len(new)


def _area_of(row: dict[str, Any]) -> Area:
    return Area(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        aliases="\n".join((row["aliases"] or "").split("|")),
    )


@transaction.atomic
def import_area_links(content: bytes) -> int:
    """Add in which larger area each area lies; columns child, parent, valid_from, valid_until."""
    area = Column(parse=_known_area())
    columns = {
        "child": area,
        "parent": area,
        "valid_from": Column(parse=iso_date, is_required=False),
        "valid_until": Column(parse=iso_date, is_required=False),
    }
    rows = read_table(content, columns=columns, unique=["child", "parent", "valid_from"])
    links = [
        AreaLink(
            area=row["child"],
            parent=row["parent"],
            valid_from=row["valid_from"],
            valid_until=row["valid_until"],
        )
        for row in rows
    ]
    AreaLink.objects.bulk_create(links)
    return len(links)


@transaction.atomic
def import_populations(content: bytes) -> int:
    """Add inhabitants per area and day; columns area, on, inhabitants, source."""
    columns = {
        "area": Column(parse=_known_area()),
        "on": Column(parse=iso_date),
        "inhabitants": Column(parse=whole_number),
        "source": Column(parse=text),
    }
    rows = read_table(content, columns=columns, unique=["area", "on"])
    for row in rows:
        row.pop("line")
    AreaPopulation.objects.bulk_create(AreaPopulation(**row) for row in rows)
    return len(rows)
