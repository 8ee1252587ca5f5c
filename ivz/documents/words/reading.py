"""Reading the words of a kept file: another process does it, and is stopped where it takes long.

Policy: docs/policy/search.md#files
"""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from ivz.documents import storage
from ivz.documents.models import Version
from ivz.documents.states import FileKind, ReadingResult

SECONDS = 60
_CHILD = "ivz.documents.words.child"
_OPEN_DOCUMENT = {FileKind.ODT, FileKind.ODS, FileKind.ODP}
_OPEN_XML = {FileKind.DOCX, FileKind.XLSX, FileKind.PPTX}
WITH_WORDS = {FileKind.PDF, *_OPEN_DOCUMENT, *_OPEN_XML}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class WordsRead:
    """What was read of a file, and how that went."""

    result: ReadingResult
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class PagesRead:
    """What the first pages of a file say, in lines; none where no text could be read."""

    pages: Sequence[str] = ()
    is_whole: bool = False


def read(version: Version) -> WordsRead:
    """Give the words of a kept file; one that cannot be read is an answer too."""
    answer = _answer(version)
    if answer is None:
        return WordsRead(result=ReadingResult.UNREADABLE)
    words = str(answer["words"]).replace("\x00", "")
    if not answer["is_whole"]:
        return WordsRead(result=ReadingResult.PART, words=words)
    return WordsRead(result=ReadingResult.READ if words else ReadingResult.NO_WORDS, words=words)


def read_pages(version: Version) -> PagesRead:
    """Give what the first pages of a kept file say, to be shown."""
    answer = _answer(version, "pages")
    if answer is None:
        return PagesRead()
    pages = answer["pages"]
    assert isinstance(pages, list)  # noqa: S101 our own program
    texts = [str(each) for each in pages]
    return PagesRead(pages=texts if any(texts) else (), is_whole=bool(answer["is_whole"]))


def _answer(version: Version, *asked: str) -> dict[str, object] | None:
    """Give what another process read of a kept file; None where it could not."""
    try:
        return _answer_of_child(version, *asked)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        # Never the message of the error: it may hold a piece of what stands in the file.
        logger.warning("Version %s could not be read: %s", version.pk, type(error).__name__)
        return None


def _answer_of_child(version: Version, *asked: str) -> dict[str, object]:
    """Let another process read the file; it inherits no setting and no key."""
    command = [sys.executable, "-sE", "-m", _CHILD, _family(version.file_kind), *asked]
    with storage.path_of(version.stored_as).open("rb") as file, tempfile.TemporaryFile() as answer:
        subprocess.run(  # noqa: S603 -- our own program; the file is data on its standard input
            command,
            stdin=file,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env={},
            timeout=SECONDS,
            check=True,
        )
        answer.seek(0)
        said: dict[str, object] = json.loads(answer.read())
    return said


def _family(kind: FileKind) -> str:
    if kind == FileKind.PDF:
        return "pdf"
    return "open-document" if kind in _OPEN_DOCUMENT else "open-xml"
