"""Tables written for a spreadsheet: CSV, and ODS with the facts about the table on top.

Cells that a spreadsheet would take for a formula are written as text.
Policy: docs/policy/figures.md#export
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

Value = str | int | float | Decimal | date | bool | None

CSV_TYPE = "text/csv; charset=utf-8"
ABOUT_THE_TABLE = "Over deze tabel"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_WITHOUT_A_PLACE_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under headings, and what a reader has to know about them.

    Attributes:
        title: what the table shows; the name of the sheet.
        columns: the headings.
        rows: as many values per row as there are columns.
        facts: name and value pairs, such as the day it holds for and its source.
        further: tables on sheets of their own; a CSV file leaves them out.
    """

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
    facts: Sequence[tuple[str, Value]] = field(default_factory=tuple)
    further: Sequence["Table"] = ()


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
    """Write a spreadsheet with a sheet per table and one for the facts about them.

    The sheets are written as text: cell by cell, a thousand rows take the library a minute.
    """
    sheets = [
        _sheet(_sheet_name(one.title), [one.columns, *one.rows]) for one in (table, *table.further)
    ]
    if table.facts:
        sheets.append(_sheet(ABOUT_THE_TABLE, table.facts))
    target = io.BytesIO()
    with ZipFile(io.BytesIO(_empty_ods())) as empty, ZipFile(target, "w", ZIP_DEFLATED) as written:
        for member in empty.infolist():
            content = empty.read(member)
            if member.filename == "content.xml":
                content = content.replace(b"<office:spreadsheet/>", _body_of(sheets))
            written.writestr(member, content)
    return target.getvalue()


@cache
def _empty_ods() -> bytes:
    from odfdo import Document  # noqa: PLC0415 - loads a second of code that pages do not need

    document = Document("spreadsheet")
    document.body.clear()
    target = io.BytesIO()
    document.save(target, pretty=False)
    return target.getvalue()


def _body_of(sheets: Sequence[str]) -> bytes:
    return f"<office:spreadsheet>{''.join(sheets)}</office:spreadsheet>".encode()


def _sheet(name: str, rows: Iterable[Sequence[Value]]) -> str:
    written = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows
    )
    return f"<table:table table:name={quoteattr(name)}>{written}</table:table>"


def _cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    kind, attribute = _kind_of(value)
    text = escape(_WITHOUT_A_PLACE_IN_XML.sub("", str(value)))
    return (
        f'<table:table-cell office:value-type="{kind}"{attribute}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def _kind_of(value: Value) -> tuple[str, str]:
    """Give the type of a cell, and the attribute that holds its value."""
    if isinstance(value, bool):
        return "boolean", f' office:boolean-value="{str(value).lower()}"'
    if isinstance(value, int | float | Decimal):
        return "float", f' office:value="{value}"'
    if isinstance(value, date):
        return "date", f' office:date-value="{value.isoformat()}"'
    return "string", ""


def _sheet_name(title: str) -> str:
    kept = "".join(" " if character in "[]*?:/\\'" else character for character in title)
    return " ".join(kept.split())[:31] or "Tabel"
