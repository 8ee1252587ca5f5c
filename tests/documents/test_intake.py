"""What is taken in, what is cleaned off, and what is refused with the way out.

Policy: docs/policy/documents.md
"""

import io
import sys
import zipfile

import pikepdf
import pytest
from odfdo import Document as OpenDocument
from openpyxl import load_workbook
from PIL import Image

from ivz.documents.intake import FileRefused, Infected, accept, packages, pictures, title_from
from ivz.documents.states import FileKind, Remark
from tests.documents import files
from tests.documents.files import MAKER, docx, relation

HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'


def refusal_of(content):
    with pytest.raises(FileRefused) as refused:
        accept(content)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.pdf(), FileKind.PDF),
        (files.odt(), FileKind.ODT),
        (docx(), FileKind.DOCX),
        (files.xlsx(), FileKind.XLSX),
        (files.picture("JPEG"), FileKind.JPEG),
        (files.picture("PNG"), FileKind.PNG),
    ],
    ids=lambda value: value.name if isinstance(value, FileKind) else "",
)
def test_a_file_is_known_by_its_content_and_loses_the_name_of_its_maker(content, kind):
    taken = accept(content)

    everything = taken.content
    if zipfile.is_zipfile(io.BytesIO(taken.content)):
        everything = repr(files.unpacked(taken.content)).encode()
    assert taken.kind == kind
    assert MAKER.encode() not in everything


@pytest.mark.parametrize("kind", ["spreadsheet", "presentation"])
def test_spreadsheets_and_presentations_of_opendocument_are_told_apart(kind):
    document = OpenDocument(kind)
    target = io.BytesIO()
    document.save(target)

    assert (
        accept(target.getvalue()).kind.name == {"spreadsheet": "ODS", "presentation": "ODP"}[kind]
    )


def test_what_was_cleaned_still_opens():
    assert len(pikepdf.open(io.BytesIO(accept(files.pdf()).content)).pages) == 1
    assert load_workbook(io.BytesIO(accept(files.xlsx()).content)).active["A1"].value == 12
    odt = OpenDocument(io.BytesIO(accept(files.odt()).content))
    assert odt.mimetype == FileKind.ODT
    assert not odt.meta.creator
    assert Image.open(io.BytesIO(accept(files.picture()).content)).size == (30, 20)


def test_the_properties_of_a_pdf_are_gone_from_every_place():
    kept = pikepdf.open(io.BytesIO(accept(files.pdf()).content))

    assert not list(kept.docinfo.keys())
    assert "/Metadata" not in kept.Root
    assert "/PieceInfo" not in kept.pages[0]


def test_a_picture_is_turned_upright_before_its_direction_is_lost():
    exif = Image.Exif()
    exif[0x0112] = 6
    target = io.BytesIO()
    Image.new("RGB", (30, 20)).save(target, format="JPEG", exif=exif)

    kept = Image.open(io.BytesIO(accept(target.getvalue()).content))

    assert kept.size == (20, 30)
    assert not kept.getexif()


def test_tracked_changes_and_comments_stay_without_a_name_and_with_a_warning():
    body = (
        f'<w:ins w:id="1" w:author="{MAKER}" w:date="2016-10-10T10:30:00Z"><w:r/></w:ins>'
        f'<w:del w:id="2" w:author="{MAKER}"/>'
    )
    comments = f'<w:comments xmlns:w="{files.WORD}"><w:comment w:id="0" w:author="{MAKER}" '
    parts = {"word/comments.xml": f'{comments}w:initials="{MAKER}"/></w:comments>'}

    taken = accept(docx(body, parts=parts))

    assert taken.remarks == {Remark.CHANGES, Remark.COMMENTS}
    assert MAKER not in repr(files.unpacked(taken.content))
    assert accept(docx()).remarks == frozenset()


def test_a_note_in_a_pdf_loses_its_name_and_gives_a_warning():
    def annotate(document):
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 9, 9],
            T=MAKER,
            Contents="Klopt dit?",
        )
        document.pages[0]["/Annots"] = pikepdf.Array([note])

    taken = accept(files.pdf(change=annotate))

    assert taken.remarks == {Remark.COMMENTS}
    assert MAKER.encode() not in taken.content


def test_the_letter_template_and_what_an_organisation_hides_in_a_file_go():
    settings = f'<w:settings xmlns:w="{files.WORD}" xmlns:r="{files.OFFICE}">'
    template = relation("attachedTemplate", f"file:///H:/{MAKER}.dotx", outside=True)
    parts = {
        "word/settings.xml": f'{settings}<w:attachedTemplate r:id="r9"/></w:settings>',
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{files.PACKAGE}/relationships">'
        f"{template}</Relationships>",
        "customXml/item1.xml": f"<who>{MAKER}</who>",
        "docMetadata/LabelInfo.xml": f"<who>{MAKER}</who>",
        "docProps/thumbnail.jpeg": MAKER,
    }

    kept = files.unpacked(
        accept(docx(parts=parts, relations=relation("customXml", "../customXml/item1.xml"))).content
    )

    assert MAKER not in repr(kept)
    assert "attachedTemplate" not in repr(kept)
    assert "customXml" not in repr(kept)


def test_the_workbook_behind_a_chart_is_cleaned_too():
    parts = {"word/embeddings/Microsoft_Excel_Sheet.xlsx": files.xlsx()}

    kept = accept(docx(parts=parts)).content

    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        workbook = archive.read("word/embeddings/Microsoft_Excel_Sheet.xlsx")
    assert MAKER not in repr(files.unpacked(workbook))
    assert load_workbook(io.BytesIO(workbook)).active["A1"].value == 12


def action(**entries):
    def change(document):
        document.Root["/OpenAction"] = pikepdf.Dictionary(**entries)

    return files.pdf(change=change)


def attach(document):
    document.attachments["bijlage.txt"] = b"inhoud"


VBA = '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
PROGRAMS = {
    "macro in a DOCX": docx(types=VBA),
    "macro by relation": docx(relations=relation("vbaProject", "x.bin")),
    "field that starts a program": docx("<w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r>"),
    "script in a PDF": action(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
    "launching from a PDF": action(S=pikepdf.Name.Launch, F="cmd.exe"),
    "Basic in an ODT": files.odt(change=lambda text: text.set_part("Basic/script-lc.xml", b"<a/>")),
}


@pytest.mark.parametrize("content", PROGRAMS.values(), ids=PROGRAMS)
def test_a_file_with_a_program_is_refused(content):
    assert "programma" in refusal_of(content)


PACKED_INSIDE = {
    "PDF with an attachment": files.pdf(change=attach),
    "object in a DOCX": docx(parts={"word/embeddings/oleObject1.bin": b"\xd0\xcf"}),
    "web page in a DOCX": docx(relations=relation("aFChunk", "pagina.html")),
}


@pytest.mark.parametrize("content", PACKED_INSIDE.values(), ids=PACKED_INSIDE)
def test_a_file_inside_a_file_is_refused(content):
    assert "ander bestand" in refusal_of(content)


def linked_picture(text):
    content = text.get_part("content.xml").serialize()
    image = (
        b'<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        b'xmlns:xlink="http://www.w3.org/1999/xlink">'
        b'<draw:image xlink:href="http://elders.example/teller.png"/></draw:frame></office:text>'
    )
    text.set_part("content.xml", content.replace(b"</office:text>", image))


def test_what_is_fetched_from_elsewhere_is_refused_and_a_plain_link_is_not():
    image = relation("image", "http://elders.example/teller.png", outside=True)
    link = relation("hyperlink", "https://www.overheid.nl", outside=True)

    assert "elders" in refusal_of(docx(relations=image))
    assert "elders" in refusal_of(files.odt(change=linked_picture))
    assert accept(docx(relations=link)).kind == FileKind.DOCX


def encrypted_odt():
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    return files.packed(
        {"mimetype": FileKind.ODT.value, "META-INF/manifest.xml": manifest, "content.xml": b"\x01"}
    )


COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
LOCKED = {
    "PDF": files.pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
    "PDF that opens but forbids": files.pdf(encryption=pikepdf.Encryption(owner="a", user="")),
    "office file": COMPOUND + "EncryptedPackage".encode("utf-16-le"),
    "ODT": encrypted_odt(),
}


@pytest.mark.parametrize("content", LOCKED.values(), ids=LOCKED)
def test_a_file_with_a_password_is_refused(content):
    assert "wachtwoord" in refusal_of(content)


OTHERS = {
    "web page": HTML,
    "plain text": b"gewone tekst",
    "zip": files.packed({"a.txt": "x"}),
    "web page before a PDF": HTML + files.pdf(),
    "two kinds at once": docx(parts={"xl/workbook.xml": "<a/>"}),
}


@pytest.mark.parametrize("content", OTHERS.values(), ids=OTHERS)
def test_another_kind_is_refused_and_the_kinds_are_named(content):
    assert "PDF" in refusal_of(content)
    assert "ODT" in refusal_of(content)


def test_svg_and_older_office_files_are_refused_with_their_own_way_out():
    assert "PNG" in refusal_of(SVG)
    assert "DOCX" in refusal_of(COMPOUND + b"WordDocument")


def test_a_page_of_script_hidden_behind_a_pdf_or_picture_does_not_come_along():
    behind_pdf = accept(files.pdf() + HTML)
    behind_picture = accept(files.picture("PNG") + HTML)
    behind_office = accept(docx() + HTML)

    for taken in (behind_pdf, behind_picture, behind_office):
        assert b"<script>" not in taken.content


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "word\\..\\x", "WORD/document.xml"]
)
def test_names_inside_that_point_elsewhere_or_stand_there_twice_are_refused(name):
    assert "beschadigd" in refusal_of(docx(parts={name: "x"}))


def test_zip_bombs_are_refused_before_they_are_unpacked(monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *args: pytest.fail("was unpacked"))
    wide = docx(parts={f"word/media/{number}": "" for number in range(packages.MOST_PARTS)})

    assert "meer ingepakt" in refusal_of(docx(parts={"word/media/a": b"\0" * 20_000_000}))
    assert "meer ingepakt" in refusal_of(wide)


def test_a_package_that_lies_about_its_size_is_refused():
    honest = docx(parts={"word/media/a": b"\0" * 5_000_000})
    size = (5_000_000).to_bytes(4, "little")
    assert honest.count(size) == 2
    lying = honest.replace(size, (100).to_bytes(4, "little"))

    assert "beschadigd" in refusal_of(lying)


BOMB = (
    '<!DOCTYPE a [<!ENTITY x "haha"><!ENTITY y "&x;&x;"><!ENTITY z SYSTEM "file:///etc/passwd">]>'
    "<a>&y;&z;</a>"
)


def test_xml_with_a_document_type_is_refused():
    assert "beschadigd" in refusal_of(docx(parts={"word/notes.xml": BOMB}))
    assert "beschadigd" in refusal_of(docx(parts={"word/notes.xml": BOMB.encode("utf-16")}))


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\nniets", b"\x89PNG\r\n\x1a\nniets", b"\xff\xd8\xffniets", docx()[:300]],
    ids=["PDF", "PNG", "JPEG", "DOCX"],
)
def test_a_damaged_file_is_refused(content):
    assert "beschadigd" in refusal_of(content)


def test_a_picture_with_more_points_than_can_be_drawn_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 500)

    assert "punten" in refusal_of(files.picture("PNG"))


def test_empty_and_too_large_files_are_refused(settings):
    settings.DOCUMENT_MEGABYTES = 0

    assert "leeg" in refusal_of(b"")
    assert "groter dan 0 MB" in refusal_of(files.pdf())


SCANNER = """
import sys
found = b"EICAR" in sys.stdin.buffer.read()
sys.exit(1 if found else 0)
"""
NASTY = b"%PDF-" + b"X5O!P%@AP" + b"-STANDARD-ANTIVIRUS-" + b"EICAR"


@pytest.fixture
def scanner(settings, tmp_path):
    """Give a scanner that knows one virus, and a way to have it answer otherwise."""

    def command(text=SCANNER):
        program = tmp_path / "scanner.py"
        program.write_text(text)
        settings.DOCUMENT_SCANNER = f"{sys.executable} {program}"

    command()
    return command


def test_what_the_scanner_finds_is_refused_and_the_rest_comes_in(scanner):
    with pytest.raises(Infected):
        accept(NASTY)

    assert accept(files.pdf()).kind == FileKind.PDF


@pytest.mark.parametrize("broken", ["import sys; sys.exit(2)", "import time; time.sleep(9)"])
def test_what_the_scanner_cannot_check_is_refused(scanner, monkeypatch, broken):
    monkeypatch.setattr("ivz.documents.intake.scanning.SECONDS", 1)
    scanner(broken)

    assert "Probeer" in refusal_of(files.pdf())


def test_a_scanner_that_is_not_there_lets_nothing_in(settings):
    settings.DOCUMENT_SCANNER = "/nergens/scanner"

    assert "Probeer" in refusal_of(files.pdf())


def test_without_a_scanner_files_come_in(settings):
    assert settings.DOCUMENT_SCANNER == ""
    assert accept(files.pdf()).kind == FileKind.PDF


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../etc/Plan van aanpak.pdf", "Plan van aanpak"),
        ("C:\\Users\\jansen\\notitie_10_oktober.docx", "notitie 10 oktober"),
        ("a\u202egpj.exe", "a gpj"),
        ("", ""),
    ],
)
def test_a_title_is_made_of_the_name_alone(name, title):
    assert title_from(name) == title
