"""Reading the sheets of an open document (ODS), as office programs of government save it."""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from ivz.errors import RuleBroken

# More than a table may have: whoever reads on refuses it, or cuts it.
MOST_ROWS, MOST_COLUMNS = 100_000, 500
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_NUMBERS = {"float", "currency", "percentage"}


class NotASheet(RuleBroken):
    """The content is no open document with a sheet in it."""


def sheets_in(content: bytes) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """Give the name of each sheet and its cells as text, from ``content.xml``.

    Days as 2016-10-10, numbers with a point. Rows and cells that are empty at the end are left
    out: office programs write a million of them.

    Raises:
        NotASheet: there is no sheet in it, or a document type, as only attacks have.
    """
    for sheet in _sheets(content):
        yield " ".join(sheet.get(f"{_TABLE}name", "").split()), _rows_of(sheet)


def _rows_of(sheet: Element) -> Iterator[list[str]]:
    waiting = 0
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells, times = _cells_of(row), _times(row, "rows", most=MOST_ROWS)
        if not cells:
            waiting = min(waiting + times, MOST_ROWS)
            continue
        yield from ([] for _number in range(waiting))
        yield from (cells for _number in range(times))
        waiting = 0


def _sheets(content: bytes) -> list[Element]:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(content, parser)
    sheets: list[Element] = root.findall(f".//{_TABLE}table")
    if root.getroottree().docinfo.doctype or not sheets:
        raise NotASheet("no sheet")
    return sheets


def _cells_of(row: Element) -> list[str]:
    cells: list[str] = []
    waiting = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        text, times = _text_of(cell), _times(cell, "columns", most=MOST_COLUMNS)
        if not text:
            waiting = min(waiting + times, MOST_COLUMNS)
            continue
        cells += [""] * waiting + [text] * times
        waiting = 0
        if len(cells) >= MOST_COLUMNS:
            break
    return cells[:MOST_COLUMNS]


def _times(element: Element, of: str, *, most: int) -> int:
    return min(int(element.get(f"{_TABLE}number-{of}-repeated", "1")), most)


def _text_of(cell: Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return str(cell.get(f"{_OFFICE}date-value", ""))[:10]
    if kind in _NUMBERS:
        value = str(cell.get(f"{_OFFICE}value", ""))
        return value.removesuffix(".0")
    return "\n".join(_words(line) for line in cell.findall(f"{_TEXT}p")).strip()


def _words(line: Element) -> str:
    """Give the text of a paragraph; spaces in a row are elements of their own."""
    spaces = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
    words = line.text or ""
    for part in line:
        inner = spaces.get(str(part.tag))
        words += (_words(part) if inner is None else inner) + (part.tail or "")
    return words
