"""The text of office files: OpenDocument and Office Open XML.

Comments, and what was deleted under tracked changes, are left out.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

LARGEST_PART_BYTES = 40_000_000
MOST_PARTS = 1_000
_OPEN_DOCUMENT = re.compile(r"content\.xml")
_OPEN_XML = re.compile(
    r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml"
    r"|xl/(sharedStrings|worksheets/sheet\d+)\.xml"
    r"|ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml"
)
_PARAGRAPHS = {"p", "h"}
_LINES = {"br", "cr", "line-break", "si", "table-row", "tr"}
_BETWEEN = _PARAGRAPHS | _LINES | {"tab", "s", "table-cell", "is", "tc"}
_LEFT_OUT = ("annotation", "tracked-changes")


class NotReadable(Exception):
    """The file is not what it should be, or more than can be read."""


def texts_of_open_document(content: bytes) -> Iterator[str]:
    """Give the text of an ODT, ODS or ODP."""
    for root in _parts(content, _OPEN_DOCUMENT):
        for name in _LEFT_OUT:
            etree.strip_elements(root, f"{{*}}{name}", with_tail=False)
        for body in root.iter("{*}body"):
            yield "".join(_pieces(body))


def _pieces(body: Element) -> Iterator[str]:
    for moment, element in etree.iterwalk(body, events=("start", "end")):
        yield _apart(element)
        if moment == "start":
            yield element.text or "" if isinstance(element.tag, str) else ""
        else:
            yield element.tail or ""


def _apart(element: Element) -> str:
    """Give what stands between what an element holds and what is around it.

    The cells of one row of a table stand on one line.
    """
    name = _name(element)
    if name in _PARAGRAPHS:
        is_in_cell = next(element.iterancestors("{*}table-cell", "{*}tc"), None) is not None
        return " " if is_in_cell else "\n\n"
    if name in _LINES:
        return "\n"
    return " " if name in _BETWEEN else ""


def texts_of_open_xml(content: bytes) -> Iterator[str]:
    """Give the text of a DOCX, XLSX or PPTX."""
    for root in _parts(content, _OPEN_XML):
        yield "".join(
            element.text or "" if _name(element) == "t" else _apart(element)
            for element in root.iter()
            if _name(element) == "t" or _name(element) in _BETWEEN
        )


def _parts(content: bytes, wanted: "re.Pattern[str]") -> Iterator[Element]:
    """Give the parts that hold text; nothing is fetched and no entity is filled in."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [each.filename for each in packed.infolist() if wanted.fullmatch(each.filename)]
        if not names or len(names) > MOST_PARTS:
            raise NotReadable
        for name in sorted(names):
            with packed.open(name) as part:
                written = part.read(LARGEST_PART_BYTES + 1)
            if len(written) > LARGEST_PART_BYTES:
                raise NotReadable
            yield etree.fromstring(written, _parser())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
