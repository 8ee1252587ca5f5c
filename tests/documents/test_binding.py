"""Binding PDF files into one: order, numbers, outline and mark."""

import io
import subprocess

import pikepdf
import pytest

from ivz.documents import binding, pdf
from ivz.documents.binding import Mark, Part, TooManyPages, bind
from tests.documents import files

TOLD = "Burgemeester van Haaksbergen & Co., 28 november 2026"
MARK = Mark(reader="Burgemeester van Haaksbergen", told=TOLD)


def part(title, *, pages=1):
    def lengthen(document):
        for _ in range(pages - 1):
            document.add_blank_page(page_size=(842, 595))

    return Part(title=title, content=files.pdf(change=lengthen))


def front(starts):
    named = "".join(f"<p>deel op bladzijde {start}</p>" for start in starts)
    return (
        '<!doctype html><html lang="nl"><head><title>Stukken</title></head>'
        f"<body><h1>Stukken</h1>{named}"
        '<h2 style="break-before: page">Voorstel</h2></body></html>'
    )


def words_on(content, *, page):
    program = ["pdftotext", "-f", str(page), "-l", str(page), "-", "-"]
    return subprocess.run(program, input=content, capture_output=True, check=True).stdout.decode()


def test_the_front_knows_on_which_page_each_part_begins():
    content = bind(front, [part("Notitie", pages=3), part("Brief")], mark=MARK)

    assert binding.page_count(content) == 2 + 3 + 1
    assert "deel op bladzijde 3" in words_on(content, page=1)
    assert "deel op bladzijde 6" in words_on(content, page=1)


def test_every_page_carries_the_mark_and_its_number_whatever_its_size():
    content = bind(front, [part("Notitie", pages=3)], mark=MARK)

    for number in range(1, 6):
        words = words_on(content, page=number)
        assert TOLD in words, number
        assert f"{number}/5" in words.replace(" ", ""), number


def test_the_front_stays_tagged_and_the_mark_is_not_read_aloud():
    content = bind(front, [part("Notitie")], mark=MARK)

    with pikepdf.open(io.BytesIO(content)) as document:
        assert "/StructTreeRoot" in document.Root
        for page in document.pages:
            page.contents_coalesce()
            drawn = page.Contents.read_bytes()
            assert drawn.count(b"/Artifact BMC") >= 1
            assert drawn.rstrip().endswith(b"EMC")


def test_the_outline_leads_to_each_part():
    content = bind(front, [part("Notitie", pages=2), part("Brief")], mark=MARK)

    with pikepdf.open(io.BytesIO(content)) as document, document.open_outline() as outline:
        found = {item.title: item for item in outline.root}
        pages = {name: found[name].destination[0].objgen for name in ("Notitie", "Brief")}
        assert pages == {
            "Notitie": document.pages[2].obj.objgen,
            "Brief": document.pages[4].obj.objgen,
        }


def test_nothing_is_kept_of_what_one_reader_alone_may_have(monkeypatch):
    kept = []
    monkeypatch.setattr(pdf.cache, "set", lambda *given: kept.append(given))

    bind(front, [part("Notitie")], mark=MARK)

    assert kept == []


def test_too_much_to_leaf_through_is_refused(monkeypatch):
    monkeypatch.setattr(binding, "MOST_PAGES", 4)

    with pytest.raises(TooManyPages) as refused:
        bind(front, [part("Notitie", pages=3)], mark=MARK)

    assert refused.value.args == (5,)
