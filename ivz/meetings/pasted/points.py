"""Reading pasted advice points: "1. … a) … 1) … 2. …"."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum, auto

TITLE_LENGTH = 250
_MARK = re.compile(r"(?:(?P<number>[1-9][0-9]?)(?P<sign>[.)])|(?P<letter>[a-z])[.)])(?=\s|$)")
_INLINE = re.compile(r"(?<=\s)(?=(?:[1-9][0-9]?|[a-z])[.)]\s+\S)")
_REFERENCE = re.compile(
    r"\b(?:advies|beslis|besluit)?punt(?:en)?\s+"
    r"(?P<labels>[1-9][0-9]?[a-z]?[0-9]{0,2}(?:(?:\s*,\s*|\s+en\s+)[1-9][0-9]?[a-z]?[0-9]{0,2})*)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[1-9][0-9]?(?:[a-z][0-9]{0,2})?")


class Doubt(StrEnum):
    """Why a piece of the text needs a look."""

    BEFORE_FIRST = auto()
    GAP = auto()
    RESTART = auto()
    DUPLICATE = auto()
    NO_TEXT = auto()


@dataclass(frozen=True, kw_only=True)
class PastedPoint:
    """One point as read; ``label`` is empty for text before the first number."""

    label: str
    text: str
    doubt: Doubt | None = None

    @property
    def title(self) -> str:
        """The first sentence, or as much of it as fits."""
        return title_and_text(self.text)[0]

    @property
    def rest(self) -> str:
        """What follows the title."""
        return title_and_text(self.text)[1]


@dataclass
class _Place:
    """Where in the numbering the reader is."""

    number: int = 0
    letter: str = ""
    sub: int = 0
    is_dotted: bool = True

    @property
    def label(self) -> str:
        return f"{self.number or ''}{self.letter}{self.sub or ''}"


def points_in(text: str) -> list[PastedPoint]:
    """Split pasted text into labelled points, in the order of the text.

    A number at the start of a line opens a point (1.), a letter a point beneath it (1a), a
    number with a bracket under a letter one beneath that (1a2). Within a line only the very
    next number or letter does. Lines without a number belong to the point above them.

    Every word of ``text`` stands in some point's text, except the numbers themselves, which
    stand in its label.
    """
    place = _Place(is_dotted=re.search(r"^\s*[1-9][0-9]?\.\s", text, re.MULTILINE) is not None)
    points: list[PastedPoint] = []
    for line in text.splitlines():
        for number, piece in enumerate(_pieces(line)):
            _read_piece(piece, place, points, starts_line=number == 0)
    return _with_doubts(points)


def _pieces(line: str) -> list[str]:
    """Cut a line where the next number or letter could start."""
    return [piece for piece in _INLINE.split(line) if piece.strip()]


def _read_piece(piece: str, place: _Place, points: list[PastedPoint], *, starts_line: bool) -> None:
    mark = _MARK.match(piece.strip())
    is_point = mark is not None and (starts_line or _is_next(mark, place))
    if mark is not None and is_point and _step(mark, place):
        points.append(PastedPoint(label=place.label, text=piece.strip()[mark.end() :].strip()))
    elif points:
        glue = "\n" if starts_line else " "
        points[-1] = replace(points[-1], text=f"{points[-1].text}{glue}{piece.strip()}".strip())
    else:
        points.append(PastedPoint(label="", text=piece.strip()))


def _is_next(mark: re.Match[str], place: _Place) -> bool:
    if mark["letter"]:
        expected = chr(ord(place.letter) + 1) if place.letter else "a"
        return place.number > 0 and mark["letter"] == expected
    number = int(mark["number"])
    if _is_sub(mark, place):
        return number == place.sub + 1
    return number == place.number + 1


def _is_sub(mark: re.Match[str], place: _Place) -> bool:
    return bool(place.letter) and mark["sign"] == ")" and place.is_dotted


def _step(mark: re.Match[str], place: _Place) -> bool:
    """Move to the point that ``mark`` opens; False for a letter under no number."""
    if mark["letter"]:
        if place.number == 0:
            return False
        place.letter, place.sub = mark["letter"], 0
    elif _is_sub(mark, place):
        place.sub = int(mark["number"])
    else:
        place.number, place.letter, place.sub = int(mark["number"]), "", 0
    return True


def _with_doubts(points: list[PastedPoint]) -> list[PastedPoint]:
    seen: set[str] = set()
    previous: dict[str, int] = {}
    doubted: list[PastedPoint] = []
    for point in points:
        doubt = _doubt(point, seen, previous)
        doubted.append(replace(point, doubt=doubt))
        seen.add(point.label)
    return doubted


def _doubt(point: PastedPoint, seen: set[str], previous: dict[str, int]) -> Doubt | None:
    if not point.label:
        return Doubt.BEFORE_FIRST
    parent, rank = _rank(point.label)
    before = previous.get(parent, 0)
    previous[parent] = rank
    if rank == 1 and before > 1:
        return Doubt.RESTART
    if point.label in seen:
        return Doubt.DUPLICATE
    if rank != before + 1:
        return Doubt.GAP
    return None if point.text else Doubt.NO_TEXT


def _rank(label: str) -> tuple[str, int]:
    """Give the label of the point above, and the place beneath it counted from one."""
    parent = parent_label(label)
    own = label[len(parent) :]
    return parent, int(own) if own.isdigit() else ord(own) - ord("a") + 1


def parent_label(label: str) -> str:
    """Give the label of the point above: "7d" for "7d2", "7" for "7d", empty for "7"."""
    found = re.fullmatch(r"([0-9]+)([a-z]?)([0-9]*)", label)
    if found is None or not found[2]:
        return ""
    return f"{found[1]}{found[2]}" if found[3] else found[1]


def is_label(words: str) -> bool:
    """Tell whether ``words`` can number a point: 7, 7a or 7d2."""
    return _LABEL.fullmatch(words) is not None


def title_and_text(text: str) -> tuple[str, str]:
    """Take the first sentence as title; what does not fit stays in the text."""
    first, _, rest = text.strip().partition("\n")
    sentence = re.match(r".+?[.!?](?=\s+[A-ZÀ-Þ0-9“\"'])", first)
    title = sentence[0] if sentence else first
    if len(title) > TITLE_LENGTH:
        title = title[:TITLE_LENGTH].rsplit(" ", 1)[0][:TITLE_LENGTH]
    remaining = first[len(title) :].strip()
    return title.strip(), "\n".join(part for part in [remaining, rest.strip()] if part)


def references_in(text: str, *, known: Collection[str], own: str = "") -> list[str]:
    """Find the points that a text names ("beslispunt 5", "adviespunten 3 en 7a"), once each."""
    found = [
        label.lower()
        for match in _REFERENCE.finditer(text)
        for label in _LABEL.findall(match["labels"].lower())
    ]
    return list(dict.fromkeys(label for label in found if label in known and label != own))


def labels_in_order(labels: Iterable[str]) -> list[str]:
    """Sort labels as people count: 2, 7, 7a, 7d, 7d2, 10."""
    return sorted(labels, key=_order)


def _order(label: str) -> tuple[int, str, int]:
    found = re.fullmatch(r"([0-9]+)([a-z]?)([0-9]*)", label)
    if found is None:
        return (0, label, 0)
    return (int(found[1]), found[2], int(found[3] or 0))
