"""What stands in a file, to be read in the page without downloading it (Dutch: *voorbeeld*).

Policy: docs/policy/documents.md#preview
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ivz.documents.models import Version
from ivz.documents.states import FileKind
from ivz.documents.words.reading import WITH_WORDS, PagesRead, read_pages

PICTURES = {FileKind.PNG, FileKind.JPEG}
PAGED = {FileKind.PDF, FileKind.PPTX}
# A line such as "10. Projectopdrachten"; in a table of contents it ends with a number.
_CHAPTER = re.compile(r"(?:Hoofdstuk\s+)?(?P<number>\d{1,2})\.?\s+[A-Z].{2,79}(?<![\d.])")

_CUT_FROM = 50  # letters: shorter lines end where their writer ended them
_GOES_ON = re.compile(r"[a-zà-ÿ]{2}|\(")
_CUT_WORD = re.compile(r"\w-$")


@dataclass(frozen=True, kw_only=True)
class Block:
    """Lines that stand together; ``anchor`` names the chapter that begins with them."""

    text: str
    anchor: str = ""


def in_blocks(pages: Iterable[str]) -> list[list[Block]]:
    """Give the text of each page in blocks; a chapter begins at the first line that says so."""
    seen: set[str] = set()
    return [list(_blocks_of(page, seen)) for page in pages]


def _blocks_of(page: str, seen: set[str]) -> Iterable[Block]:
    lines: list[str] = []
    anchor = ""
    for line in [*page.split("\n"), ""]:
        found = _CHAPTER.fullmatch(line)
        begins = f"hoofdstuk-{found['number']}" if found else ""
        if lines and (not line or (begins and begins not in seen)):
            yield Block(text="\n".join(_flowing(lines)), anchor=anchor)
            lines, anchor = [], ""
        if begins and begins not in seen:
            seen.add(begins)
            anchor = begins
        if line:
            lines.append(line)


def _flowing(lines: Iterable[str]) -> list[str]:
    """Put together again what the edge of the page cut in two, as far as that can be told."""
    flowing: list[str] = []
    length = 0
    for line in lines:
        if length >= _CUT_FROM and (_GOES_ON.match(line) or flowing[-1].endswith((",", "-"))):
            gap = "" if _CUT_WORD.search(flowing[-1]) else " "
            flowing[-1] += gap + line
        else:
            flowing.append(line)
        length = len(line)
    return flowing


def text_of(version: Version) -> PagesRead:
    """Give what the first pages of a kept file say; nothing of pictures and films."""
    if version.file_kind not in WITH_WORDS:
        return PagesRead()
    return _read(version.stored_as, version.kind)


@lru_cache(maxsize=50)
def _read(stored_as: str, kind: str) -> PagesRead:
    """A kept file never changes, so it is read once, also when that fails."""
    return read_pages(Version(stored_as=stored_as, kind=kind))
