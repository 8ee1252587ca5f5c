"""Taking in a file: told by its content, scanned, cleaned, or refused with the way out.

Policy: docs/policy/documents.md
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from ivz.documents.intake.films import clean_film
from ivz.documents.intake.kinds import package_of, signature_kind
from ivz.documents.intake.open_document import clean_open_document
from ivz.documents.intake.open_xml import clean_open_xml
from ivz.documents.intake.packages import pack
from ivz.documents.intake.pdf_files import clean_pdf
from ivz.documents.intake.pictures import clean_picture
from ivz.documents.intake.refusals import FileRefused, Infected
from ivz.documents.intake.scanning import scan
from ivz.documents.states import FileKind, Remark

__all__ = ["CleanFile", "FileRefused", "Infected", "accept", "check_size", "title_from"]

_OPEN_DOCUMENT = {FileKind.ODT, FileKind.ODS, FileKind.ODP}


@dataclass(frozen=True, kw_only=True)
class CleanFile:
    """A file as it may be kept, and what whoever added it should know."""

    kind: FileKind
    content: bytes
    remarks: frozenset[Remark] = frozenset()


def accept(content: bytes) -> CleanFile:
    """Give a file as it may be kept: only what readers need, nothing that acts by itself.

    Raises:
        Infected: the malware scanner found something.
        FileRefused: too large, another kind, locked, damaged, or with a program inside.
    """
    check_size(len(content))
    scan(content)
    kind = signature_kind(content)
    if kind is None:
        kind, parts = package_of(content)
        clean = clean_open_document if kind in _OPEN_DOCUMENT else clean_open_xml
        cleaned, remarks = clean(parts)
        return CleanFile(kind=kind, content=pack(cleaned), remarks=frozenset(remarks))
    if kind == FileKind.PDF:
        written, remarks = clean_pdf(content)
        return CleanFile(kind=kind, content=written, remarks=frozenset(remarks))
    if kind == FileKind.MP4:
        return CleanFile(kind=kind, content=clean_film(content))
    return CleanFile(kind=kind, content=clean_picture(content, kind))


def check_size(size: int) -> None:
    """Refuse a file that is empty or larger than the installation takes.

    Policy: docs/policy/documents.md#limits
    """
    if size == 0:
        raise FileRefused(_("This file is empty. Choose another one."))
    if size > settings.DOCUMENT_MEGABYTES * 1_000_000:
        raise too_large()


def too_large() -> FileRefused:
    """Say that a file is larger than the installation takes."""
    return FileRefused(
        _(
            "This file is larger than %(megabytes)s MB. Make the pictures in it smaller, or split "
            "it, and choose it again."
        )
        % {"megabytes": settings.DOCUMENT_MEGABYTES}
    )


def title_from(name: str) -> str:
    """Give a title for a file that came without one: its name, never a path."""
    plain = PurePosixPath(name.replace("\\", "/")).stem.replace("_", " ")
    kept = "".join(each if each.isprintable() else " " for each in plain)
    return " ".join(kept.split())[:200]
