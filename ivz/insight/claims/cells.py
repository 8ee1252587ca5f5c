"""Reading the cells of a claim, and writing their values in a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import prod
from typing import Any

from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.insight.findings import Verdict
from ivz.web.templatetags.ivz import NO_BREAK, day_date, number, whole_euros
from safetystats.checks import Cause, rounded

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Value = Decimal | date | str


class ClaimUnreadable(RuleBroken):
    """A claim has an unknown kind, or a cell is missing or of the wrong sort."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What computing a claim again gave; the fields are those of ``Finding``."""

    sentence: str
    published: str
    recomputed: str
    verdict: Verdict
    cause: str


class Cells:
    """The cells of one claim, or of one row in it."""

    def __init__(self, code: str, cells: Mapping[str, Any], *, path: str = "") -> None:
        self.code, self._cells, self._path = code, cells, path

    def has(self, name: str) -> bool:
        """Tell whether a cell is filled."""
        return self._cells.get(name) is not None

    def holds(self, name: str) -> bool:
        """Tell whether a cell says yes; an empty one says no."""
        return self._cells.get(name) is True

    def text(self, name: str) -> str:
        """Read a text."""
        return str(self._value(name))

    def number(self, name: str) -> Decimal:
        """Read a number."""
        return self._number(name, self._value(name))

    def whole(self, name: str) -> int:
        """Read a whole number."""
        value = self.number(name)
        if value != int(value):
            raise self._unreadable(name, _("a whole number"))
        return int(value)

    def day(self, name: str) -> date:
        """Read a date."""
        try:
            return date.fromisoformat(str(self._value(name)))
        except ValueError:
            raise self._unreadable(name, _("a date such as 2016-10-10")) from None

    def value(self, name: str) -> Value:
        """Read a number, a date or a text, whichever it is."""
        text = self.text(name)
        if _NUMBER.fullmatch(text):
            return Decimal(text)
        return date.fromisoformat(text) if _DAY.fullmatch(text) else text

    def items(self, name: str) -> list[Any]:
        """Read a list that is not empty."""
        value = self._value(name)
        if not isinstance(value, list) or not value:
            raise self._unreadable(name, _("a list"))
        return value

    def numbers(self, name: str) -> list[Decimal]:
        """Read a list of numbers."""
        return [self._number(name, value) for value in self.items(name)]

    def product(self, name: str) -> Fraction:
        """Read a list of numbers and multiply them."""
        return prod((Fraction(value) for value in self.numbers(name)), start=Fraction(1))

    def rows(self, name: str) -> list["Cells"]:
        """Read a list of rows, each with cells of its own."""
        rows = self.items(name)
        if not all(isinstance(row, Mapping) for row in rows):
            raise self._unreadable(name, _("a list of rows"))
        return [
            Cells(self.code, row, path=f"{self._path}{name}.{place}.")
            for place, row in enumerate(rows, start=1)
        ]

    def _value(self, name: str) -> Any:
        if not self.has(name):
            raise self._unreadable(name, _("a value; there is none"))
        return self._cells[name]

    def _number(self, name: str, value: Any) -> Decimal:
        try:
            return Decimal(str(value))
        except InvalidOperation:
            raise self._unreadable(name, _("a number")) from None

    def _unreadable(self, name: str, expected: str) -> ClaimUnreadable:
        return ClaimUnreadable(
            _("Claim %(code)s, cell “%(cell)s”: expected %(expected)s")
            % {"code": self.code, "cell": f"{self._path}{name}", "expected": expected}
        )


def plain(value: Any) -> Any:
    """Write decimals and dates as text, all the way down, so that JSON can hold them exactly."""
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, Decimal | date) else value


def decimals_of(value: Decimal) -> int:
    """Count the decimals a number was written with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def written(value: Value | Fraction, decimals: int | None = None) -> str:
    """Write a value as in a sentence; a number with its own decimals unless told otherwise."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day_date(value)
    if decimals is None:
        decimals = decimals_of(value) if isinstance(value, Decimal) else 2
    return number(rounded(value, decimals=decimals), decimals)


def euros(amount: Decimal | Fraction) -> str:
    """Write an amount in whole euros."""
    return whole_euros(rounded(amount, decimals=0) * 100)


def percent(value: Decimal | Fraction, decimals: int) -> str:
    """Write a percentage without a break before its sign."""
    return f"{written(value, decimals)}{NO_BREAK}%"


def cause_in_words(cause: Cause) -> str:
    """Say why a stated number agrees or differs."""
    return {
        Cause.EXACT: _("Exactly right."),
        Cause.ROUNDED: _("Right when rounded."),
        Cause.TRUNCATED: _("Cut off instead of rounded."),
    }.get(cause, _("The source does not say why."))
