"""Cleaning ODT, ODS and ODP: properties and names go, active content is refused.

Policy: docs/policy/documents.md#metadata, docs/policy/documents.md#active-content
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from ivz.documents.intake.active import fetches_from_elsewhere, has_embedded_file, has_program
from ivz.documents.intake.kinds import locked
from ivz.documents.intake.markup import local_name, parse, written
from ivz.documents.intake.packages import Parts
from ivz.documents.states import Remark

_MANIFEST = "META-INF/manifest.xml"
_META = b"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 office:version="1.3"><office:meta/></office:document-meta>"""
_DROPPED = (
    *("Thumbnails/", "Configurations2/", "Versions/", "VersionList.xml"),
    "META-INF/documentsignatures.xml",
)
_PROGRAMS = ("Basic/", "Scripts/", "META-INF/macrosignatures.xml")
_NAMES = {"creator", "creator-initials", "sender-initials", "initial-creator", "printed-by"}
_PRINTER = {"PrinterName", "PrinterSetup", "PrinterPaperFromSetup", "CurrentDatabaseDataSource"}
_STARTS = {"event-listener", "script"}
_LINKS = {"a"}
_OBJECTS = {"object-ole", "plugin", "applet", "floating-frame", "dde-source", "dde-connection-decl"}


def clean_open_document(parts: Parts) -> tuple[Parts, set[Remark]]:
    """Give the parts without properties and names, and what to remark on.

    Raises:
        FileRefused: locked, a program, an embedded object, or something fetched from elsewhere.
    """
    if any(name.startswith(_PROGRAMS) for name in parts):
        raise has_program()
    remarks: set[Remark] = set()
    cleaned: Parts = {}
    for name, content in parts.items():
        if name.startswith(_DROPPED):
            continue
        if name.rpartition("/")[2] == "meta.xml":
            cleaned[name] = _META
        elif name.endswith((".xml", ".rdf")):
            root = parse(content)
            remarks |= set(_clean(name, root))
            cleaned[name] = written(root)
        else:
            cleaned[name] = content
    if "META-INF/documentsignatures.xml" in parts:
        remarks.add(Remark.SIGNATURE)
    return cleaned, remarks


def _clean(name: str, root: Element) -> Iterator[Remark]:
    if name == _MANIFEST:
        _clean_manifest(root)
        return
    for element in list(root.iter()):
        kind = local_name(element.tag)
        _check_active(element, kind)
        printer = local_name_of_setting(element) in _PRINTER
        if kind in _NAMES or printer:
            element.text = None
        if kind == "annotation":
            yield Remark.COMMENTS
        if kind in {"tracked-changes", "changed-region"} and len(element):
            yield Remark.CHANGES


def local_name_of_setting(element: Element) -> str:
    """Give the name of a setting of the office program, "" for what is no setting."""
    if local_name(element.tag) != "config-item":
        return ""
    return next((value for key, value in element.attrib.items() if local_name(key) == "name"), "")


def _check_active(element: Element, kind: str) -> None:
    if kind in _STARTS:
        raise has_program()
    if kind in _OBJECTS:
        raise has_embedded_file()
    target = next((v for key, v in element.attrib.items() if local_name(key) == "href"), "")
    is_outside = "://" in target or target.startswith(("//", "file:", "../", "data:"))
    if is_outside and kind not in _LINKS:
        raise fetches_from_elsewhere()
    if is_outside and target.casefold().startswith(("vnd.sun.star.script", "macro:")):
        raise has_program()


def _clean_manifest(root: Element) -> None:
    for entry in list(root):
        if any(local_name(part.tag) == "encryption-data" for part in entry.iter()):
            raise locked()
        path = next((v for key, v in entry.attrib.items() if local_name(key) == "full-path"), "")
        if path.startswith(_DROPPED):
            root.remove(entry)
