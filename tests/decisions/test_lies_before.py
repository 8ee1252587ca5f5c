"""That something lies before a body is told in one way, whatever it is."""

import pytest
from django.template.loader import render_to_string

from tests.architecture.tree import ROOT

PART = "decisions/lies_before.html"


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("submitted", "De rapportage ligt voor"),
        ("endorsed", "Het Platform heeft ingestemd"),
        ("draft", None),
        ("adopted", None),
    ],
)
def test_it_says_before_whom_it_lies_as_long_as_it_does(state, told):
    page = render_to_string(PART, {"state": state, "lies": "De rapportage ligt voor"})

    assert (told in page) if told else not page.strip()
    assert ("Tot die tijd kan niemand erin schrijven" in page) is bool(told)


def test_its_words_stand_in_one_template():
    words = "The Platform adopted it; the deciding body judges it now"
    found = [path for path in ROOT.glob("ivz/*/templates/**/*.html") if words in path.read_text()]

    assert [path.name for path in found] == ["lies_before.html"]
