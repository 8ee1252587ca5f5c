"""What every router of the programming interface shares.

Follows the Dutch API design rules: camelCase, ``application/problem+json`` for what
went wrong, ``API-Version`` on every answer, ``page`` and ``pageSize`` on lists.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

from ninja import Field, Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

Item = TypeVar("Item")

VERSION = "1.0.0"
LARGEST_PAGE = 200


class ApiSchema(Schema):
    """An answer with camelCase names."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Problem(ApiSchema):
    """What went wrong, as RFC 9457 describes it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class Paging(ApiSchema):
    """Which part of a list is asked."""

    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = 50


class Page(ApiSchema, Generic[Item]):
    """A part of a list, and how long the list is."""

    page: int
    page_size: int
    total: int
    items: list[Item]


def paged(rows: Sequence[Any], paging: Paging) -> dict[str, Any]:
    """Cut the asked page out of ``rows``; a query set is counted and sliced by the database."""
    start = (paging.page - 1) * paging.page_size
    total = rows.count() if hasattr(rows, "all") else len(rows)  # type: ignore[call-arg]
    return {
        "page": paging.page,
        "page_size": paging.page_size,
        "total": total,
        "items": list(rows[start : start + paging.page_size]),
    }


class NotFound(Exception):
    """There is no such thing, or it is not open to whoever asks."""
