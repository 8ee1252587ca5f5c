"""Numbers that somebody sent: read where they are numbers, and nothing else."""

import re

import pytest

from ivz.web.requests import version_sent, whole_number
from tests.architecture.tree import ROOT, text_of

TOO_LONG = "9" * 5_000


@pytest.mark.parametrize(
    ("sent", "read"),
    [("7", 7), ("0012", 12), ("", 0), ("-1", 0), ("1.5", 0), ("²", 0), ("9" * 18, int("9" * 18))],
)
def test_a_number_is_read_and_anything_else_fits_no_row(sent, read):
    assert whole_number(sent) == read


def test_a_number_longer_than_any_key_is_none():
    assert whole_number("9" * 19) == 0
    assert whole_number(TOO_LONG) == 0


@pytest.mark.parametrize(("sent", "read"), [({"version": "3"}, 3), ({"version": "x"}, 0), ({}, 0)])
def test_the_version_of_an_edit_is_read_from_what_was_sent(rf, sent, read):
    assert version_sent(rf.post("/", sent)) == read


def test_no_page_reads_a_number_however_long():
    however_long = re.compile(r"\bint\([^\n]*\.is(decimal|digit|numeric)\(\) else")
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "ivz").rglob("*.py")
        if {"views", "forms"} & {*path.parts, path.stem} and however_long.search(text_of(path))
    ]

    assert found == []
