"""What every router of the programming interface shares.

Follows the Dutch API design rules: camelCase, ``application/problem+json`` for what
went wrong, ``API-Version`` on every answer, ``page`` and ``pageSize`` on lists.
"""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Field, Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

Item = TypeVar("Item")
Slug = Annotated[str, Field(pattern="^[-a-zA-Z0-9_]+$", max_length=80)]

VERSION = "1.0.0"
PREFIX = "/api/"
PROBLEM_JSON = "application/problem+json"
LARGEST_PAGE = 500
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)

DETAILS = {
    HTTPStatus.NOT_FOUND: "Not there, or not open to you.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address answers to the methods in the header Allow.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests from this address; wait a minute.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here; nothing was stored.",
}


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


Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY, examples=["2016-10-10"])]
AsOfDay = Annotated[
    Day | None,
    Field(
        description="What was in force on this day, as known now; without it: today.",
        examples=["2016-10-10"],
    ),
]


class DatedPaging(Paging):
    """Which part of a list is asked, and for which day."""

    as_of: AsOfDay = None


class Page(ApiSchema, Generic[Item]):
    """A part of a list, and how long the list is."""

    page: int
    page_size: int
    total: int
    items: list[Item]


def paged(rows: QuerySet[Any] | Sequence[Any], paging: Paging) -> dict[str, Any]:
    """Cut the asked page out of ``rows``; a query set is counted and sliced by the database."""
    start = (paging.page - 1) * paging.page_size
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return {
        "page": paging.page,
        "page_size": paging.page_size,
        "total": total,
        "items": list(rows[start : start + paging.page_size]),
    }


class NotFound(Exception):
    """There is no such thing, or it is not open to whoever asks."""


def problem_response(status: int, *, detail: str = "") -> HttpResponse:
    """Answer that something went wrong; without ``detail`` what goes for every such answer."""
    known = HTTPStatus(status)
    problem = Problem(
        title=known.phrase, status=status, detail=detail or DETAILS.get(known, known.description)
    )
    return HttpResponse(problem.model_dump_json(), status=status, content_type=PROBLEM_JSON)
