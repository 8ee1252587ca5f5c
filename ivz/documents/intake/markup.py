"""Reading XML of strangers: no document type, no entities, nothing fetched."""

from lxml import etree
from lxml.etree import _Element as Element

from ivz.documents.intake.packages import damaged


def parse(content: bytes) -> Element:
    """Read XML.

    Raises:
        FileRefused: not XML, or with a document type: office files have none, attacks do.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: Element = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if root.getroottree().docinfo.doctype:
        raise damaged()
    return root


def written(root: Element) -> bytes:
    """Write XML as office programs do."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def local_name(name: object) -> str:
    """Give the name of an element or attribute without its namespace, "" for a comment."""
    return etree.QName(name).localname if isinstance(name, str) else ""
