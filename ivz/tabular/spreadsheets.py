"""Reading the spreadsheets that people have: ODS, XLSX, and CSV as such programs save it."""

import csv
import io
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from ivz.tabular.open_document import sheets_in
from ivz.tabular.reading import LARGEST_FILE_BYTES, Problem, TableRefused

MOST_LINES = 1_000
LARGEST_UNPACKED_BYTES = 50_000_000
_ZIP = b"PK\x03\x04"
_OPEN_DOCUMENT = "content.xml"
_BREAK = "\f"

Row = TypeVar("Row", bound=Sequence[object])


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of a workbook as strict CSV; a CSV file is a sheet without a name."""

    name: str
    content: bytes


def as_comma_separated(content: bytes, *, most_lines: int = MOST_LINES) -> bytes:
    """Give the first sheet of a workbook, or a CSV file with any separator, as strict CSV.

    Formulas count by the value they had when the workbook was saved. Empty lines at the end go.

    Raises:
        TableRefused: the file is too large, or is not a table at all.
    """
    return next(_sheets(content, most_lines)).content


def sheets_of(content: bytes, *, wanted: Collection[str]) -> list[Sheet]:
    """Give the sheets, each read as ``as_comma_separated`` does; also from ``as_one_text``.

    After the first only those that are ``wanted``, by name in small letters, are read; of others
    the name is given, without content.

    Raises:
        TableRefused: the file is too large, or is not a table at all.
    """
    return list(_sheets(content, MOST_LINES, wanted))


def as_one_text(sheets: Iterable[Sheet]) -> str:
    """Give sheets as one text that ``sheets_of`` reads back: a form feed and a name between."""
    first, *others = sheets
    parts = [first.content.decode("utf-8-sig")]
    parts += [f"{_BREAK}{one.name}\n{one.content.decode()}" for one in others]
    return "".join(parts)


def _sheets(content: bytes, most_lines: int, wanted: Collection[str] = ()) -> Iterator[Sheet]:
    if len(content) > LARGEST_FILE_BYTES:
        expected = _("a file of at most %(megabytes)s MB")
        raise _refused(expected % {"megabytes": LARGEST_FILE_BYTES // 1_000_000})
    if content.startswith(_ZIP):
        yield from _sheets_of_workbook(content, most_lines, wanted)
        return
    first, *others = content.split(_BREAK.encode())
    yield Sheet(name="", content=_with_commas(first, most_lines))
    for other in others:
        name, _line_end, lines = other.partition(b"\n")
        yield Sheet(
            name=name.decode(errors="replace").strip(), content=_with_commas(lines, most_lines)
        )


def _refused(expected: str) -> TableRefused:
    return TableRefused([Problem(line=1, column="-", expected=expected)])


def _sheets_of_workbook(
    content: bytes, most_lines: int, wanted: Collection[str]
) -> Iterator[Sheet]:
    try:
        for number, (name, rows) in enumerate(_rows_by_sheet(content)):
            if number and name.lower() not in wanted:
                yield Sheet(name=name, content=b"")
                continue
            cells = [[_text(cell) for cell in row] for row in _few(rows, most_lines)]
            yield Sheet(name=name, content=_written(_rectangle(cells)))
    except TableRefused:
        raise
    except Exception as error:  # whatever the library trips over, it is the file that is bad
        raise _refused(_("a spreadsheet (ODS or XLSX) or a CSV file that opens")) from error


def _rows_by_sheet(content: bytes) -> Iterator[tuple[str, Iterable[Sequence[object]]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > LARGEST_UNPACKED_BYTES:
            raise _refused(_("a workbook with less in it"))
        if _OPEN_DOCUMENT in packed.namelist():
            yield from sheets_in(packed.read(_OPEN_DOCUMENT))
            return
    from openpyxl import load_workbook  # noqa: PLC0415 - pages do not need it

    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        yield sheet.title, sheet.iter_rows(values_only=True)


def _few(rows: Iterable[Row], most_lines: int) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number > most_lines:
            raise _refused(_("at most %(lines)s lines") % {"lines": most_lines})
        yield row


def _rectangle(rows: list[list[str]]) -> Iterator[list[str]]:
    """Cut empty lines at the end and columns without a heading at the right."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = (
        max((number for number, cell in enumerate(rows[0], 1) if cell), default=0) if rows else 0
    )
    for row in rows:
        yield (row + [""] * width)[: max(width, *_used(row))]


def _used(row: list[str]) -> list[int]:
    return [0, *(number for number, cell in enumerate(row, 1) if cell)]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace(_BREAK, " ").strip()


def _with_commas(content: bytes, most_lines: int) -> bytes:
    """Give a CSV file with semicolons or tabs, as spreadsheet programs save it, with commas."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content  # refused with its line by whoever reads it
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    if text.count("\n") > most_lines:
        raise _refused(_("at most %(lines)s lines") % {"lines": most_lines})
    if separator == ",":
        return content
    try:
        return _written(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise _refused(_("readable CSV (%(error)s)") % {"error": error}) from None


def _written(rows: Iterable[list[str]]) -> bytes:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue().encode()
