"""What may be read where that on which it hangs may be read.

Policy: docs/policy/openness.md#levels
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet


def hangs_on(path: str, rows: "QuerySet[Any]") -> Exists:
    """Ask whether the row of which ``path`` gives the key is among ``rows``.

    That one row is looked up, by its key and once more by that key as a bound. With ``in``, or with
    ``=`` alone, a database reads all rows somebody may read to have a few at hand.
    """
    one: QuerySet[Any] = rows.filter(pk=OuterRef(path), pk__lte=OuterRef(path))
    return Exists(one.order_by())
