"""Saying what an import of areas changes, in words."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext as _

from ivz.network.field_names import LABELS, shown_date
from ivz.network.models import Area, AreaLink, AreaPopulation, AreaSuccession
from ivz.network.rules.areas import Loss
from ivz.workflow.changes import Snapshot, snapshot

SHOWN = 25
_DAYS = {"valid_from", "valid_until"}


@dataclass(frozen=True, kw_only=True)
class Sort:
    """Everything of one sort that changes; ``shown`` are the first ones."""

    heading: str
    lines: Sequence[str]

    @property
    def shown(self) -> Sequence[str]:
        """The lines that there is room for."""
        return self.lines[:SHOWN]

    @property
    def left_out(self) -> int:
        """How many lines there is no room for."""
        return max(0, len(self.lines) - SHOWN)


def fingerprint_of(sorts: Sequence[Sort]) -> str:
    """Give a short text that is the same only where the same would happen."""
    told = [(sort.heading, *sort.lines) for sort in sorts]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def difference(row: models.Model, was: Snapshot) -> str:
    """Say in one line what changes in a row."""
    now = snapshot(row)
    parts = [
        f"{LABELS.get(name, name)}: {_word(name, was[name])} → {_word(name, value)}"
        for name, value in now.items()
        if value != was[name]
    ]
    return f"{row}: {', '.join(parts)}"


def _word(name: str, value: object) -> str:
    if value in (None, ""):
        return "…"
    if name in _DAYS:
        return shown_date(name, date.fromisoformat(str(value)))
    return "; ".join(str(value).splitlines())


def area(row: Area) -> str:
    """Write an area with its code."""
    return f"{row.code} {row.name}"


def ended(row: Area) -> str:
    """Write an area that ends, with its last day."""
    return _("%(area)s, last day %(day)s") % {
        "area": area(row),
        "day": shown_date("valid_until", row.valid_until) if row.valid_until else "…",
    }


def place(row: AreaLink) -> str:
    """Write where an area lies, and how long."""
    facts = {
        "area": row.area.name,
        "larger": row.parent.name,
        "first": _word("valid_from", row.valid_from),
        "last": _word("valid_until", row.valid_until),
    }
    if row.valid_from is None and row.valid_until is None:
        return _("%(area)s lies in %(larger)s") % facts
    if row.valid_until is None:
        return _("%(area)s lies in %(larger)s from %(first)s") % facts
    if row.valid_from is None:
        return _("%(area)s lies in %(larger)s until %(last)s") % facts
    return _("%(area)s lies in %(larger)s from %(first)s until %(last)s") % facts


def merger(row: AreaSuccession) -> str:
    """Write who is taken over by whom."""
    return _("%(area)s merges into %(successor)s on %(day)s") % {
        "area": row.predecessor.name,
        "successor": row.successor.name,
        "day": shown_date("on", row.on),
    }


def number(row: AreaPopulation) -> str:
    """Write how many live in an area, and in how many dwellings where that is known."""
    told = {
        "area": row.area.name,
        "day": shown_date("on", row.on),
        "inhabitants": localize(row.inhabitants),
        "dwellings": localize(row.dwellings),
    }
    if row.dwellings is None:
        return _("%(area)s, %(day)s: %(inhabitants)s inhabitants") % told
    return _("%(area)s, %(day)s: %(inhabitants)s inhabitants, %(dwellings)s dwellings") % told


def loss(found: Loss) -> str:
    """Write how many inhabitants are missing after a merger."""
    return f"{shown_date('on', found.takeovers[0].on)}: {found.before} → {found.after}"
