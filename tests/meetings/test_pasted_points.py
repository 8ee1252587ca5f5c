"""Reading pasted advice points: numbered, nested, and doubts said aloud."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivz.meetings.pasted.points import (
    Doubt,
    is_label,
    labels_in_order,
    parent_label,
    points_in,
    references_in,
    title_and_text,
)

PIECES = st.sampled_from(
    ["1.", "2.", "3.", "9.", "a)", "b)", "1)", "2)", "Instemmen", "met", "punt", "€ 0,20", "\n"]
)


def words_of(text):
    """Give the words of two letters or more; a single one may be a mark."""
    return re.findall(r"[^\W\d_]{2,}", text)


def labels_in(text):
    return [point.label for point in points_in(text)]


def doubts_in(text):
    return [(point.label, point.doubt) for point in points_in(text) if point.doubt]


def test_numbers_letters_and_numbers_with_a_bracket_nest():
    text = "1. Eerste\n2. Tweede\na) deel a\nb) deel b\n1) onder b\n2) ook onder b\n3. Derde"

    assert labels_in(text) == ["1", "2", "2a", "2b", "2b1", "2b2", "3"]
    assert not doubts_in(text)


def test_a_list_from_word_has_tabs_fixed_spaces_and_line_ends_of_its_own():
    text = (
        "1.\tInstemmen met\xa0de werkwijze\x0ben het jaarplan\r\n"
        "2.\tVaststellen:\r\na.\thet plan\r\nb.\thet verslag"
    )

    points = points_in(text)

    assert [(point.label, point.text) for point in points] == [
        ("1", "Instemmen met\xa0de werkwijze\nen het jaarplan"),
        ("2", "Vaststellen:"),
        ("2a", "het plan"),
        ("2b", "het verslag"),
    ]
    assert not doubts_in(text)


def test_points_may_stand_in_one_line():
    text = "1. Instemmen met de werkwijze 2. Vaststellen: a) het jaarplan b) het jaarverslag"

    points = points_in(text)

    assert [(point.label, point.text) for point in points] == [
        ("1", "Instemmen met de werkwijze"),
        ("2", "Vaststellen:"),
        ("2a", "het jaarplan"),
        ("2b", "het jaarverslag"),
    ]


def test_a_number_in_a_sentence_opens_no_point():
    assert labels_in("1. Betaal vóór 12. december 2016 en zie 5. hieronder") == ["1"]


def test_numbers_with_brackets_are_points_where_no_number_has_a_dot():
    assert labels_in("1) Eerste\n2) Tweede\na) deel") == ["1", "2", "2a"]


def test_lines_without_a_number_belong_to_the_point_above():
    (point,) = points_in("1. Instemmen met:\n- de werkwijze\n- het jaarplan")

    assert point.text == "Instemmen met:\n- de werkwijze\n- het jaarplan"


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("Het DVO besluit:\n1. Eerste", [("", Doubt.BEFORE_FIRST)]),
        ("1. Eerste\n3. Derde", [("3", Doubt.GAP)]),
        ("2. Tweede", [("2", Doubt.GAP)]),
        ("1. Eerste\n2. Tweede\n2. Nog een", [("2", Doubt.DUPLICATE)]),
        ("1. Eerste\n2. Tweede\n1. Opnieuw", [("1", Doubt.RESTART)]),
        ("1.\n2. Tweede", [("1", Doubt.NO_TEXT)]),
    ],
)
def test_what_is_odd_is_asked(text, doubts):
    assert doubts_in(text) == doubts


@given(st.lists(PIECES).map(" ".join) | st.text())
def test_every_word_stands_in_the_text_of_a_point(text):
    points = points_in(text)

    assert words_of("\n".join(point.text for point in points)) == words_of(text)


@given(st.lists(PIECES).map(" ".join))
def test_every_number_stands_in_a_label_or_a_text(text):
    points = points_in(text)

    kept = [digit for point in points for digit in re.findall(r"[1-9]", point.label + point.text)]

    assert set(re.findall(r"[1-9]", text)) <= set(kept)
    assert all(not point.label or is_label(point.label) for point in points)


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Instemmen met de werkwijze.", "Instemmen met de werkwijze.", ""),
        ("Instemmen. Dat kost € 0,20 p.p. extra.", "Instemmen.", "Dat kost € 0,20 p.p. extra."),
        ("Vaststellen:\n- het plan", "Vaststellen:", "- het plan"),
    ],
)
def test_the_first_sentence_is_the_title(text, title, rest):
    assert title_and_text(text) == (title, rest)


@given(st.text())
def test_title_and_text_keep_every_word(text):
    title, rest = title_and_text(text)

    assert len(title) <= 250
    assert "".join(f"{title}{rest}".split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("zie beslispunt 5", ["5"]),
        ("conform adviespunt 7 en punt 2", ["7", "2"]),
        ("de punten 2, 3 en 7a gelden", ["2", "3", "7a"]),
        ("punt 99 bestaat niet, punt 1 is dit punt zelf", []),
        ("het standpunt 5 telt niet", []),
    ],
)
def test_points_named_in_a_text_are_found(text, labels):
    assert references_in(text, known={"1", "2", "3", "5", "7", "7a"}, own="1") == labels


def test_labels_sort_as_people_count_and_know_their_parent():
    assert labels_in_order(["10", "7d2", "2", "7", "7d10", "7d"]) == [
        "2", "7", "7d", "7d2", "7d10", "10",
    ]  # fmt: skip
    assert [parent_label(label) for label in ["7d2", "7d", "7"]] == ["7d", "7", ""]
