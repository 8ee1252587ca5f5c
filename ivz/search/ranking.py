"""Which hits come first: those with the words in the title, then those with the same words.

Within that the latest first, and before these what has no day: a body, a person, a theme. Nothing
counts how often a word stands in the index, so what is closed has no part in the order.
Policy: docs/policy/search.md#order
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from ivz.accounts.actors import Actor
from ivz.search import matching
from ivz.search.reading import FIRST, Narrowing, Reading, Row
from ivz.search.words import marked

MOST_HITS = 500


class Way(Enum):
    """How the words were looked for."""

    ALL = "all"
    SIMILAR = "similar"
    SOME = "some"


def best(
    way: Way,
    stems: Sequence[str],
    groups: Sequence[set[str]],
    *,
    narrowing: Narrowing,
    actor: Actor,
) -> list[Row]:
    """Give the best hits that may be read, one more than are shown where there are more.

    ``groups`` holds for each stem the words that belong to it.
    """
    steps, reading = _steps(way, stems, groups), Reading(actor)
    widest = matching.narrowed(steps[-1], narrowing)
    first = list(widest[:FIRST])
    found = reading.of(first) if len(first) < FIRST else None
    if found is None or len(found) > MOST_HITS:
        narrow = [matching.narrowed(step, narrowing) for step in steps]
        fitting, found = _best_of_many(way, narrow, reading)
    else:
        finer = steps[:-1] if found else []
        fitting = matching.among(finer, first)
    points = _points(way, [*fitting, set(found)])
    rows = sorted(found.values(), key=lambda row: (-points[row.pk], *_latest_first(row)))
    return rows[: MOST_HITS + 1]


def _steps(way: Way, stems: Sequence[str], groups: Sequence[set[str]]) -> list[Any]:
    """Give questions for keys: the best hits first, all of them last."""
    if way == Way.SOME:
        wanted = [matching.with_any(group) for group in groups]
        return [*wanted, matching.with_any(set().union(*groups))]
    same = [{stem} for stem in stems]
    conditions = [_in_title(same), _in_title(groups), same, groups]
    unique = [each for place, each in enumerate(conditions) if each not in conditions[:place]]
    return [matching.with_all(each) for each in unique]


def _in_title(groups: Iterable[Collection[str]]) -> list[set[str]]:
    return [set(map(marked, group)) for group in groups]


def _best_of_many(
    way: Way, steps: list[Any], reading: Reading
) -> tuple[list[set[int]], dict[int, Row]]:
    """Give what fits each step, and all of that; the rest is left where the best are enough."""
    if way == Way.SOME:  # together the words find all
        begun = [list(step[:FIRST]) for step in steps[:-1]]
        reading.of({key for keys in begun for key in keys})
        some = [
            reading.first_of(step, MOST_HITS + 1, begun=keys)
            for step, keys in zip(steps[:-1], begun, strict=True)
        ]
        return [set(rows) for rows in some], {pk: row for rows in some for pk, row in rows.items()}
    fitting: list[set[int]] = []
    found: dict[int, Row] = {}
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
