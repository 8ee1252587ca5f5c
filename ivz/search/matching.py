"""Asking the library which entries hold words; the answer is a question within a question."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from modelsearch.backends import get_search_backend
from modelsearch.query import And, Or, PlainText

from ivz.search.models import Entry

Terms = Collection[str]


def with_all(groups: Iterable[Terms]) -> Any:
    """Give the keys of the entries that hold a word of every group."""
    return _keys(And([_any_of(sorted(group)) for group in groups]))


def _any_of(terms: Sequence[str]) -> Any:
    """Write that one of the words is there; by halves, so that it does not nest deeply."""
    if len(terms) == 1:
        return PlainText(terms[0])
    half = len(terms) // 2
    return Or([_any_of(terms[:half]), _any_of(terms[half:])])


def _keys(query: Any) -> Any:
    """Ask the engine; one beside the database gives the keys themselves."""
    backend = get_search_backend()
    if hasattr(backend, "keys"):
        return backend.keys(query)
    found = backend.search(query, Entry.objects.all(), order_by_relevance=False)
    return [entry.pk for entry in found]


def among(questions: Sequence[Any], wanted: Sequence[int]) -> list[set[int]]:
    """Give for each question for keys which of some keys fit it."""
    backend, fitting = get_search_backend(), [set[int]() for _question in questions]
    if not questions:
        return fitting
    if not hasattr(backend, "among"):
        return [set(wanted).intersection(keys) for keys in questions]
    for place, key in backend.among(questions, wanted):
        fitting[place].add(key)
    return fitting
