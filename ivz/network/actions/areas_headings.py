"""The headings of a table of areas: in Dutch, as people type them, or as the program has them.

Problems name a column as it stands in the file.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from ivz.tabular.reading import TableRefused

_PERIOD = {"vanaf": "valid_from", "tot": "valid_until"}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sort of table.

    Attributes:
        key: the column, as the program has it, by which the sort is known.
        label: what such a table brings in.
        headings: the Dutch headings, each with the column it stands for.
        examples: lines that show what goes into the columns.
    """

    key: str
    label: Any
    headings: Mapping[str, str]
    examples: Sequence[Sequence[str]]


SHEETS: Mapping[str, Sheet] = {
    "gebieden": Sheet(
        key="kind",
        label=_("Areas"),
        headings={
            "code": "code",
            "naam": "name",
            "soort": "kind",
            **_PERIOD,
            "andere_namen": "aliases",
        },
        examples=[["GM0153", "Enschede", "gemeente", "", "", ""]],
    ),
    "ligging": Sheet(
        key="parent",
        label=_("In which larger area an area lies"),
        headings={"gebied": "child", "ligt_in": "parent", **_PERIOD},
        examples=[["GM0153", "district-twente", "01-01-2013", ""]],
    ),
    "herindelingen": Sheet(
        key="predecessor",
        label=_("Mergers"),
        headings={
            "voorganger": "predecessor",
            "opvolger": "successor",
            "op": "on",
            "bron": "source",
            "deel": "part",
        },
        examples=[["GM0196", "GM0299", "01-01-2018", "CBS", "nee"]],
    ),
    "inwoners": Sheet(
        key="inhabitants",
        label=_("Inhabitants and dwellings"),
        headings={
            "gebied": "area",
            "op": "on",
            "inwoners": "inhabitants",
            "woningen": "dwellings",
            "bron": "source",
        },
        examples=[["GM0153", "01-01-2016", "158351", "75120", "CBS"]],
    ),
}


def header_of(content: bytes) -> Sequence[str]:
    """Give the headings on the first line of a CSV file."""
    first = content.decode("utf-8-sig", errors="replace").splitlines()[:1]
    return next(csv.reader(io.StringIO(first[0])), []) if first else []


def dutch_names(content: bytes) -> dict[str, str]:
    """Give what the Dutch headings of a table stand for; nothing where it has none.

    A table is of the sort with which it shares most headings, its key before all.
    """
    header = {name.strip().casefold() for name in header_of(content)}
    named = [
        {name: column for name, column in sheet.headings.items() if name != column}
        for sheet in SHEETS.values()
    ]
    keys = [sheet.key for sheet in SHEETS.values()]
    shared = [
        (sum(1 + 10 * (names[name] == key) for name in names.keys() & header), number)
        for number, (names, key) in enumerate(zip(named, keys, strict=True))
    ]
    most, best = max(shared)
    return named[best] if most else {}


def with_program_headings(content: bytes, names: Mapping[str, str]) -> bytes:
    """Write the first line as the program has it."""
    if not names:
        return content
    header = [name.strip().casefold() for name in header_of(content)]
    first = ",".join(names.get(name, name) for name in header)
    return b"\n".join([first.encode(), content.partition(b"\n")[2]])


def as_written(refused: TableRefused, names: Mapping[str, str]) -> TableRefused:
    """Name the columns of problems as they stand in the file."""
    if not names:
        return refused
    every = [*(sheet.headings for sheet in SHEETS.values()), names]
    written = {column: name for headings in every for name, column in headings.items()}
    refused.problems = [
        replace(problem, column=" + ".join(written.get(c, c) for c in problem.column.split(" + ")))
        for problem in refused.problems
    ]
    return refused
