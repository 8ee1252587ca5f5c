"""What a hit shows: a piece of its text with the words that were found marked."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ivz.search.words import stem_of, words_in

LETTERS = 240
BEFORE = 60


@dataclass(frozen=True)
class Piece:
    """A piece of text, and whether it is a word that was found."""

    text: str
    is_found: bool = False


def pieces(text: str, stems: Collection[str]) -> list[Piece]:
    """Cut a text into words that were found and what stands between them."""
    found: list[Piece] = []
    at = 0
    for word in words_in(text):
        if stem_of(word[0]) in stems:
            found += [Piece(text[at : word.start()]), Piece(word[0], is_found=True)]
            at = word.end()
    return [piece for piece in [*found, Piece(text[at:])] if piece.text]


def snippet(text: str, stems: Collection[str]) -> list[Piece]:
    """Give the part of a text where most of the words stand, from its start where none does."""
    plain = " ".join(text.split())
    places = [word.start() for word in words_in(plain) if stem_of(word[0]) in stems]
    start = max(_starts(places), key=lambda at: _words_from(at, places), default=0)
    start, end = _whole_words(plain, start)
    cut = pieces(plain[start:end], stems)
    before, after = start > 0, end < len(plain)
    return [*([Piece("… ")] if before else []), *cut, *([Piece(" …")] if after else [])]


def _starts(places: list[int]) -> Iterator[int]:
    return (max(0, place - BEFORE) for place in places)


def _words_from(start: int, places: list[int]) -> int:
    return sum(start <= place < start + LETTERS for place in places)


def _whole_words(text: str, start: int) -> tuple[int, int]:
    """Move the ends of a part to where a word begins and ends."""
    if start:
        start = text.find(" ", start) + 1
    end = start + LETTERS
    if end >= len(text):
        return start, len(text)
    return start, max(text.rfind(" ", start, end), start + 1)
