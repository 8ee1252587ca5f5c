"""Writing a PDF anew: properties, earlier states and trailing bytes stay behind.

Policy: docs/policy/documents.md#metadata, docs/policy/documents.md#active-content
"""

import io
from collections.abc import Iterator

import pikepdf

from ivz.documents.intake.active import has_embedded_file, has_program
from ivz.documents.intake.kinds import locked
from ivz.documents.intake.packages import damaged
from ivz.documents.intake.refusals import FileRefused
from ivz.documents.states import Remark

_TRACES = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
_PROGRAMS = {
    *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound"),
    *("/GoToE", "/RichMediaExecute"),
}
_MEDIA = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_DEPTH = 60


def clean_pdf(content: bytes) -> tuple[bytes, set[Remark]]:
    """Give the same pages without properties and names, and what to remark on.

    Raises:
        FileRefused: damaged, locked, with a program or with a file inside.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            remarks = _clean(document)
            target = io.BytesIO()
            document.save(target, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise locked() from error
    except FileRefused:
        raise
    except Exception as error:  # whatever the library trips over, it is the file that is bad
        raise damaged() from error
    return target.getvalue(), remarks


def _clean(document: pikepdf.Pdf) -> set[Remark]:
    if document.is_encrypted:
        raise locked()
    if len(document.pages) == 0:
        raise damaged()
    for name in list(document.docinfo.keys()):
        del document.docinfo[name]
    remarks = {Remark.SIGNATURE} if _is_signed(document) else set()
    for found in document.objects:
        for each in _dictionaries(found, depth=0):
            _check_active(each)
            remarks |= _strip(each)
    return remarks


def _is_signed(document: pikepdf.Pdf) -> bool:
    form = document.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and bool(int(form.get("/SigFlags", 0)))


def _dictionaries(found: pikepdf.Object, *, depth: int) -> Iterator[pikepdf.Object]:
    """Give an object's own dictionary and those inside it; what it refers to comes by itself."""
    if depth > _DEPTH:
        raise damaged()
    inside: list[object] = []
    if isinstance(found, pikepdf.Array):
        inside = list(found)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        inside = [value for _key, value in found.items()]
    for each in inside:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _dictionaries(each, depth=depth + 1)


def _check_active(found: pikepdf.Object) -> None:
    if str(found.get("/S", "")) in _PROGRAMS or "/JS" in found or "/XFA" in found:
        raise has_program()
    if str(found.get("/Subtype", "")) in _MEDIA:
        raise has_program()
    if "/EmbeddedFiles" in found or "/EF" in found:
        raise has_embedded_file()
    if str(found.get("/Subtype", "")) == "/FileAttachment":
        raise has_embedded_file()


def _strip(found: pikepdf.Object) -> set[Remark]:
    for name in _TRACES:
        if name in found:
            del found[name]
    is_note = "/Subtype" in found and "/Rect" in found and str(found["/Subtype"]) != "/Widget"
    if not is_note or str(found["/Subtype"]) == "/Link":
        return set()
    if "/T" in found:
        del found["/T"]
    return {Remark.COMMENTS} if "/Contents" in found else set()
