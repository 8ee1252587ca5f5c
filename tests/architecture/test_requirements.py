"""The list of requirements is complete, and every tick on it has its proof."""

import ast
import re
from collections import Counter
from functools import cache

import pytest

from tests.architecture.tree import ROOT

# How many requirements each part of the list has.
PER_CHAPTER = {1: 71, 2: 40, 3: 26, 4: 32, 5: 39, 6: 24, 7: 47, 8: 39, 9: 42, 10: 20}
PER_LETTER = {"B": 28, "C": 41, "F": 14}
EXPECTED = [
    *(f"{part}.{number:02}" for part, last in PER_CHAPTER.items() for number in range(1, last + 1)),
    *(f"{part}{number}" for part, last in PER_LETTER.items() for number in range(1, last + 1)),
]
NODE = re.compile(r"`(tests/[\w/]+\.py)((?:::\w+)+)`")
REASON = re.compile(
    r"in part: .+; later: |in part: .+ later: |later: |nothing to build|never: |a way of working"
)


def rows():
    """Read the tables as lists of cells: id, requirement, tick, where, test, reason."""
    text = (ROOT / "docs/requirements.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| [BCF]?\d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


TICKED = [row for row in rows() if row[2] == "☑"]
OPEN = [row for row in rows() if row[2] != "☑"]


@cache
def named_in(path):
    """Name every test of a file, with the class it stands in."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        "::".join([*([] if place is tree else [place.name]), node.name])
        for place in [tree, *(each for each in tree.body if isinstance(each, ast.ClassDef))]
        for node in place.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_requirement_stands_on_the_list_once():
    assert sum(PER_CHAPTER.values()) == 380
    assert Counter(row[0] for row in rows()) == Counter(EXPECTED)


def test_every_row_is_whole():
    assert [row[0] for row in rows() if len(row) != 6 or not row[1] or row[2] not in "☐☑"] == []


@pytest.mark.parametrize("row", TICKED, ids=lambda row: row[0])
def test_a_ticked_requirement_says_where_and_names_tests_that_exist(row):
    named = NODE.findall(row[4])

    assert row[3]
    assert named
    assert row[4] == ", ".join(f"`{path}{name}`" for path, name in named)
    for path, name in named:
        assert (ROOT / path).is_file(), path
        assert name.removeprefix("::") in named_in(path), f"{path}{name}"


@pytest.mark.parametrize("row", OPEN, ids=lambda row: row[0])
def test_an_open_requirement_has_its_reason_and_no_test(row):
    assert REASON.match(row[5])
    assert row[3:5] == ["", ""]
