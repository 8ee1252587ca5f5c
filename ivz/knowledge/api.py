"""Developments for other programs.

Policy: docs/policy/knowledge.md
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.authorization.openness import Openness
from ivz.knowledge.models import Development
from ivz.knowledge.queries import developments as queries
from ivz.knowledge.states import DevelopmentState, Reach
from ivz.network.models import Network
from ivz.web.api import ApiSchema, NotFound, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["knowledge"])


class DevelopmentAnswer(ApiSchema):
    """Something that changes in the region or the country, and what became of it."""

    key: str
    network: Annotated[str, Field(examples=["twente"])]
    title: str
    what: str
    since: date
    reach: Reach
    theme: Annotated[str | None, Field(description="The code of the theme.")]
    source: str
    source_url: str
    meaning: Annotated[str, Field(description="What it means for the network.")]
    state: DevelopmentState
    outcome: Annotated[str, Field(description="What became of it, or why nothing.")]
    review_on: date | None
    openness: Openness


class DevelopmentsAsked(Paging):
    """Which developments are asked."""

    network: Slug | None = None
    theme: Slug | None = None
    state: DevelopmentState | None = None
    year: Annotated[int | None, Field(ge=1900, le=2100, description="Since this year.")] = None


@router.get("/developments", response=Page[DevelopmentAnswer], operation_id="listDevelopments")
def developments(request: Request, asked: Query[DevelopmentsAsked]) -> dict[str, Any]:
    """List developments, the latest first."""
    found = Development.objects.visible_to(request.actor)
    if asked.network is not None:
        if not Network.objects.filter(slug=asked.network).exists():
            raise NotFound
        found = found.filter(network__slug=asked.network)
    narrowed = queries.DevelopmentFilter(
        theme=asked.theme or "", state=asked.state or "", year=asked.year
    )
    page = paged(queries.chosen(found, narrowed), asked)
    return page | {"items": [_answer(row) for row in page["items"]]}


@router.get("/developments/{slug:key}", response=DevelopmentAnswer, operation_id="getDevelopment")
def development(request: Request, key: Slug) -> dict[str, Any]:
    """Give a development."""
    rows = Development.objects.visible_to(request.actor).select_related("network", "theme")
    found = rows.filter(key=key).first()
    if found is None:
        raise NotFound
    return _answer(found)


def _answer(row: Development) -> dict[str, Any]:
    names = DevelopmentAnswer.model_fields.keys() - {"network", "theme"}
    return {name: getattr(row, name) for name in names} | {
        "network": row.network.slug,
        "theme": row.theme.code if row.theme else None,
    }
