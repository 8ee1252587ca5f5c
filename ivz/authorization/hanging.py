"""What may be read where that on which it hangs may be read.

Policy: docs/policy/openness.md#levels
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet


def hangs_on(path: str, rows: "QuerySet[Any]", *, key: str = "pk") -> Exists:
    """Ask whether ``rows`` has one with the key that ``path`` gives.

    It is looked up by that key and once more by that key as a bound. With ``in``, or with ``=``
    alone, a database reads all rows somebody may read to have a few at hand.
    """
    found: QuerySet[Any] = rows.filter(**{key: OuterRef(path), f"{key}__lte": OuterRef(path)})
    return Exists(found.order_by())
