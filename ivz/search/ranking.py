"""Which hits come first: what is called so, then the words in the title, then the same words.

Within that the latest first, and before these what has no day: a body, a theme. People stand below
all others, unless their function is what was asked. Nothing counts how often a word stands in the
index, so what is closed has no part in the order.
Policy: docs/policy/search.md#order
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from ivz.accounts.actors import Actor
from ivz.search import matching
from ivz.search.reading import FIRST, Reading, Row
from ivz.search.sources import sources
from ivz.search.words import marked

MOST_HITS = 500

Fitting = tuple[list[set[int]], dict[int, Row]]


class Way(Enum):
    """How the words were looked for."""

    ALL = "all"
    SIMILAR = "similar"
    SOME = "some"


@dataclass(frozen=True)
class Question:
    """What is looked for, and how.

    ``groups`` holds for each stem the words that belong to it; ``name`` is all of it as one name;
    ``facts`` are what hits are narrowed down by.
    """

    way: Way
    stems: Sequence[str]
    groups: Sequence[set[str]]
    name: str = ""
    facts: Sequence[str] = ()

    @property
    def asks_name(self) -> bool:
        """Whether what is called exactly so comes first; only where all words are there."""
        return self.way == Way.ALL and bool(self.name)


def best(question: Question, *, actor: Actor) -> list[Row]:
    """Give the best hits that may be read, one more than are shown where there are more."""
    look = _by_word if question.way == Way.SOME else _step_by_step
    fitting, found = look(_steps(question), Reading(actor))
    points = _points(question.way, [*fitting, set(found)])
    called_so = fitting[0] if question.asks_name and fitting else set()
    low = {source.kind for source in sources() if source.is_low}

    def place(row: Row) -> tuple[int, ...]:
        is_low = row.kind in low and row.pk not in called_so
        return (is_low, -points[row.pk], *_latest_first(row))

    return sorted(found.values(), key=place)[: MOST_HITS + 1]


def _steps(question: Question) -> list[Any]:
    """Give questions for keys: for each word, or the best hits first, all of them last."""
    stems, groups = question.stems, question.groups
    if question.way == Way.SOME:
        conditions = [[group] for group in groups]
    else:
        same = [{stem} for stem in stems]
        named = [[{question.name}]] if question.asks_name else []
        conditions = [*named, _in_title(same), _in_title(groups), same, list(groups)]
    unique = [each for place, each in enumerate(conditions) if each not in conditions[:place]]
    facts = [{fact} for fact in question.facts]
    return [matching.with_all([*each, *facts]) for each in unique]


def _in_title(groups: Iterable[Collection[str]]) -> list[set[str]]:
    return [set(map(marked, group)) for group in groups]


def _by_word(steps: list[Any], reading: Reading) -> Fitting:
    """Give what holds each word, and all of that together."""
    begun = [list(step[:FIRST]) for step in steps]
    reading.of({key for keys in begun for key in keys})
    some = [
        reading.first_of(step, MOST_HITS + 1, begun=keys)
        for step, keys in zip(steps, begun, strict=True)
    ]
    return [set(rows) for rows in some], {pk: row for rows in some for pk, row in rows.items()}


def _step_by_step(steps: list[Any], reading: Reading) -> Fitting:
    """Give what fits each step, and all of that; the rest is left where the best are enough."""
    first = list(steps[-1][:FIRST])
    found = reading.of(first) if len(first) < FIRST else None
    if found is not None and len(found) <= MOST_HITS:
        return (matching.among(steps[:-1], list(found)) if found else []), found
    fitting: list[set[int]] = []
    found = {}
    for step in steps:
        rows = reading.first_of(step, MOST_HITS + 1, begun=list(step[:FIRST]))
        found |= rows
        if step is not steps[-1]:
            fitting.append(set(rows))
        if len(found) > MOST_HITS:
            break
    return fitting, found


def _points(way: Way, fitting: list[set[int]]) -> "Counter[int]":
    """Count for each entry how well it fits: how many words, or how early a step found it."""
    points: Counter[int] = Counter()
    for place, keys in enumerate(fitting):
        for key in keys:
            worth = 1 if way == Way.SOME else len(fitting) - place
            points[key] = points[key] + worth if way == Way.SOME else max(points[key], worth)
    return points


def _latest_first(row: Row) -> tuple[int, int]:
    day = row.on or date.max
    return -day.toordinal(), -row.pk
