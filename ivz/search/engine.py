"""The engine of the library for the database in use, without an order of its own.

How well something fits is decided in ``queries``, alike on every engine and from nothing but the
words. So the lengths of titles, which the library keeps up after every write by going through the
whole table, are not needed.
See docs/adr/0019-search-in-the-database.md.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BigIntegerField, QuerySet
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
        key = Cast(f"{_path_to_entry()}object_id", BigIntegerField())
        keys: QuerySet[Any] = rows.order_by(order).values_list(key, flat=True)
        return keys

    def among(self, keys: "QuerySet[Any]", wanted: Sequence[int]) -> "QuerySet[Any]":
        """Keep those that are among some keys, which the library keeps as text, with their kind."""
        path = _path_to_entry()
        about = {f"{path}content_type": ContentType.objects.get_for_model(Entry)}
        kept = {f"{path}object_id__in": [str(key) for key in wanted]}
        narrowed: QuerySet[Any] = keys.filter(**about, **kept)
        return narrowed


def _path_to_entry() -> str:
    """Give how to come from the rows in which words stand to what they are about."""
    return "" if connection.vendor == "postgresql" else "index_entry__"


def _matching(compiler: Any, query: Any, config: str | None) -> "tuple[QuerySet[Any], str]":
    """Give the rows of the index that fit, all about entries, and what puts the last first."""
    if connection.vendor == "postgresql":
        words = compiler.build_tsquery(query, config=config)
        return IndexEntry.objects.filter(body=words), "-pk"
    words = compiler.build_search_query(normalize(query), config=config)
    fitting = MatchExpression(["body"], words)
    full_text = IndexEntry.sqliteftsindexentry.related.related_model
    return full_text.objects.filter(fitting), "-index_entry"
