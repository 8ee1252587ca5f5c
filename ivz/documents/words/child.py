"""The process that reads one file: ``python -m ivz.documents.words.child FAMILY [pages]``.

The file is its standard input. It gives the words, or with ``pages`` what the first pages say. It
limits itself before it looks at the file: memory, time of the processor, how much it writes
and how many files it opens. It knows no settings, no database and no keys, runs nothing and
fetches nothing. It answers with one line of JSON; where it answers nothing, the file could not be
read.
"""

import json
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator

from ivz.documents.words.gathering import Words
from ivz.documents.words.office_files import texts_of_open_document, texts_of_open_xml
from ivz.documents.words.pdf_files import texts_of_pdf

MEMORY_BYTES = 1_000_000_000
PROCESSOR_SECONDS = 20
SECONDS_TO_ANSWER = 5
ANSWER_BYTES = 2_500_000
MOST_OPEN_FILES = 32
MOST_PAGES = 60
MOST_CHARACTERS = 200_000

_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": texts_of_pdf,
    "open-document": texts_of_open_document,
    "open-xml": texts_of_open_xml,
}


class OutOfTime(BaseException):
    """The time of the processor is up; what was read until then counts."""


def limit() -> None:
    """Allow little from here on; nothing that is read can take it back."""
    limits = {
        resource.RLIMIT_AS: (MEMORY_BYTES, MEMORY_BYTES),
        resource.RLIMIT_CPU: (PROCESSOR_SECONDS, PROCESSOR_SECONDS + SECONDS_TO_ANSWER),
        resource.RLIMIT_FSIZE: (ANSWER_BYTES, ANSWER_BYTES),
        resource.RLIMIT_NOFILE: (MOST_OPEN_FILES, MOST_OPEN_FILES),
        resource.RLIMIT_CORE: (0, 0),
    }
    for name, values in limits.items():
        resource.setrlimit(name, values)
    signal.signal(signal.SIGXCPU, _stop)


def _stop(_number: int, _frame: object) -> None:
    raise OutOfTime


def words_of(family: str, content: bytes) -> Words:
    """Give the words of a file; of one that breaks halfway those until there."""
    words = Words()
    try:
        words.add_all(_READERS[family](content))
    except (Exception, OutOfTime):  # whatever a library trips over, it is the file that is bad
        if not words.found:
            raise
        words.is_whole = False
    return words


def pages_of(family: str, content: bytes) -> tuple[list[str], bool]:
    """Give what the first pages say, each in lines, and whether that is all there is."""
    pages: list[str] = []
    left = MOST_CHARACTERS
    try:
        for text in _READERS[family](content):
            said = _in_lines(text)
            if len(pages) == MOST_PAGES or len(said) > left:
                return [*pages, said[:left]][:MOST_PAGES], False
            pages.append(said)
            left -= len(said)
    except (Exception, OutOfTime):  # as above
        if not pages:
            raise
        return pages, False
    return pages, True


def _in_lines(text: str) -> str:
    """Leave out what only moved words about on the page; paragraphs stay apart."""
    lines = (" ".join(line.split()) for line in text.replace("\x00", "").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def main() -> None:
    """Read the file on standard input."""
    limit()
    content = sys.stdin.buffer.read()
    if sys.argv[2:] == ["pages"]:
        pages, is_whole = pages_of(sys.argv[1], content)
        sys.stdout.write(json.dumps({"pages": pages, "is_whole": is_whole}))
        return
    words = words_of(sys.argv[1], content)
    sys.stdout.write(json.dumps({"words": words.written(), "is_whole": words.is_whole}))


if __name__ == "__main__":
    main()
