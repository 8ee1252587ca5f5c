"""Reading what a file says about areas: CSV, GeoJSON or TopoJSON, told apart by what is in it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ivz.network.models.areas import AreaKind
from ivz.tabular.reading import (
    CellRefused,
    Column,
    Problem,
    TableRefused,
    one_of,
    read_table,
    text,
    whole_number,
)

NAME_LENGTH = 120
_CODE_PATTERN = re.compile("[-A-Za-z0-9_]+")
CODE_LENGTH = 40


def iso_date(value: str) -> date:
    """Read a date such as 2017-01-01, or 01-01-2017 as people write it."""
    for pattern in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(value, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise CellRefused(
        _("a date such as 01-01-2017 or 2017-01-01, not “%(value)s”") % {"value": value}
    )


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """What a file says of an area; what it leaves open is None and stays as it is."""

    line: int
    code: str
    name: str
    kind: str
    valid_from: date | None = None
    valid_until: date | None = None
    aliases: tuple[str, ...] = ()
    is_only_known: bool = False


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """In which larger area an area lies; ``is_fitted`` lets it last as long as both do."""

    line: int
    child: str
    parent: str
    valid_from: date | None = None
    valid_until: date | None = None
    is_fitted: bool = False


@dataclass(frozen=True, kw_only=True)
class PopulationRow:
    """Inhabitants and dwellings on a day."""

    line: int
    area: str
    on: date
    inhabitants: int
    dwellings: int | None
    source: str


@dataclass(frozen=True, kw_only=True)
class SuccessionRow:
    """That one area took over another; of a part of it, the predecessor lasts."""

    line: int
    predecessor: str
    successor: str
    on: date
    source: str
    is_part: bool


@dataclass(frozen=True, kw_only=True)
class OutlineRow:
    """The outline of an area, as GeoJSON."""

    line: int
    area: str
    geometry: Mapping[str, Any]
    source: str


@dataclass(kw_only=True)
class AreaFile:
    """Everything a file says; ``notices`` is what whoever imports should know.

    ``headings`` gives what its Dutch headings stand for.
    """

    areas: list[AreaRow] = field(default_factory=list)
    links: list[LinkRow] = field(default_factory=list)
    populations: list[PopulationRow] = field(default_factory=list)
    successions: list[SuccessionRow] = field(default_factory=list)
    outlines: list[OutlineRow] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How to read a file.

    Attributes:
        source: where it comes from, kept with numbers and outlines.
        on: the day its numbers of inhabitants hold for, where the file does not say.
        adds_unknown: whether the texts of mergers may add municipalities.
    """

    source: str
    on: date | None = None
    adds_unknown: bool = False


def _within(length: int) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if len(value) > length:
            raise CellRefused(_("at most %(count)s characters") % {"count": length})
        return value

    return parse


def _code(value: str) -> str:
    if len(value) > CODE_LENGTH or not _CODE_PATTERN.fullmatch(value):
        raise CellRefused(_("a code of at most 40 letters, digits, - and _"))
    return value


def _kind(value: str) -> AreaKind:
    """Read a kind in the words of the program or of the screen."""
    known = {str(name).casefold(): kind for kind in AreaKind for name in (kind.value, kind.label)}
    if value.casefold() in known:
        return known[value.casefold()]
    expected = _("one of the kinds %(kinds)s, not “%(value)s”")
    kinds = ", ".join(str(kind.label).lower() for kind in AreaKind)
    raise CellRefused(expected % {"kinds": kinds, "value": value[:40]})


_PARTS = {"yes": True, "no": False, "ja": True, "nee": False}
_CODE = Column(parse=_code)
_DAY = Column(parse=iso_date)
_FROM_UNTIL = {
    "valid_from": Column(parse=iso_date, is_required=False),
    "valid_until": Column(parse=iso_date, is_required=False),
}


def area_columns() -> dict[str, Column]:
    """Give the columns of a file of areas."""
    return {
        "code": _CODE,
        "name": Column(parse=_within(NAME_LENGTH)),
        "kind": Column(parse=_kind),
        **_FROM_UNTIL,
        "aliases": Column(parse=text, is_required=False),
        "origin": Column(parse=text, is_required=False),
    }


def read_areas(content: bytes) -> list[AreaRow]:
    """Read areas; aliases are separated by ``|``."""
    rows = read_table(content, columns=area_columns(), unique=["code"])
    return [
        AreaRow(
            line=row["line"],
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            valid_from=row["valid_from"],
            valid_until=row["valid_until"],
            aliases=tuple(filter(None, (row["aliases"] or "").split("|"))),
        )
        for row in rows
    ]


def read_links(content: bytes) -> list[LinkRow]:
    """Read in which larger area each area lies."""
    columns = {"child": _CODE, "parent": _CODE, **_FROM_UNTIL}
    rows = read_table(content, columns=columns, unique=["child", "parent", "valid_from"])
    return [LinkRow(**row) for row in rows]


def read_populations(content: bytes) -> list[PopulationRow]:
    """Read inhabitants, and dwellings where known, per area and day."""
    columns = {
        "area": _CODE,
        "on": _DAY,
        "inhabitants": Column(parse=_some),
        "dwellings": Column(parse=whole_number, is_required=False),
        "source": Column(parse=_within(200)),
    }
    rows = read_table(content, columns=columns, unique=["area", "on"])
    return [PopulationRow(**row) for row in rows]


def _some(value: str) -> int:
    number = whole_number(value)
    if number == 0:
        raise CellRefused(_("more than zero; leave the line out where nobody lives"))
    return number


def read_successions(content: bytes) -> list[SuccessionRow]:
    """Read which area took over which; ``part`` is yes where the predecessor lasts."""
    columns = {
        "predecessor": _CODE,
        "successor": _CODE,
        "on": _DAY,
        "source": Column(parse=_within(200), is_required=False),
        "part": Column(parse=one_of(_PARTS, what=_("yes or no")), is_required=False),
    }
    rows = read_table(content, columns=columns, unique=["predecessor", "successor", "on"])
    return [
        SuccessionRow(
            line=row["line"],
            predecessor=row["predecessor"],
            successor=row["successor"],
            on=row["on"],
            source=row["source"] or "",
            is_part=bool(row["part"]),
        )
        for row in rows
    ]


def read_json(content: bytes) -> dict[str, Any]:
    """Read a JSON object, or say on which line it is broken."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise _unreadable(error.lineno, str(error.colno), error.msg) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(line, "-", _("text in UTF-8")) from None
    except RecursionError:
        raise _unreadable(1, "-", _("nested too deep")) from None
    if not isinstance(found, dict):
        raise _unreadable(1, "1", _("an object"))
    return found


def _unreadable(line: int, column: str, why: str) -> TableRefused:
    expected = _("readable JSON (%(error)s)") % {"error": why}
    return TableRefused([Problem(line=line, column=column, expected=expected)])
