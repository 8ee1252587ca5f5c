"""How much of what people look for is among the first ten hits, on the example region.

The questions stand in ``questions.txt``. Asked as the coordinator, on either engine.
Policy: docs/policy/search.md#words
"""

import sys
from collections import defaultdict
from pathlib import Path

import pytest

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.search import queries, relating, words
from ivz.search.queries import Asked
from ivz.search.relating import Closeness, related
from tests.factories import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]
FIRST = 10
LEAST_RECALL = 0.9
FEWEST_QUESTIONS = 60


def questions():
    """Give what is typed, why it is hard, and the kinds and titles that are looked for."""
    lines = (Path(__file__).parent / "questions.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            typed, why, wanted = (part.strip() for part in line.split("|"))
            yield typed, why, [tuple(each.strip().split(" ", 1)) for each in wanted.split(";")]


@pytest.fixture
def coordinator():
    return Actor(user=User.objects.get(username="voorbeeld-coordinator"), today=TODAY)


def recalls(actor):
    """Give for each question which part of what is looked for is among the first hits."""
    found = {}
    for typed, why, wanted in questions():
        rows = queries.search(Asked(words=typed), actor=actor).rows[:FIRST]
        shown = [(entry.kind, entry.title) for entry in queries.entries_of(rows, actor=actor)]
        missing = [
            (kind, title)
            for kind, title in wanted
            if not any(kind == other and name.startswith(title) for other, name in shown)
        ]
        found[typed] = (why, 1 - len(missing) / len(wanted), missing)
    return found


def mean(found):
    return sum(share for _why, share, _missing in found.values()) / len(found)


def test_nine_tenths_of_what_is_looked_for_is_among_the_first_ten(coordinator):
    found = recalls(coordinator)

    for typed, (why, share, missing) in found.items():
        if missing:
            sys.stdout.write(f"{share:.2f} {typed} ({why}): {missing}\n")
    by_reason = defaultdict(list)
    for why, share, _missing in found.values():
        by_reason[why].append(share)
    sums = {why: f"{sum(shares) / len(shares):.2f}" for why, shares in by_reason.items()}
    sys.stdout.write(f"{sums}\n")
    assert len(found) >= FEWEST_QUESTIONS
    assert mean(found) >= LEAST_RECALL


@pytest.mark.parametrize(
    ("lost", "fewest"),
    [
        ("stem", 4),
        pytest.param("part", 8, marks=pytest.mark.slow),
        pytest.param("typo", 8, marks=pytest.mark.slow),
    ],
)
def test_each_step_finds_what_would_not_be_found_without_it(coordinator, monkeypatch, lost, fewest):
    with_it = recalls(coordinator)
    if lost == "stem":
        monkeypatch.setattr(queries, "stems_in", lambda text: words.folded(text).split())
    if lost == "part":
        monkeypatch.setattr(relating, "is_part", lambda typed, known: False)
    if lost == "typo":
        monkeypatch.setattr(
            queries,
            "related",
            lambda stem, known, up_to: related(stem, known, up_to=min(up_to, Closeness.PART)),
        )

    without = recalls(coordinator)

    worse = [typed for typed in with_it if without[typed][1] < with_it[typed][1]]
    assert len(worse) >= fewest, worse
    assert mean(without) < mean(with_it)
