"""Words as the index keeps them: without case and accents, by their Dutch stem.

Policy: docs/policy/search.md#words
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
LONG_VOWEL = re.compile(r"([aeou])\1")
LONGEST_WORD = 60
TITLE_MARK = "zz"
NAME_MARK = "yy"
FACT_MARK = "qq"
LONGEST_NAME = 200
# Words that stand in nearly every text and tell nothing apart.
EMPTY_WORDS = frozenset(
    (Path(__file__).parent / "data" / "empty_words.txt").read_text(encoding="utf-8").split()
)
# The older of the two Dutch stemmers: the newer one cuts "geluidsoverlast" to "luidsoverlas".
_stemmer = snowballstemmer.stemmer("dutch_porter")
_one_at_a_time = Lock()


def folded(text: str) -> str:
    """Write a text in small letters without accents: ``Coördinator`` becomes ``coordinator``."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Give the stem of a word: ``inbraken`` and ``inbraak`` both give ``inbrak``.

    The stemmer writes a long vowel once at the end of a word; here it is written once everywhere,
    so that ``cultuur`` is found in ``cultuuronderzoek``.
    """
    plain = folded(word)[:LONGEST_WORD]
    if plain.isdigit():
        return plain
    with _one_at_a_time:  # the stemmer remembers what it is at
        found: str = _stemmer.stemWord(plain)
    return LONG_VOWEL.sub(r"\1", found)


def words_in(text: str) -> Iterator[re.Match[str]]:
    """Give every word of a text, with its place."""
    return WORD.finditer(text)


def stems_in(text: str) -> list[str]:
    """Give the stems of the words of a text that tell something, in order."""
    return [stem_of(found[0]) for found in words_in(text) if folded(found[0]) not in EMPTY_WORDS]


def name_of(text: str) -> str:
    """Give the form in which a whole name or number is kept, to find it by that and nothing more.

    ``DVO 2016-8`` and ``dvo-2016-8`` give the same, ``DVO 2016-81`` gives another; empty where no
    word tells something.
    """
    words = (folded(found[0]) for found in words_in(text))
    telling = "".join(f"{NAME_MARK}{word}" for word in words if word not in EMPTY_WORDS)
    return telling[:LONGEST_NAME]


def marked(stem: str) -> str:
    """Give the form in which a stem of a title is kept once more, to find it by the title."""
    return f"{TITLE_MARK}{stem}"


def fact(name: str, value: str | int) -> str:
    """Give the form in which a fact of a record is kept, to narrow hits down by it."""
    return f"{FACT_MARK}{name}" + "".join(letter for letter in str(value) if letter.isalnum())
