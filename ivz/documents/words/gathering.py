"""Gathering the words of a text: each once, and never more than fits."""

import re
import unicodedata
from collections.abc import Iterable

MOST_WORDS = 30_000
MOST_BYTES = 1_000_000
LONGEST_WORD = 60
_WORD = re.compile(r"[^\W_]+")
_CUT_AT_THE_END_OF_A_LINE = re.compile(r"(?<=\w)[-\u00ad\u2010]\s*\n\s*(?=[a-z])")


class Words:
    """The words that were read so far; ``is_whole`` until something was left out."""

    def __init__(self) -> None:
        self.found: dict[str, None] = {}
        self.is_whole = True
        self._bytes = 0

    def add_all(self, texts: Iterable[str]) -> None:
        """Read texts until there are no more, or there are too many words."""
        for text in texts:
            self._add(text)
            if not self.is_whole:
                return

    def _add(self, text: str) -> None:
        joined = _CUT_AT_THE_END_OF_A_LINE.sub("", text).replace("\u00ad", "")
        for match in _WORD.finditer(unicodedata.normalize("NFC", joined)):
            word = match[0].casefold()[:LONGEST_WORD]
            if word in self.found:
                continue
            self._bytes += len(word.encode(errors="replace")) + 1
            if len(self.found) >= MOST_WORDS or self._bytes > MOST_BYTES:
                self.is_whole = False
                return
            self.found[word] = None

    def written(self) -> str:
        """Give them in one line, in the order in which they came."""
        return " ".join(self.found).encode(errors="replace").decode()
