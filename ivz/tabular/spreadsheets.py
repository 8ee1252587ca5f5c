"""Reading the spreadsheets that people have: ODS, XLSX, and CSV as such programs save it."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from ivz.tabular.open_document import rows_of_sheet
from ivz.tabular.reading import LARGEST_FILE_BYTES, Problem, TableRefused

MOST_LINES = 1_000
LARGEST_UNPACKED_BYTES = 50_000_000
_ZIP = b"PK\x03\x04"
_OPEN_DOCUMENT = "content.xml"

Row = TypeVar("Row", bound=Sequence[object])


def as_comma_separated(content: bytes, *, most_lines: int = MOST_LINES) -> bytes:
    """Give the first sheet of a workbook, or a CSV file with any separator, as strict CSV.

    Formulas count by the value they had when the workbook was saved. Empty lines at the end go.

    Raises:
        TableRefused: the file is too large, or is not a table at all.
    """
    if len(content) > LARGEST_FILE_BYTES:
        expected = _("a file of at most %(megabytes)s MB")
        raise _refused(expected % {"megabytes": LARGEST_FILE_BYTES // 1_000_000})
    if content.startswith(_ZIP):
        return _written(_cells_of_workbook(content, most_lines))
    return _with_commas(content, most_lines)


def _refused(expected: str) -> TableRefused:
    return TableRefused([Problem(line=1, column="-", expected=expected)])


def _cells_of_workbook(content: bytes, most_lines: int) -> Iterator[list[str]]:
    try:
        rows = _rows_of_first_sheet(content, most_lines)
    except TableRefused:
        raise
    except Exception as error:  # whatever the library trips over, it is the file that is bad
        raise _refused(_("a spreadsheet (ODS or XLSX) or a CSV file that opens")) from error
    yield from _rectangle(rows)


def _rows_of_first_sheet(content: bytes, most_lines: int) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > LARGEST_UNPACKED_BYTES:
            raise _refused(_("a workbook with less in it"))
        if _OPEN_DOCUMENT in packed.namelist():
            return list(_few(rows_of_sheet(packed.read(_OPEN_DOCUMENT)), most_lines))
    rows = _few(_rows_of_workbook(content), most_lines)
    return [[_text(cell) for cell in row] for row in rows]


def _rows_of_workbook(content: bytes) -> Iterable[Sequence[object]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - pages do not need it

    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    rows: Iterable[Sequence[object]] = workbook.worksheets[0].iter_rows(values_only=True)
    return rows


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
    return str(cell).strip()


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
