"""Reading cells that name what is on record here."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from ivz.network.as_of import parse_day
from ivz.network.rules.upkeep import normalised
from ivz.tabular.reading import CellRefused, Parser

Row = TypeVar("Row", bound=models.Model)


def known_by(rows: Iterable[Row], names: Callable[[Row], Iterable[str]]) -> dict[str, Row]:
    """Give rows by each of their names, without accents, capitals and punctuation."""
    return {normalised(name): row for row in rows for name in names(row) if name}


def one_of(kind: type[models.TextChoices]) -> str:
    """Say which choices a kind has."""
    return _("one of %(words)s") % {"words": ", ".join(str(each.label).lower() for each in kind)}


def choices_of(kind: type[models.TextChoices]) -> dict[str, Any]:
    """Give the choices of a kind by label and by value."""
    return {
        normalised(str(word)): choice for choice in kind for word in (choice.label, choice.value)
    }


def named(known: Mapping[str, Any], what: str) -> Parser:
    """Read a cell that names one of the ``known``; ``what`` says in words what those are.

    What is nearly known is asked about.
    """

    def parse(value: str) -> Any:
        words = normalised(value)
        if words in known:
            return known[words]
        refused = _("%(what)s, not “%(value)s”") % {"what": what, "value": value[:40]}
        if near := get_close_matches(words, known, n=1):
            meant = known[near[0]]
            facts = {"refused": refused, "name": getattr(meant, "label", meant)}
            refused = _("%(refused)s. Did you mean “%(name)s”?") % facts
        raise CellRefused(refused)

    return parse


def day_in(value: str) -> date:
    """Read a cell with a day, as people or programs write it."""
    day = parse_day(value)
    if day is None:
        raise CellRefused(
            _("a day such as 2016-10-10 or 10-10-2016, not “%(value)s”") % {"value": value[:40]}
        )
    return day
