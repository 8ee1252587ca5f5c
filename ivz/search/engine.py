"""The engine of the library for the database in use, without an order of its own.

How well something fits is decided in ``queries``, alike on every engine and from nothing but the
words. So the lengths of titles, which the library keeps up after every write by going through the
whole table, are not needed.
See docs/adr/0019-search-in-the-database.md.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BigIntegerField, QuerySet, Value
from django.db.models.functions import Cast
from modelsearch.models import IndexEntry

from ivz.search.models import Entry

if connection.vendor == "postgresql":
    from modelsearch.backends.database.postgres.postgres import PostgresIndex as DatabaseIndex
    from modelsearch.backends.database.postgres.postgres import (
        PostgresSearchBackend as DatabaseBackend,
    )
else:
    from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
    from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex as DatabaseIndex
    from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend as DatabaseBackend

# From the rows in which words stand to what they are about.
PATH_TO_ENTRY = "" if connection.vendor == "postgresql" else "index_entry__"
KEY = Cast(f"{PATH_TO_ENTRY}object_id", BigIntegerField())


class Index(DatabaseIndex):  # type: ignore[misc]  # the library has no types
    """The index of the library, which does not count lengths."""

    def _refresh_title_norms(self, full: bool = False) -> None:  # noqa: FBT001, FBT002
        """Leave the lengths of titles as they are."""


class SearchBackend(DatabaseBackend):  # type: ignore[misc]  # the library has no types
    """The backend of the library, by the name under which it looks for one."""

    index_class = Index

    def keys(self, query: Any) -> "QuerySet[Any]":
        """Give the keys of the entries that fit a question of the library, the last indexed first.

        The same as the entries it would give, without the entries: their keys are numbers, and
        the library keeps them as text, which no database looks up in an index of numbers.
        """
        compiler = self.query_compiler_class(Entry.objects.all(), query, order_by_relevance=False)
        rows, order = _matching(compiler, query, self.config)
        keys: QuerySet[Any] = (
            rows.annotate(about=KEY).order_by(order).values_list("about", flat=True)
        )
        return keys

    def among(
        self, questions: Sequence["QuerySet[Any]"], wanted: Sequence[int]
    ) -> Iterable[tuple[int, int]]:
        """Give which of some keys fit which question, by its place; one query."""
        parts = [
            question.filter(**_one_of(wanted)).order_by().values_list(Value(place), "about")
            for place, question in enumerate(questions)
        ]
        found: QuerySet[Any] = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
        return found


def _one_of(keys: Sequence[int]) -> dict[str, Any]:
    """Write that a row is about one of some entries.

    PostgreSQL looks these up, by kind and as text, as the library keeps them. SQLite is kept from
    that: it would go through all words for each.
    """
    if connection.vendor == "sqlite":
        return {"about__in": list(keys)}
    return {
        "content_type": ContentType.objects.get_for_model(Entry),
        "object_id__in": [str(key) for key in keys],
    }


def _matching(compiler: Any, query: Any, config: str | None) -> "tuple[QuerySet[Any], str]":
    """Give the rows of the index that fit, all about entries, and what puts the last first."""
    if connection.vendor == "postgresql":
        words = compiler.build_tsquery(query, config=config)
        return IndexEntry.objects.filter(body=words), "-pk"
    words = compiler.build_search_query(normalize(query), config=config)
    fitting = MatchExpression(["body"], words)
    full_text = IndexEntry.sqliteftsindexentry.related.related_model
    return full_text.objects.filter(fitting), "-index_entry"
