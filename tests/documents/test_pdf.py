"""Making PDF documents: tagged, the same each time, and without fetching anything."""

import io

import pikepdf
import pytest

from ivz.documents import pdf

TABLE = """
<table>
  <thead><tr><th>Nr.</th><th>Besluit</th></tr></thead>
  <tbody><tr><th>1</th><td>Akkoord</td></tr></tbody>
</table>
"""


def document(body="<h1>Lijst</h1>", head=""):
    return (
        f'<!doctype html><html lang="nl"><head><title>Lijst</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def opened(html):
    return pikepdf.open(io.BytesIO(pdf.render(html)))


def test_a_document_has_tags_title_and_language():
    with opened(document()) as made:
        assert "/StructTreeRoot" in made.Root
        assert (str(made.Root.Lang), str(made.docinfo.Title)) == ("nl", "Lijst")


def test_header_cells_know_their_scope():
    with opened(document(TABLE)) as made:
        assert scopes_in(made.Root.StructTreeRoot) == ["/Column", "/Column", "/Row"]


def scopes_in(element):
    found = [str(element.A.Scope)] if str(element.get("/S", "")) == "/TH" else []
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += scopes_in(child)
    return found


def test_the_same_document_gives_the_same_file():
    assert pdf.render(document()) == pdf.render(document())
    assert pdf.digest_of(document()) != pdf.digest_of(document("<h1>Anders</h1>"))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/style.css",
        "http://127.0.0.1/style.css",
        "file:///etc/hostname",
        "static:no/such/file.css",
        "static:../../config/settings.py",
    ],
)
def test_nothing_but_our_static_files_is_read(address):
    html = document(head=f'<link rel="stylesheet" href="{address}">')

    with pytest.raises(pdf.UnknownAsset):
        pdf.render(html)


def test_our_own_fonts_are_in_the_file():
    with opened(document()) as made:
        fonts = [str(name) for page in made.pages for name in fonts_of(page)]

    assert fonts
    assert all("Source-Sans-3" in name for name in fonts)


def fonts_of(page):
    return [font.BaseFont for font in page.Resources.Font.values()]
