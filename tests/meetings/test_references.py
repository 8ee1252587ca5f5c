"""References in the text of a proposal are links, and lead only to what one may read.

Policy: docs/policy/meetings.md#references
"""

import pytest
from django.test import Client

from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.documents import previews
from ivz.documents.previews import in_blocks
from ivz.meetings.references import NamedAnnex, Targets, linked
from tests.documents import files
from tests.documents.test_handing_out import stored
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    AnnexFactory,
    BodyFactory,
    ProposalFactory,
    member_of,
)
from tests.meetings.pages import soup

NOTE = NamedAnnex(title="Notitie samenwerking", url="/bijlage/1/", text_url="/tekst/")
FIRST = NamedAnnex(title="Bijlage 1: begroting", url="/bijlage/2/", text_url="/getallen/")
BY_TITLE = NamedAnnex(title="Convenant", url="/bijlage/3/")
TARGETS = Targets(points={"5", "7a"}, annexes=[NOTE, FIRST, BY_TITLE])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zie beslispunt 5.", 'Zie <a href="#punt-5">beslispunt 5</a>.'),
        ("Adviespunt 7a", '<a href="#punt-7a">Adviespunt 7a</a>'),
        ("Zie beslispunt 6.", "Zie beslispunt 6."),
        (
            "Zie hoofdstuk 10 van de notitie.",
            'Zie <a href="/tekst/#hoofdstuk-10">hoofdstuk 10 van de notitie</a>.',
        ),
        (
            "Pagina 3 van de notitie",
            '<a href="/tekst/#bladzijde-3">Pagina 3 van de notitie</a>',
        ),
        (
            "bijlage 4 van de notitie",
            '<a href="/bijlage/1/">bijlage 4 van de notitie</a>',
        ),
        (
            "bijlage 1, hoofdstuk 2",
            '<a href="/getallen/#hoofdstuk-2">bijlage 1, hoofdstuk 2</a>',
        ),
        ("(bijlage 1)", '(<a href="/bijlage/2/">bijlage 1</a>)'),
        (
            "hoofdstuk 2 van het convenant",
            '<a href="/bijlage/3/">hoofdstuk 2 van het convenant</a>',
        ),
        ("Zie bijlage 2, en hoofdstuk 3 van de wet.", "Zie bijlage 2, en hoofdstuk 3 van de wet."),
        ("<b>beslispunt 5</b>", '&lt;b&gt;<a href="#punt-5">beslispunt 5</a>&lt;/b&gt;'),
    ],
)
def test_what_a_text_names_is_a_link(text, expected):
    assert linked(text, TARGETS) == expected


def test_what_could_mean_two_annexes_stays_text():
    other = NamedAnnex(title="Notitie financiën", url="/bijlage/4/")

    assert linked("bijlage 4 van de notitie", Targets(annexes=[NOTE, other])) == (
        "bijlage 4 van de notitie"
    )


def test_a_chapter_begins_at_its_heading_and_not_in_the_table_of_contents():
    pages = ["Inhoud\n9 Format 12\n10. Projectopdrachten 14"]
    pages.append("9. Format\nTekst\n\n10 punten volgen")
    pages.append("10. Projectopdrachten\nAlles.\n10. Projectopdrachten herhaald")

    found = {block.anchor: block.text for page in in_blocks(pages) for block in page}

    assert found["hoofdstuk-9"] == "9. Format\nTekst"
    assert found["hoofdstuk-10"].startswith("10. Projectopdrachten\nAlles.")


@pytest.fixture
def proposal(db, settings, tmp_path):
    """Give a public proposal that names a chapter of its annex, for the network only."""
    settings.MEDIA_ROOT = tmp_path
    previews._read.cache_clear()
    clock.move_to(TODAY)
    open_to_all = {"openness": Openness.PUBLIC, "summary": "Zie beslispunt 1."}
    made = ProposalFactory(body=BodyFactory(), **open_to_all)
    text = "Dat staat in hoofdstuk 10 van de notitie."
    AdvicePointFactory(proposal=made, label="1", title="Opdrachten", text=text)
    content = files.pdf_saying("9. Format", "10. Projectopdrachten")
    AnnexFactory(proposal=made, title="Notitie", document=stored(made.body, content))
    return made


def test_a_chapter_of_an_annex_is_a_link_to_where_it_begins(client, proposal):
    client.force_login(member_of(proposal.body).user)

    page = soup(client.get(proposal.get_absolute_url()))
    [link] = [each for each in page.select("main a") if "hoofdstuk 10" in each.get_text()]
    address, _mark, anchor = link["href"].partition("#")
    there = soup(client.get(address))

    assert there.select_one(f"#{anchor}").get_text() == "10. Projectopdrachten"
    assert page.select_one('.ivz-prose a[href="#punt-1"]')
    assert page.select_one("#punt-1")


def test_who_may_not_read_the_annex_gets_text_and_no_link(proposal):
    page = soup(Client().get(proposal.get_absolute_url()))

    [point] = page.select("#punt-1 .ivz-prose")
    assert "hoofdstuk 10 van de notitie" in point.get_text()
    assert not point.select("a")
