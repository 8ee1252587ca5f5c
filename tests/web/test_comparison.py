"""Two texts beside each other, with what differs told apart."""

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template

from ivz.web.comparison import differences, side_by_side


class Letter(forms.Form):
    text = forms.CharField(label="Tekst", widget=forms.Textarea)
    on = forms.DateField(label="Dag")


def marked(side):
    return [text.strip() for is_own, text in side.pieces if is_own]


def test_each_side_marks_only_what_the_other_does_not_say():
    (pair,) = side_by_side(
        [("Tekst", "Minder inbraken\r\nin Borne")], [("Tekst", "Minder branden\nin Borne")], None
    )

    assert marked(pair.theirs) == ["inbraken"]
    assert marked(pair.mine) == ["branden"]
    for side in (pair.theirs, pair.mine):
        assert "".join(text for _own, text in side.pieces) == side.text.replace("\r\n", "\n")


def test_texts_that_share_little_stand_there_whole():
    (pair,) = side_by_side([("Tekst", "Van een ander.")], [("Tekst", "Heel iets van mij")], None)

    assert (marked(pair.theirs), marked(pair.mine)) == ([], [])
    assert pair.theirs.pieces == [(False, "Van een ander.")]


def test_a_text_can_be_put_in_a_field_of_text_only():
    pairs = side_by_side(
        [("Tekst", "a"), ("Dag", "1 mei")], [("Tekst", "b"), ("Dag", "2 mei")], Letter()
    )

    assert [(pair.label, pair.field) for pair in pairs] == [("Tekst", "id_text"), ("Dag", "")]


def test_what_only_one_side_has_stands_there_too():
    (pair,) = side_by_side([("Dag", None)], [], None)

    assert (pair.theirs.pieces, pair.mine.pieces) == ([], [])


def test_markup_in_a_text_stays_text():
    page = Template("{% include 'components/stale_edit.html' %}").render(
        Context({"theirs": [("Tekst", "<b>x</b>")], "mine": [("Tekst", "y")], "form": Letter()})
    )

    assert "<b>x" not in page
    assert 'data-text="&lt;b&gt;x&lt;/b&gt;"' in page
    assert "<p>y</p>" in page


class Dated(forms.Form):
    ends_on = forms.DateField(label="Einde")


@pytest.mark.parametrize(
    ("typed", "told"), [("2018-02-01", "1 februari 2018"), ("morgen", "morgen"), ("", "")]
)
def test_a_day_is_written_out_and_what_is_no_day_stays_as_it_was_typed(typed, told):
    theirs = Dated(initial={"ends_on": dt.date(2017, 11, 1)})

    others, own = differences(theirs, Dated({"ends_on": typed}))

    assert [text.replace("\xa0", " ") for _label, text in (*others, *own)] == [
        "1 november 2017",
        told,
    ]
