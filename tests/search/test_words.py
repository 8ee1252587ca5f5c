"""Which words belong together, and what a hit shows of its text."""

import pytest

from ivz.search.relating import Closeness, is_part, related
from ivz.search.snippets import LETTERS, pieces, snippet
from ivz.search.words import stem_of, stems_in

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("inbraak", "inbraken"),
        ("Coördinator", "coordinatoren"),
        ("gemeente", "GEMEENTEN"),
        ("handhaving", "handhaven"),
        ("vakantiepark", "vakantieparken"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem_of(one) == stem_of(other)


def test_words_that_tell_nothing_are_left_out():
    assert stems_in("De aanpak van de 14 inbraken!") == ["anpak", "14", "inbrak"]


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("inbraak", "woninginbraken", True),
        ("woning", "woninginbraken", True),
        ("jeugdoverlast", "overlast", True),
        ("jeugdoverlast", "jeugd", False),
        ("cultuur", "cultuuronderzoek", True),
        ("as", "jaslas", False),
    ],
)
def test_a_part_and_its_compound_belong_together(typed, known, expected):
    assert is_part(stem_of(typed), stem_of(known)) is expected


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("burgenet", "burgernet", True),
        ("ondermijnng", "ondermijning", True),
        ("hal", "hol", False),
        ("2016", "2017", False),
    ],
)
def test_a_letter_or_two_may_differ_in_a_longer_word(typed, known, expected):
    stem = stem_of(known)

    assert (stem in related(stem_of(typed), [stem], up_to=Closeness.TYPO)) is expected


def test_whether_two_words_belong_together_does_not_depend_on_what_else_is_known():
    """A closed word in the index adds no other word, and takes none away."""
    open_words = [stem_of(word) for word in ["woninginbraak", "woningbrand", "vossenjacht"]]
    closed_words = [stem_of(word) for word in ["woninginbrak", "vossen", "inbraak", "brand"]]

    for typed in ["inbraak", "woninginbrakn", "vossenjacht", "brand"]:
        alone = related(stem_of(typed), open_words, up_to=Closeness.TYPO)
        together = related(stem_of(typed), open_words + closed_words, up_to=Closeness.TYPO)
        assert together & set(open_words) == alone & set(open_words)


def test_the_words_that_were_found_are_marked():
    marked = [piece.text for piece in pieces("Minder inbraken, meer zicht.", {"inbrak"})]

    assert marked == ["Minder ", "inbraken", ", meer zicht."]


def test_a_snippet_is_the_part_where_most_words_stand():
    text = "Veel vooraf. " * 60 + "Hier gaat het om inbraken en overlast. " + "En nog wat. " * 60

    shown = snippet(text, {"inbrak", "overlast"})

    told = "".join(piece.text for piece in shown)
    assert "inbraken en overlast" in told
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told) < LETTERS + 10


@pytest.mark.parametrize("text", ["", "   ", "x" * 1_000, "<script>alert(1)</script>"])
def test_any_text_gives_a_snippet(text):
    assert "".join(piece.text for piece in snippet(text, {"niets"})).strip("… ") in text.strip()
