"""Tables written for a spreadsheet: CSV, and ODS with the facts about the table on top.

Cells that a spreadsheet would take for a formula are written as text.
Policy: docs/policy/figures.md#export
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Value = str | int | float | Decimal | date | bool | None

CSV_TYPE = "text/csv; charset=utf-8"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under headings, and what a reader has to know about them.

    Attributes:
        title: what the table shows; the name of the sheet.
        columns: the headings.
        rows: as many values per row as there are columns.
        facts: name and value pairs, such as the day it holds for and its source.
    """

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
    facts: Sequence[tuple[str, Value]] = field(default_factory=tuple)


def as_csv(table: Table) -> bytes:
    """Write the columns and rows, UTF-8, comma-separated; dates as 2016-10-10."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_in_csv(value) for value in row] for row in table.rows)
    return lines.getvalue().encode()


def _in_csv(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def as_ods(table: Table) -> bytes:
    """Write a spreadsheet with one sheet for the rows and one for the facts about them."""
    from odfdo import Document  # noqa: PLC0415 - loads a second of code that pages do not need
    from odfdo import Table as Sheet  # noqa: PLC0415

    document = Document("spreadsheet")
    document.body.clear()
    sheet = Sheet(_sheet_name(table.title))
    sheet.set_values([list(table.columns), *([_in_ods(v) for v in row] for row in table.rows)])
    document.body.append(sheet)
    if table.facts:
        about = Sheet("Over deze tabel")
        about.set_values([[name, _in_ods(value)] for name, value in table.facts])
        document.body.append(about)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _in_ods(value: Value) -> str | int | float | Decimal | date | bool:
    return "" if value is None else value


def _sheet_name(title: str) -> str:
    kept = "".join(" " if character in "[]*?:/\\'" else character for character in title)
    return " ".join(kept.split())[:31] or "Tabel"
