"""Documents: every file is there and is what was kept, and nothing lies around.

Policy: docs/policy/documents.md#on-disk
"""

from collections.abc import Iterator

from ivz.documents.models import Document
from ivz.documents.queries import (
    damaged_versions,
    long_unread_versions,
    orphaned_files,
    words_left_behind,
)
from ivz.home.queries.integrity.finding import Finding, about, each


def document_findings() -> Iterator[Finding]:
    """Find files that are gone or damaged, files without a row, and documents that hang nowhere."""
    for version, what in damaged_versions():
        yield about(version, what)
    for name in orphaned_files():
        yield Finding(f"file {name}", "no document names it; the worker removes it")
    yield from each(Document.objects.filter(annex=None), "hangs nowhere")
    yield from each(Document.objects.filter(versions=None), "has no version")
    for version in long_unread_versions():
        yield about(version, "is not read for the search yet; see that the worker runs")
    for words in words_left_behind():
        yield about(words, "are of a file that is not the newest")
