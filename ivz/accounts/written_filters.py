"""What somebody may read, written down once for all who hold the same seats.

A page asks that twenty times, and writing the question took up to a third of its steps. Only the
question is kept. Which seats somebody holds is found out anew by each request, and who is named in
a restriction by each query: nothing that was answered is remembered.

See docs/adr/0017-shorter-ways-through-django.md.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.db.models.sql import Query

from ivz.accounts.actors import Actor
from ivz.accounts.kept_questions import filters, keep

Rows = TypeVar("Rows", bound=QuerySet[Any])
Filter = Callable[[Rows, Actor], Rows]


def written_once(*, by_group: bool = False) -> Callable[[Filter[Rows]], Filter[Rows]]:
    """Let a filter of the rights write its question once per set of seats.

    The filter may look at the account, the person, the seats, whether somebody helps, and the day;
    ``by_group`` also at the project groups, which takes a query to find out.
    """

    def once(write: Filter[Rows]) -> Filter[Rows]:
        @wraps(write)
        def narrowed(rows: Rows, actor: Actor) -> Rows:
            if not _is_whole(rows.query):
                return write(rows, actor)
            key = (write, type(rows), rows.model, actor.asks_as, by_group and actor.group_ids)
            written = filters.questions.get(key)
            if written is None:
                first = write(rows, actor)
                written = (first.query, getattr(first, "reader", None) is not None)
                keep(filters, key, written)
            question, is_followed = written
            found = rows.all()
            found.query = question.chain()
            if is_followed:
                found.reader = actor  # type: ignore[attr-defined]
            return found

        narrowed.looks_at_groups = by_group  # type: ignore[attr-defined]
        return narrowed

    return once


def _is_whole(query: Query) -> bool:
    """Tell whether nothing narrowed down, ordered or added to the rows yet."""
    return not (
        query.alias_map
        or query.where.children
        or query.annotations
        or query.order_by
        or query.combinator
        or query.select_related
        or query.is_sliced
        or query.distinct
        or query.deferred_loading[0]
    )
