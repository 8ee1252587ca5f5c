"""Reading a pasted attendance list: nothing is lost, nothing is guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivz.meetings.pasted.attendance import Candidate, names_in, normalised, read

LIST = (
    "Aanwezig\tA. Jansen, B. de Boer; dhr. C. Smit\nmevr. D.E. Visser en F. aan de Beek\n"
    "Afwezig met bericht: G. Bos en H. Mulder"
)
HEADINGS = ["Aanwezig", "Afwezig", "aanwezigen", "afgemeld", "met", "bericht", "en"]
WORDS = st.sampled_from(
    [*HEADINGS, *",;-:", "A.", "J.J.", "Jansen", "de", "a/d", "dhr.", "mevr.", "in", "'t", "Veld"]
)
PEOPLE = [
    Candidate(person_id=1, spellings=["Burgemeester van Dorp", "A. Jansen"]),
    Candidate(person_id=2, spellings=["Voorzitter", "J.J. Jansen"]),
    Candidate(person_id=3, spellings=["Secretaris", "F. aan de Beek"]),
    Candidate(person_id=4, spellings=["Gebiedsofficier van justitie", "K. Mulder"]),
]


def words_of(text):
    return re.findall(r"\w+", text.lower())


def reading_of(words):
    (reading,) = read(names_in(words), PEOPLE)
    return reading


def test_a_list_falls_apart_at_commas_lines_and_the_word_en():
    names = names_in(LIST)

    assert [(name.words, name.side) for name in names] == [
        ("A. Jansen", "present"),
        ("B. de Boer", "present"),
        ("dhr. C. Smit", "present"),
        ("mevr. D.E. Visser", "present"),
        ("F. aan de Beek", "present"),
        ("G. Bos", "absent"),
        ("H. Mulder", "absent"),
    ]


@pytest.mark.parametrize("bullet", ["•\t", "\uf0b7\t", "\uf0a7\xa0", "▪ ", "- ", "\u2013 "])
def test_a_bulleted_list_from_word_falls_apart_at_its_bullets(bullet):
    lines = ["Aanwezig:", f"{bullet}A. Jansen", f"{bullet}mevr.\xa0D.E. Visser"]

    names = names_in("\r\n".join(lines))

    assert [name.words for name in names] == ["A. Jansen", "mevr. D.E. Visser"]


def test_a_name_above_the_headings_is_on_neither_side():
    assert [name.side for name in names_in("A. Jansen\nAfwezig B. de Boer")] == [None, "absent"]


@given(st.lists(WORDS).map(" ".join))
def test_every_word_is_in_a_name_or_in_a_heading(text):
    kept = [word for name in names_in(text) for word in words_of(name.words)]
    headings = {word.lower() for word in HEADINGS}

    assert [word for word in kept if word not in headings] == [
        word for word in words_of(text) if word not in headings
    ]


@given(st.text())
def test_any_text_can_be_read(text):
    names = names_in(text)

    assert all(re.search(r"\w", name.words) for name in names)
    assert len(read(names, PEOPLE)) == len(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dhr. A. Jansen", "A Jansen"),
        ("mevrouw F. a/d Beek", "F. aan de Beek"),
        ("J.J. JANSEN", "jj. jansen"),
        ("de heer É. Dubois", "E. Dubois"),
        ("DVO-lid 2", "dvo lid 2"),
    ],
)
def test_titles_dots_capitals_and_accents_make_no_difference(one, other):
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("words", "person_id"),
    [
        ("dhr. A. Jansen", 1),
        ("JJ Jansen", 2),
        ("F. a/d Beek", 3),
        ("mevr. Mulder", 4),
        ("burgemeester van dorp", 1),
    ],
)
def test_a_spelling_that_one_person_has_is_certain(words, person_id):
    assert reading_of(words).certain == person_id


@pytest.mark.parametrize(
    ("words", "possible"),
    [("Jansen", (1, 2)), ("J. Jansen", (1, 2)), ("L. Mulder", (4,)), ("K. Muldr", (4,)), ("X", ())],
)
def test_what_may_mean_several_people_or_is_spelled_otherwise_is_asked(words, possible):
    reading = reading_of(words)

    assert reading.certain is None
    assert reading.possible == possible
