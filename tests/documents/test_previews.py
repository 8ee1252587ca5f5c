"""What stands in a file, read in the page: its text alone, for whoever may have the file.

Policy: docs/policy/documents.md#preview
"""

import io

import pytest
from bs4 import BeautifulSoup
from odfdo import Document as OpenDocument
from odfdo import Table

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.documents import previews, storage
from ivz.documents.words import child
from tests.documents import files
from tests.documents.test_handing_out import client_of, same_as_unknown, set_openness, stored
from tests.factories import TODAY, AnnexFactory, BodyFactory, ProposalFactory, member_of

pytestmark = pytest.mark.django_db
SAYS = "Over de vossenjacht"
WORDS = f"<w:p><w:r><w:t>{SAYS}</w:t></w:r></w:p><w:p><w:r><w:t>Tweede alinea</w:t></w:r></w:p>"


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clock.move_to(TODAY)
    previews._read.cache_clear()


@pytest.fixture
def body():
    return BodyFactory()


def annex_with(body, content):
    proposal = ProposalFactory(body=body, openness=Openness.PUBLIC)
    return AnnexFactory(proposal=proposal, document=stored(body, content), title="Notitie")


def shown(annex, actor):
    answer = client_of(actor).get(annex.document.get_preview_url())
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one("main")


@pytest.mark.parametrize(
    "content",
    [
        files.pdf_saying(SAYS, "en dassen"),
        files.odf_saying("text", SAYS),
        files.odf_saying("spreadsheet", SAYS),
        files.odf_saying("presentation", SAYS),
        files.docx(WORDS),
        files.xlsx_saying(SAYS),
        files.pptx_saying(SAYS),
    ],
    ids=["pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx"],
)
def test_the_text_of_each_kind_of_file_can_be_read_in_the_page(body, content):
    page = shown(annex_with(body, content), member_of(body))

    assert SAYS in page.get_text(" ")
    assert "alleen de tekst" in page.get_text(" ")
    assert "Het bestand gaat verder" not in page.get_text(" ")


def test_pages_and_paragraphs_stand_apart(body):
    member = member_of(body)

    of_pdf = shown(annex_with(body, files.pdf_saying(SAYS, "en dassen")), member)
    of_text = shown(annex_with(body, files.docx(WORDS)), member)

    headings = [" ".join(each.get_text().split()) for each in of_pdf.select("section h2")]
    assert headings == ["Bladzijde 1", "Bladzijde 2"]
    assert [each.get_text() for each in of_text.select("section p")] == [SAYS, "Tweede alinea"]


def test_a_picture_is_shown_as_it_is(body):
    annex = annex_with(body, files.picture("PNG"))

    page = shown(annex, member_of(body))

    assert page.select_one("img")["src"] == annex.document.get_absolute_url()
    assert "alleen de tekst" not in page.get_text(" ")


def test_what_holds_no_text_says_what_to_do(body):
    page = shown(annex_with(body, files.pdf()), member_of(body))

    assert "Download het om te zien" in page.get_text(" ")


def test_what_looks_like_markup_is_text(body):
    page = shown(annex_with(body, files.odf_saying("text", "<b>vet</b>")), member_of(body))

    assert "<b>vet</b>" in page.get_text(" ")


def test_only_the_beginning_of_a_long_file_is_shown(monkeypatch):
    monkeypatch.setattr(child, "MOST_PAGES", 2)
    monkeypatch.setattr(child, "MOST_CHARACTERS", 12)

    def pages(*texts):
        return child.pages_of("pdf", files.pdf_saying(*texts))

    assert pages("een", "twee") == (["een", "twee"], True)
    assert pages("een", "twee", "drie") == (["een", "twee"], False)
    assert pages("een", "vossenjacht") == (["een", "vossenjac"], False)


@pytest.mark.parametrize("level", [Openness.NETWORK, Openness.BODY, Openness.RESTRICTED])
def test_who_may_not_have_the_file_gets_the_page_of_what_does_not_exist(body, level):
    annex = annex_with(body, files.pdf_saying(SAYS))
    reader = member_of(body)
    set_openness(annex, level, reader=reader)

    address = annex.document.get_preview_url()

    assert same_as_unknown(client_of().get(address))
    answer = client_of(reader).get(address)
    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_reading_a_restricted_file_in_the_page_is_noted(body):
    annex = annex_with(body, files.pdf_saying(SAYS))
    reader = member_of(body)
    set_openness(annex, Openness.RESTRICTED, reader=reader)

    client_of(reader).get(annex.document.get_preview_url())

    assert AuditEntry.objects.filter(event="restricted.read").exists()


def test_a_file_that_somebody_meddled_with_is_not_shown(body):
    annex = annex_with(body, files.pdf_saying(SAYS))
    version = annex.document.versions.get()
    storage.path_of(version.stored_as).write_bytes(files.pdf_saying("Iets anders"))

    answer = client_of(member_of(body)).get(annex.document.get_preview_url())

    assert answer.status_code == 503
    assert "Iets anders" not in answer.content.decode()


def test_the_page_of_an_annex_leads_to_what_stands_in_it(body):
    annex = annex_with(body, files.pdf_saying(SAYS))

    page = client_of(member_of(body)).get(annex.get_absolute_url()).content.decode()

    assert annex.document.get_preview_url() in page


LONG = "De voorzitter opent de vergadering en heet iedereen welkom, ook"


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        (f"{LONG}\nde leden van het DVO.", [f"{LONG} de leden van het DVO."]),
        (f"{LONG} DVO-\nlid 1.", [f"{LONG} DVO-lid 1."]),
        (f"{LONG};\nPolitie en OM.", [f"{LONG};\nPolitie en OM."]),
        (f"{LONG}\nAfwezig: niemand.", [f"{LONG}\nAfwezig: niemand."]),
        (f"{LONG}\n- een streepje", [f"{LONG}\n- een streepje"]),
        ("Wie\nwat\nwaar", ["Wie\nwat\nwaar"]),
    ],
)
def test_a_line_that_the_edge_of_the_page_cut_goes_on(page, blocks):
    assert [block.text for block in previews.in_blocks([page])[0]] == blocks


def test_the_cells_of_a_row_stand_on_one_line(body):
    table = Table("Besluiten", width=2, height=2)
    table.set_values([["Nr.", "Besluit"], ["1", "Akkoord"]])
    document = OpenDocument("text")
    document.body.append(table)
    target = io.BytesIO()
    document.save(target)

    page = shown(annex_with(body, target.getvalue()), member_of(body))

    text = page.select_one(".ivz-prose").get_text("\n")
    assert [line.strip() for line in text.split("\n") if line.strip()] == [
        "Nr. Besluit",
        "1 Akkoord",
    ]
