"""How many pages a kept file has."""

from functools import lru_cache
from io import BytesIO

import pikepdf

from ivz.documents import storage
from ivz.documents.models import Version
from ivz.documents.states import FileKind


def pages_of(version: Version) -> int | None:
    """Count the pages of a PDF; None of other files, and of one that is not here."""
    return _counted(version.stored_as) if version.file_kind == FileKind.PDF else None


@lru_cache(maxsize=2_000)
def _counted(stored_as: str) -> int | None:
    """A kept file never changes, so it is counted once."""
    try:
        content = b"".join(storage.read(stored_as))
        with pikepdf.open(BytesIO(content)) as document:
            return len(document.pages)
    except (OSError, ValueError, pikepdf.PdfError):
        return None
