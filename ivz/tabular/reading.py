"""Strict reading of CSV files.

A file is read whole or refused whole: the importing action stores nothing unless
every cell is right. Every problem names line and column and says what was expected.
Policy: docs/policy/figures.md#import
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.errors import RuleBroken

LARGEST_FILE_BYTES = 5_000_000
LARGEST_WHOLE_NUMBER = 2_147_483_647

_DIGITS = re.compile("[0-9]{1,10}")
_DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")

Parser = Callable[[str], Any]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One cell, line or file that is not right; ``sheet`` names it where there are several."""

    line: int
    column: str
    expected: str
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"{self.sheet}, " if self.sheet else ""
        return sheet + _("Line %(line)s, column “%(column)s”: %(expected)s") % {
            "line": self.line,
            "column": self.column,
            "expected": self.expected,
        }


class TableRefused(RuleBroken):
    """The table cannot be read; ``problems`` tells what to mend, nothing was stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(
            ngettext(
                "The file was refused for %(count)s problem; nothing was stored.",
                "The file was refused for %(count)s problems; nothing was stored.",
                len(self.problems),
            )
            % {"count": len(self.problems)}
        )


class CellRefused(ValueError):
    """A cell cannot be read; the message says what was expected."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a column must hold."""

    parse: Parser
    is_required: bool = True


LineCheck = Callable[[Mapping[str, Any]], Iterable[Problem]]


def read_table(
    content: bytes,
    *,
    columns: Mapping[str, Column],
    unique: Sequence[str] = (),
    check_line: LineCheck | None = None,
) -> list[dict[str, Any]]:
    """Read a CSV file with a header line.

    Args:
        content: the file, UTF-8, comma-separated, at most 5 MB.
        columns: what each column must hold; further columns in the file are refused.
        unique: the columns that together may occur only once.
        check_line: finds what cells of one line lack together; a cell that cannot be read is
            left out of what it is given.

    Returns:
        One dictionary per line, in the order of the file, with ``"line"`` (1 = header) added.

    Raises:
        TableRefused: with every problem found; nothing else is returned.
    """
    reader = csv.DictReader(io.StringIO(_decoded(content)), strict=True)
    _check_header(_header(reader), columns)
    problems: list[Problem] = []
    rows = [_read_line(raw, line, columns, problems) for line, raw in _lines(reader)]
    if check_line is not None:
        problems += [problem for row in rows if len(row) > 1 for problem in check_line(row)]
    problems += _repeated(rows, unique)
    if not rows and not problems:
        problems.append(Problem(line=2, column="-", expected=_("at least one line of data")))
    if problems:
        raise TableRefused(problems)
    return rows


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST_FILE_BYTES:
        expected = _("a file of at most %(megabytes)s MB") % {
            "megabytes": LARGEST_FILE_BYTES // 1_000_000
        }
        raise TableRefused([Problem(line=1, column="-", expected=expected)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableRefused([_not_text(line)]) from None
    if "\x00" in text:
        raise TableRefused([_not_text(text.count("\n", 0, text.index("\x00")) + 1)])
    return text


def _not_text(line: int) -> Problem:
    return Problem(line=line, column="-", expected=_("text in UTF-8 (a CSV file)"))


def _header(reader: "csv.DictReader[str]") -> Sequence[str]:
    try:
        return reader.fieldnames or []
    except csv.Error as error:
        raise _unreadable(error, line=1) from None


def _lines(reader: "csv.DictReader[str]") -> list[tuple[int, dict[str, Any]]]:
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise _unreadable(error, line=reader.reader.line_num) from None


def _unreadable(error: csv.Error, *, line: int) -> TableRefused:
    expected = _("readable CSV (%(error)s)") % {"error": error}
    return TableRefused([Problem(line=line, column="-", expected=expected)])


def _check_header(header: Sequence[str], columns: Mapping[str, Column]) -> None:
    if len(header) == 1 and ";" in header[0]:
        expected = _("a comma between the columns, not a semicolon")
        raise TableRefused([Problem(line=1, column="-", expected=expected)])
    problems = [
        Problem(line=1, column=name, expected=_("this column is missing"))
        for name, column in columns.items()
        if column.is_required and name not in header
    ]
    problems += [
        Problem(line=1, column=name or "-", expected=_("this column is not expected here"))
        for name in header
        if name not in columns
    ]
    problems += [
        Problem(line=1, column=name, expected=_("each column once"))
        for name in columns
        if header.count(name) > 1
    ]
    if problems:
        raise TableRefused(problems)


def _read_line(
    raw: dict[str, Any], line: int, columns: Mapping[str, Column], problems: list[Problem]
) -> dict[str, Any]:
    row: dict[str, Any] = {"line": line}
    if None in raw or None in raw.values():
        width = len(raw) - (None in raw)
        expected = _("as many cells as the header has (%(count)s)") % {"count": width}
        problems.append(Problem(line=line, column="-", expected=expected))
        return row
    for name, column in columns.items():
        text = (raw.get(name) or "").strip()
        try:
            row[name] = _read_cell(text, column)
        except CellRefused as refused:
            problems.append(Problem(line=line, column=name, expected=str(refused)))
    return row


def _read_cell(text: str, column: Column) -> Any:
    if not text:
        if column.is_required:
            raise CellRefused(_("a value; the cell is empty"))
        return None
    return column.parse(text)


def _repeated(rows: Sequence[dict[str, Any]], unique: Sequence[str]) -> list[Problem]:
    seen: dict[tuple[Any, ...], int] = {}
    problems = []
    for row in rows:
        if not unique or any(name not in row for name in unique):
            continue
        key = tuple(row[name] for name in unique)
        if key in seen:
            expected = _("each combination once; this one also stands on line %(line)s") % {
                "line": seen[key]
            }
            problems.append(Problem(line=row["line"], column=" + ".join(unique), expected=expected))
        seen.setdefault(key, row["line"])
    return problems


def text(value: str) -> str:
    """Read any text."""
    return value


def whole_number(value: str) -> int:
    """Read a whole number of zero or more, without separators, that the database can hold."""
    if _DIGITS.fullmatch(value) and int(value) <= LARGEST_WHOLE_NUMBER:
        return int(value)
    raise CellRefused(_("a whole number such as 1234, not “%(value)s”") % {"value": _shown(value)})


def decimal_number(value: str) -> Decimal:
    """Read a number of zero or more with a decimal point."""
    if _DECIMAL.fullmatch(value):
        return Decimal(value)
    raise CellRefused(
        _("a number with a decimal point such as 2.79, not “%(value)s”") % {"value": _shown(value)}
    )


def one_of(known: Mapping[str, Any], *, what: str) -> Parser:
    """Read one of the ``known`` texts and give what it stands for; ``what`` names the list."""

    def parse(value: str) -> Any:
        if value not in known:
            raise CellRefused(
                _("%(what)s that is known here, not “%(value)s”")
                % {"what": what, "value": _shown(value)}
            )
        return known[value]

    return parse


def _shown(value: str) -> str:
    return Truncator(value).chars(40)
