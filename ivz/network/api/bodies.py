"""Bodies as of a day and what they are to one another, for other programs.

Policy: docs/policy/time.md#as-of
"""

from datetime import date
from typing import Annotated, Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from ninja import Field, Query, Router

from ivz.authorization.roles import BodyKind
from ivz.network.models import Body, BodyRelation, Seat, in_force
from ivz.network.models.bodies import BodyStatus, RelationKind
from ivz.web.api import ApiSchema, AsOfDay, DatedPaging, NotFound, Page, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["network"])


class RelationAnswer(ApiSchema):
    """What a body is to another: ``{"kind": "advises", "body": "dvo-twente"}``."""

    kind: RelationKind
    body: Annotated[str, Field(examples=["dvo-twente"])]
    valid_from: date | None
    valid_until: date | None

    @staticmethod
    def resolve_body(relation: BodyRelation) -> str:
        """The other body."""
        return relation.other.slug


class BodyAnswer(ApiSchema):
    """A body of a network.

    ``validUntil`` is the first day on which it no longer is in force. ``meetingsPerYear`` is
    the norm.
    """

    id: Annotated[str, Field(examples=["dvo-twente"])]
    network: Annotated[str, Field(examples=["twente"])]
    name: str
    short_name: str
    kind: BodyKind
    status: BodyStatus
    theme: str | None
    area: str | None
    mandate: str
    legal_ground: str
    cadence: str
    meetings_per_year: int | None
    valid_from: date | None
    valid_until: date | None
    successor: str | None
    seats: int
    open_seats: int
    relations: list[RelationAnswer]

    @staticmethod
    def resolve_id(body: Body) -> str:
        """The key by which the body is asked for."""
        return body.slug

    @staticmethod
    def resolve_network(body: Body) -> str:
        """The network it belongs to."""
        return body.network.slug

    @staticmethod
    def resolve_theme(body: Body) -> str | None:
        """The code of the theme it is there for."""
        return body.theme.code if body.theme else None

    @staticmethod
    def resolve_area(body: Body) -> str | None:
        """The code of the area it works for, where that is a part of the network."""
        return body.area.code if body.area else None

    @staticmethod
    def resolve_successor(body: Body) -> str | None:
        """The body that took its place."""
        return body.successor.slug if body.successor else None

    @staticmethod
    def resolve_seats(body: Body) -> int:
        """How many seats are in force."""
        return int(body.seat_count)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_open_seats(body: Body) -> int:
        """How many of them wait for somebody."""
        return int(body.open_seat_count)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_relations(body: Body) -> list[BodyRelation]:
        """What it is to other bodies."""
        found: list[BodyRelation] = body.relations_in_force  # type: ignore[attr-defined]
        return found


class BodyPage(Page[BodyAnswer]):
    """A part of the bodies in force on a day."""


class BodyFilter(DatedPaging):
    """Which bodies are asked."""

    network: Slug | None = None
    kind: BodyKind | None = None
    status: BodyStatus | None = None


class OneBody(ApiSchema):
    """For which day a body is asked."""

    as_of: AsOfDay = None


@router.get("/bodies", response=BodyPage, operation_id="listBodies")
def list_bodies(request: Request, asked: Query[BodyFilter]) -> dict[str, Any]:
    """List the bodies in force on a day, by name."""
    day = asked.as_of or request.actor.today
    found = _bodies(day).filter(in_force(day)).order_by("name", "pk")
    if asked.network is not None:
        found = found.filter(network__slug=asked.network)
    if asked.kind is not None:
        found = found.filter(kind=asked.kind)
    if asked.status is not None:
        found = found.filter(status=asked.status)
    return paged(found, asked)


@router.get("/bodies/{slug:id}", response=BodyAnswer, operation_id="getBody")
def get_body(request: Request, id: str, asked: Query[OneBody]) -> Body:  # noqa: A002
    """Give one body, with the seats and relations in force on a day; also one that ended."""
    found = _bodies(asked.as_of or request.actor.today).filter(slug=id).first()
    if found is None:
        raise NotFound
    return found


def _bodies(day: date) -> QuerySet[Body]:
    relations = (
        BodyRelation.objects.filter(in_force(day), in_force(day, prefix="other__"))
        .select_related("other")
        .order_by("kind", "other__slug", "pk")
    )
    seats = Seat.objects.filter(in_force(day), is_revoked=False)
    return (
        Body.objects.select_related("network", "theme", "area", "successor")
        .prefetch_related(Prefetch("relations", queryset=relations, to_attr="relations_in_force"))
        .annotate(
            seat_count=_counted(seats),
            open_seat_count=_counted(seats.filter(person=None)),
        )
    )


def _counted(seats: QuerySet[Seat]) -> Coalesce:
    of_body = seats.filter(body=OuterRef("pk")).order_by().values("body")
    return Coalesce(Subquery(of_body.annotate(n=Count("pk")).values("n")), 0)
