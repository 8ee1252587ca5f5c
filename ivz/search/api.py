"""Searching for other programs.

Policy: docs/policy/search.md
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.search import queries
from ivz.search.models import Entry
from ivz.search.queries import Asked, Found
from ivz.search.showing import address_of, shown
from ivz.web.api import ApiSchema, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["search"])


class HitAnswer(ApiSchema):
    """A record that was found."""

    kind: Annotated[str, Field(examples=["decision"])]
    title: str
    text: Annotated[str, Field(description="The part of its text in which most words stand.")]
    path: Annotated[str, Field(description="The path of its page on this site.")]
    network: Annotated[str | None, Field(examples=["twente"])]
    body: Annotated[str | None, Field(examples=["dvo-twente"])]
    theme: Annotated[str | None, Field(description="The code of the theme.")]
    on: Annotated[date | None, Field(description="The day it is about.")]


class Searched(Paging):
    """What is looked for, and what it is narrowed down to."""

    q: Annotated[str, Field(max_length=queries.LONGEST_QUESTION, examples=["inbraak"])]
    kind: Slug | None = None
    body: Slug | None = None
    theme: Slug | None = None
    year: Annotated[int | None, Field(ge=queries.FIRST_YEAR, le=queries.LAST_YEAR)] = None


@router.get("/search", response=Page[HitAnswer], operation_id="search")
def search(request: Request, asked: Query[Searched]) -> dict[str, Any]:
    """Find what you may read by its words, the best first; at most 500 hits."""
    narrowed = Asked(
        words=asked.q,
        kind=asked.kind or "",
        body=asked.body or "",
        theme=asked.theme or "",
        year=asked.year,
    )
    found = queries.search(narrowed, actor=request.actor)
    page = paged(found.rows, asked)
    entries = queries.entries_of(page["items"], actor=request.actor)
    return page | {"items": [_answer(entry, found) for entry in entries]}


def _answer(entry: Entry, found: Found) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "title": entry.title,
        "text": "".join(piece.text for piece in shown(entry, found.groups).snippet),
        "path": address_of(entry),
        "network": entry.network.slug if entry.network else None,
        "body": entry.body.slug if entry.body else None,
        "theme": entry.theme.code if entry.theme else None,
        "on": entry.on,
    }
