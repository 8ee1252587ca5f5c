"""The texts in which Statistics Netherlands says how municipalities came to be.

``Gemeentelijke herindeling per 01-01-2018; Begindatum voor 1830``: a text per
municipality, newest first. They tell when, not with whom: a merger itself comes in with
a file that names both areas.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from ivz.network.actions.areas_reading import AreaFile, AreaRow, Reading
from ivz.network.models.areas import AreaKind
from ivz.tabular.reading import CellRefused, Column, read_table, text

HEADER = ("gm", "naam", "herkomst")
_STEP = re.compile(
    "(?P<what>Ontstaan|Begindatum|Gemeentelijke herindeling|Naamswijziging|Provinciale wijziging)"
    r"(?: per)? (?P<day>\d{2}-\d{2}-\d{4})"
)
_BEFORE = re.compile(r"Begindatum voor \d{4}")


class Step(StrEnum):
    """What happened to a municipality on a day."""

    CREATED = "Ontstaan"
    BEGAN = "Begindatum"
    REARRANGED = "Gemeentelijke herindeling"
    RENAMED = "Naamswijziging"
    OTHER_PROVINCE = "Provinciale wijziging"


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What a text says: the steps with their days, and the pieces nobody could read."""

    steps: tuple[tuple[Step, date], ...]
    unread: tuple[str, ...]

    @property
    def begins(self) -> date | None:
        """The day it came into being, None where that is before memory or not told."""
        days = [day for step, day in self.steps if step in {Step.CREATED, Step.BEGAN}]
        return max(days, default=None)

    @property
    def rearranged(self) -> tuple[date, ...]:
        """The days on which its borders changed."""
        return tuple(day for step, day in self.steps if step is Step.REARRANGED)


def read_origin(words: str) -> Origin:
    """Take one text apart."""
    steps: list[tuple[Step, date]] = []
    unread: list[str] = []
    for piece in (piece.strip() for piece in words.split(";")):
        found = _STEP.fullmatch(piece)
        day = _day(found["day"]) if found else None
        if found and day:
            steps.append((Step(found["what"]), day))
        elif not _BEFORE.fullmatch(piece):
            unread.append(piece)
    return Origin(steps=tuple(steps), unread=tuple(unread))


def _day(words: str) -> date | None:
    try:
        return datetime.strptime(words, "%d-%m-%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def read_origins(content: bytes, reading: Reading) -> AreaFile:
    """Read the municipalities with the day each came into being."""
    columns = {
        "gm": Column(parse=_municipality_code),
        "naam": Column(parse=text),
        "herkomst": Column(parse=text),
    }
    rows = read_table(content, columns=columns, unique=["gm"])
    origins = [(row, read_origin(row["herkomst"])) for row in rows]
    areas = [
        AreaRow(
            line=row["line"],
            code=row["gm"],
            name=row["naam"],
            kind=AreaKind.MUNICIPALITY,
            valid_from=origin.begins,
            is_only_known=not reading.adds_unknown,
        )
        for row, origin in origins
    ]
    return AreaFile(areas=areas, notices=list(_notices(origins)))


def _municipality_code(value: str) -> str:
    if not re.fullmatch(r"GM\d{4}", value):
        raise CellRefused(_("the code of a municipality such as GM0141"))
    return value


def _notices(origins: list[tuple[dict[str, str], Origin]]) -> Iterable[str]:
    yield _("%(count)s texts read.") % {"count": len(origins)}
    for row, origin in origins:
        for piece in origin.unread:
            yield _("Line %(line)s, %(name)s: not understood, so left out: “%(words)s”") % {
                "line": row["line"],
                "name": row["naam"],
                "words": piece,
            }
