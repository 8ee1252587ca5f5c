"""Files made on the spot: honest ones with traces in them, and nasty ones."""

import io
import struct
import zipfile

import pikepdf
from odfdo import Document as OpenDocument
from odfdo import DrawPage, Paragraph, Table
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image

from ivz.documents import storage

MAKER = "Jansen-van-de-zaak"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def pdf(*, change=lambda document: None, **saving):
    """Make a PDF of one page with a maker and XMP, changed by ``change`` before it is saved."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Author"] = MAKER
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [MAKER]
    document.pages[0]["/PieceInfo"] = pikepdf.Dictionary(Who=MAKER)
    change(document)
    target = io.BytesIO()
    document.save(target, **saving)
    return target.getvalue()


def picture(kind="JPEG"):
    """Make a picture with the name and the place in it that a camera writes."""
    drawn = Image.new("RGB", (30, 20), "teal")
    exif = Image.Exif()
    exif[0x013B] = MAKER
    target = io.BytesIO()
    drawn.save(target, format=kind, exif=exif, comment=MAKER)
    return target.getvalue()


def odt(*, change=lambda document: None):
    """Make an ODT with a maker, changed by ``change``."""
    document = OpenDocument("text")
    document.meta.creator = MAKER
    document.meta.title = MAKER
    change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def xlsx():
    """Make an XLSX with a maker and a comment by somebody."""
    workbook = Workbook()
    workbook.properties.creator = MAKER
    workbook.active["A1"] = 12
    workbook.active["A1"].comment = Comment("Klopt dit?", MAKER)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def docx(body="<w:p/>", *, relations="", parts=None, types=""):
    """Make a DOCX of the least there must be, with properties that name somebody."""
    header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    content = {
        "[Content_Types].xml": f'{header}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{header}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f"{header}<Relationships "
        f'xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f'{header}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}">'
        f"<w:body>{body}</w:body></w:document>",
        "docProps/core.xml": f'{header}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{MAKER}</dc:creator></cp:coreProperties>",
        "docProps/app.xml": f'{header}<Properties xmlns="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/extended-properties"><Company>{MAKER}</Company></Properties>',
        **(parts or {}),
    }
    return packed(content)


def relation(kind, target, *, outside=False, identifier="r9"):
    """Write a relation of a DOCX to something inside or outside it."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def packed(content, *, compression=zipfile.ZIP_DEFLATED):
    """Pack texts and bytes under their names."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return target.getvalue()


def unpacked(content):
    """Give everything in an office file as one text, to look for a word."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def lying_around():
    """Give the names of the files on disk, half-written ones included."""
    return list(storage.names())


def box(name, *inside):
    """Make one box of a film."""
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), name) + content


def film(*, kind=b"vide", elsewhere=False, brand=b"isom", extra=b""):
    """Make an MP4 of one track with a maker, a place and a time in it."""
    times = struct.pack(">III", 0, 0xABCD1234, 0xABCD1234)
    told = box(b"udta", box(b"\xa9xyz", b"+52.09+005.11/", MAKER.encode()))
    url = box(b"url ", struct.pack(">I", 0 if elsewhere else 1))
    media = box(
        b"mdia",
        box(b"mdhd", times, bytes(12)),
        box(b"hdlr", bytes(8), kind, bytes(12), MAKER.encode(), b"\0"),
        box(
            b"minf",
            box(b"dinf", box(b"dref", struct.pack(">II", 0, 1), url)),
            box(b"stbl", box(b"stco", struct.pack(">III", 0, 1, 40))),
        ),
    )
    track = box(b"trak", box(b"tkhd", times, bytes(72)), media, told)
    return b"".join(
        [
            box(b"ftyp", brand, bytes(4), b"isommp42"),
            box(b"mdat", b"beeld en geluid"),
            box(b"moov", box(b"mvhd", times, bytes(88)), track, told, extra),
            box(b"uuid", MAKER.encode()),
        ]
    )


def pdf_saying(*pages, **saving):
    """Make a PDF with a line of text on each page."""

    def write(document):
        del document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for text in pages:
            document.add_blank_page()
            page = document.pages[-1]
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            shown = f"BT /F1 12 Tf 20 400 Td ({text}) Tj ET"
            page.Contents = document.make_stream(shown.encode("latin-1"))

    return pdf(change=write, **saving)


def odf_saying(kind, text):
    """Make an OpenDocument file, a text unless ``kind`` says otherwise, that says something."""
    document = OpenDocument(kind)
    if kind == "spreadsheet":
        table = Table("Blad1")
        table.set_value("A1", text)
        document.body.append(table)
    elif kind == "presentation":
        page = DrawPage("page1")
        page.append(Paragraph(text))
        document.body.append(page)
    else:
        document.body.append(Paragraph(text))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def xlsx_saying(text):
    """Make an XLSX with a text in a cell."""
    workbook = Workbook()
    workbook.active["B2"] = text
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def pptx_saying(text):
    """Make the part of a PPTX that holds the text of a slide, with the least around it."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    show = "http://schemas.openxmlformats.org/presentationml/2006/main"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{show}"/>',
            "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{show}" xmlns:a="{drawing}">'
            f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>",
        }
    )
