"""Telling what a file is by its content; name and claimed type never count.

Policy: docs/policy/documents.md#kinds
"""

from django.utils.translation import gettext as _

from ivz.documents.intake.films import is_film
from ivz.documents.intake.packages import Parts, unpack
from ivz.documents.intake.refusals import FileRefused
from ivz.documents.states import FileKind

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_SIGNATURES = {
    b"%PDF-": FileKind.PDF,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"\xff\xd8\xff": FileKind.JPEG,
}
_ZIP = b"PK\x03\x04"
_OPEN_DOCUMENT = {kind.value.encode(): kind for kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP)}
_MAIN_PARTS = {
    "word/document.xml": FileKind.DOCX,
    "xl/workbook.xml": FileKind.XLSX,
    "ppt/presentation.xml": FileKind.PPTX,
}


def signature_kind(content: bytes) -> FileKind | None:
    """Give the kind that the first bytes tell; None where they do not."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    return FileKind.MP4 if is_film(content) else None


def package_of(content: bytes) -> tuple[FileKind, Parts]:
    """Give the kind of an office file, and what is packed in it.

    Raises:
        FileRefused: it is something else, locked with a password, or too much to unpack.
    """
    if content.startswith(_COMPOUND):
        raise _older_or_locked(content)
    if not content.startswith(_ZIP):
        raise _unknown(content)
    parts = unpack(content)
    kind = _OPEN_DOCUMENT.get(parts.get("mimetype", b"").strip())
    if kind is None and "[Content_Types].xml" in parts:
        found = [kind for name, kind in _MAIN_PARTS.items() if name in parts]
        kind = found[0] if len(found) == 1 else None
    if kind is None:
        raise _unknown(content)
    return kind, parts


def _older_or_locked(content: bytes) -> FileRefused:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return locked()
    return FileRefused(
        _("This is a file of an older office program. Save it as DOCX, XLSX, PPTX or PDF first.")
    )


def locked() -> FileRefused:
    """Say that a file is locked with a password."""
    return FileRefused(
        _(
            "This file is locked with a password, so it cannot be checked. Save it without a "
            "password and choose it again; here only the people who may read it get to see it."
        )
    )


def _unknown(content: bytes) -> FileRefused:
    if b"<svg" in content[:4096].lower():
        return FileRefused(
            _("A drawing in SVG can hold a program. Save it as PNG or PDF and choose it again.")
        )
    return FileRefused(
        _(
            "This kind of file is not accepted. Choose a PDF, an office file (ODT, ODS, ODP, "
            "DOCX, XLSX, PPTX), a picture (PNG, JPEG) or a film (MP4)."
        )
    )
