"""Reading a pasted attendance list: "Aanwezig A. Jansen, B. de Boer en C. Smit"."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Side = Literal["present", "absent"]

_WITH_NOTICE = r"met\s+(?:bericht|kennisgeving)"
_HEADINGS: list[tuple[str, Side]] = [
    (rf"(?:{_WITH_NOTICE}\s+)?afwezig(?:en)?(?:\s+{_WITH_NOTICE})?", "absent"),
    (r"afgemeld|afmeldingen|verhinderd", "absent"),
    (r"aanwezig(?:en)?", "present"),
]
_HEADING = re.compile(
    "|".join(rf"(?P<h{n}>(?<!\w){words}(?!\w)\s*:?)" for n, (words, _) in enumerate(_HEADINGS)),
    re.IGNORECASE,
)
# Word bullets of the font Symbol arrive as letters for private use.
_SEPARATOR = re.compile(
    r"[,;\n\r\t\f\v•·▪◦‣|\uf000-\uf0ff]"
    r"|(?<!\S)(?:en|&|-|\u2013)(?!\S)",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"^(?:(?:de\s+heer|heer|dhr|mevrouw|mevr|mw|mr|drs|dr|ir|ing|prof|burg|wnd|plv)\b\.?\s*)+",
    re.IGNORECASE,
)
_SHORT = {"a/d": "aan de", "v/d": "van de", "v/h": "van het", "i/h": "in het", "o/d": "op de"}
_ALIKE = 0.84


@dataclass(frozen=True, kw_only=True)
class PastedName:
    """One name as it was written; ``side`` is None where no heading stood above it."""

    words: str
    side: Side | None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody the name may mean: the number of a person, and every spelling."""

    person_id: int
    spellings: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Whom one pasted name means: one person for certain, or people to choose from, or nobody."""

    name: PastedName
    certain: int | None
    possible: tuple[int, ...] = ()


def names_in(text: str) -> list[PastedName]:
    """Split a pasted list at commas, semicolons, line ends and "en", under its headings.

    Every word of ``text`` stands in a name, in a heading or is the word "en".
    """
    names: list[PastedName] = []
    side: Side | None = None
    start = 0
    for heading in _HEADING.finditer(text):
        names += _split(text[start : heading.start()], side)
        side = _HEADINGS[int((heading.lastgroup or "h0")[1:])][1]
        start = heading.end()
    return names + _split(text[start:], side)


def _split(text: str, side: Side | None) -> list[PastedName]:
    pieces = (" ".join(piece.split()) for piece in _SEPARATOR.split(text))
    return [PastedName(words=piece, side=side) for piece in pieces if re.search(r"\w", piece)]


def normalised(words: str) -> str:
    """Write a name without titles, accents, capitals, dots and hyphens: "f aan de beek"."""
    initials, rest = _parts(words)
    return f"{''.join(initials)} {rest}".strip()


def read(names: Iterable[PastedName], candidates: Sequence[Candidate]) -> list[Reading]:
    """Look each name up among the people in the seats.

    Certain is: written as one person is spelled, or only a surname that one person has. All
    else is asked.
    """
    return [_read_one(name, candidates) for name in names]


def _read_one(name: PastedName, candidates: Sequence[Candidate]) -> Reading:
    exact = _people(candidates, lambda spelling: normalised(spelling) == normalised(name.words))
    if len(exact) == 1:
        return Reading(name=name, certain=exact[0])
    if exact:
        return Reading(name=name, certain=None, possible=exact)
    initials, surname = _parts(name.words)
    same_surname = _people(candidates, lambda spelling: _parts(spelling)[1] == surname)
    if len(same_surname) == 1 and not initials:
        return Reading(name=name, certain=same_surname[0])
    alike = _people(candidates, lambda spelling: _is_alike(_parts(spelling)[1], surname))
    return Reading(name=name, certain=None, possible=same_surname or alike)


def _people(candidates: Sequence[Candidate], fits: Callable[[str], bool]) -> tuple[int, ...]:
    return tuple(
        candidate.person_id
        for candidate in candidates
        if any(fits(spelling) for spelling in candidate.spellings)
    )


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(a=one, b=other).ratio() >= _ALIKE


def _parts(words: str) -> tuple[list[str], str]:
    """Split a name in its initials and the rest."""
    plain = unicodedata.normalize("NFKD", _TITLES.sub("", words.strip()))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    tokens = re.findall(r"[^\s.-]+\.?", plain.replace("\u2019", "'"))
    initials: list[str] = []
    while len(tokens) > 1 and _is_initial(tokens[0]):
        letters = tokens.pop(0).rstrip(".")
        initials += [letters.lower()] if not letters.isupper() else list(letters.lower())
    rest = [_SHORT.get(token.lower(), token.lower()).rstrip(".") for token in tokens]
    return initials, " ".join(rest)


def _is_initial(token: str) -> bool:
    letters = token.rstrip(".")
    if len(letters) == 1:
        return True
    return (token.endswith(".") and len(letters) <= 2) or (letters.isupper() and len(letters) <= 3)
