"""Cleaning DOCX, XLSX and PPTX: properties and names go, active content is refused.

Policy: docs/policy/documents.md#metadata, docs/policy/documents.md#active-content
"""

import posixpath

from lxml.etree import _Element as Element

from ivz.documents.intake.active import fetches_from_elsewhere, has_embedded_file, has_program
from ivz.documents.intake.markup import local_name, parse, written
from ivz.documents.intake.packages import Parts, pack, unpack
from ivz.documents.states import Remark

ANYBODY = "Auteur"
_CORE = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"""
_EXTENDED = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"""
_CUSTOM = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"""
_EMPTIED = {
    "docProps/core.xml": _CORE,
    "docProps/app.xml": _EXTENDED,
    "docProps/custom.xml": _CUSTOM,
}
_PROGRAM_TYPES = ("macroenabled", "vbaproject", "activex", "macrosheet", "customui", "ctrlprop")
_OBJECT_TYPES = ("oleobject",)
_MAY_LEAD_OUTSIDE = {"hyperlink", "attachedTemplate"}
_OBJECTS = {"oleObject", "aFChunk", "subDocument", "frame", "externalLink", "control"}
_DROPPED = ("docProps/thumbnail", "_xmlsignatures/", "customXml/", "docMetadata/")
_DROPPED_RELATIONS = {"attachedTemplate", "thumbnail", "printerSettings", "customXml"}
_NAMED = {"author", "initials", "name", "userId", "displayName", "providerId", "lastModifiedBy"}
_PEOPLE = {"cmAuthor", "author", "person", "presenceInfo"}
_COMMENTS = {"comment", "threadedComment", "cm"}
_CHANGES = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "revisions"}
_MOST_WORKBOOKS = 40


def clean_open_xml(parts: Parts, *, is_inside: bool = False) -> tuple[Parts, set[Remark]]:
    """Give the parts without properties and names, and what to remark on.

    The workbook behind a chart is cleaned as well.

    Args:
        parts: what is packed in the file.
        is_inside: whether this file is itself packed in another one.

    Raises:
        FileRefused: a program, an embedded object, or something fetched from elsewhere.
    """
    gone = {name for name in parts if name.startswith(_DROPPED) or "printerSettings" in name}
    workbooks = [name for name in parts if "/embeddings/" in name]
    if workbooks and (is_inside or len(workbooks) > _MOST_WORKBOOKS):
        raise has_embedded_file()
    remarks = {Remark.SIGNATURE for name in parts if name.startswith("_xmlsignatures/")}
    cleaned: Parts = {}
    for name, content in parts.items():
        if name in workbooks:
            cleaned[name] = _clean_workbook(content)
        elif name not in gone:
            cleaned[name], found = _clean_part(name, content, gone=gone)
            remarks |= found
    return cleaned, remarks


def _clean_workbook(content: bytes) -> bytes:
    """Clean the workbook behind a chart; nothing else may be packed inside."""
    if not content.startswith(b"PK"):
        raise has_embedded_file()
    parts = unpack(content)
    if "xl/workbook.xml" not in parts:
        raise has_embedded_file()
    return pack(clean_open_xml(parts, is_inside=True)[0])


def _clean_part(name: str, content: bytes, *, gone: set[str]) -> tuple[bytes, set[Remark]]:
    if name == "xl/connections.xml":
        raise fetches_from_elsewhere()
    if name in _EMPTIED:
        return _EMPTIED[name], set()
    if not name.endswith((".xml", ".rels")):
        return content, set()
    root = parse(content)
    remarks: set[Remark] = set()
    if name.endswith(".rels"):
        _clean_relations(name, root, gone=gone)
    elif name == "[Content_Types].xml":
        _clean_types(root, gone=gone)
    else:
        remarks = _clean_text(root)
    return written(root), remarks


def _clean_types(root: Element, *, gone: set[str]) -> None:
    for element in list(root):
        kind = element.get("ContentType", "").casefold()
        if any(word in kind for word in _PROGRAM_TYPES):
            raise has_program()
        if any(word in kind for word in _OBJECT_TYPES):
            raise has_embedded_file()
        if element.get("PartName", "").lstrip("/") in gone:
            root.remove(element)


def _clean_text(root: Element) -> set[Remark]:
    remarks = set()
    for element in list(root.iter()):
        kind = local_name(element.tag)
        _anonymise(element, kind)
        if kind == "instrText" and "DDE" in (element.text or "").upper():
            raise has_program()
        if kind in {"attachedTemplate", "printerSettings"}:
            _remove(element)
        if kind == "pageSetup":
            for attribute in [each for each in element.attrib if each.endswith("}id")]:
                del element.attrib[attribute]
        remarks |= {Remark.COMMENTS} if kind in _COMMENTS else set()
        remarks |= {Remark.CHANGES} if kind in _CHANGES else set()
    return remarks


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _anonymise(element: Element, kind: str) -> None:
    for attribute in list(element.attrib):
        plain = local_name(attribute)
        by_namespace = plain in {"author", "initials"} and attribute != plain
        if by_namespace or (kind in _PEOPLE | _COMMENTS and plain in _NAMED):
            element.attrib[attribute] = ANYBODY if plain != "initials" else ANYBODY[0]
    if kind == "author" and element.text:
        element.text = ANYBODY


def _clean_relations(name: str, root: Element, *, gone: set[str]) -> None:
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root):
        kind = posixpath.basename(relation.get("Type", ""))
        if kind == "vbaProject":
            raise has_program()
        if kind in _OBJECTS:
            raise has_embedded_file()
        if relation.get("TargetMode") == "External" and kind not in _MAY_LEAD_OUTSIDE:
            raise fetches_from_elsewhere()
        target = posixpath.join("/", folder, relation.get("Target", ""))
        if kind in _DROPPED_RELATIONS or posixpath.normpath(target).lstrip("/") in gone:
            root.remove(relation)
