"""Seats as of a day, and who leaves or rotates in a period; people by function only.

Policy: docs/policy/identity.md
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.authorization.roles import Role
from ivz.network.api.asked import asked_network
from ivz.network.half_years import HalfYear
from ivz.network.models import Seat, in_force
from ivz.network.models.bodies import SeatState
from ivz.network.queries.turnover import Turnover, TurnoverKind, turnover
from ivz.network.rules.seats import rotation_due
from ivz.web.api import ApiSchema, DatedPaging, Day, Page, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["network"])


class SeatAnswer(ApiSchema):
    """A role in a body for a period, held by somebody, by function, or open.

    ``validUntil`` is the first day on which the seat no longer is in force.
    """

    id: int
    body: Annotated[str, Field(examples=["dvo-twente"])]
    body_name: str
    network: Annotated[str, Field(examples=["twente"])]
    role: Role
    title: str
    state: SeatState
    function: Annotated[str | None, Field(examples=["Burgemeester van Borne"])]
    organisation: str | None
    organisation_name: str | None
    deputy: str | None
    area: str | None
    hours_per_week: float | None
    rotates_every_years: int | None
    rotation_due: date | None
    valid_from: date | None
    valid_until: date | None
    is_invented: Annotated[
        bool, Field(description="Whether who sits there is made up, to show how it works.")
    ]

    @staticmethod
    def resolve_is_invented(seat: Seat) -> bool:
        """Whether the papers do not say who sits there, and the example made somebody up."""
        return bool(seat.person and seat.person.is_invented)

    @staticmethod
    def resolve_body(seat: Seat) -> str:
        """The body the seat is in."""
        return seat.body.slug

    @staticmethod
    def resolve_body_name(seat: Seat) -> str:
        """The body the seat is in, in words."""
        return seat.body.name

    @staticmethod
    def resolve_network(seat: Seat) -> str:
        """The network of that body."""
        return seat.body.network.slug

    @staticmethod
    def resolve_function(seat: Seat) -> str | None:
        """Who sits there, by function; empty while the seat is open."""
        return seat.person.function if seat.person else None

    @staticmethod
    def resolve_organisation(seat: Seat) -> str | None:
        """On whose behalf."""
        return seat.organisation.slug if seat.organisation else None

    @staticmethod
    def resolve_organisation_name(seat: Seat) -> str | None:
        """On whose behalf, in words."""
        return seat.organisation.name if seat.organisation else None

    @staticmethod
    def resolve_deputy(seat: Seat) -> str | None:
        """Who stands in, by function."""
        return seat.deputy.function if seat.deputy else None

    @staticmethod
    def resolve_area(seat: Seat) -> str | None:
        """The code of the part of the network it speaks for."""
        return seat.area.code if seat.area else None

    @staticmethod
    def resolve_rotation_due(seat: Seat) -> date | None:
        """The day on which it goes to another."""
        return rotation_due(seat)


class SeatPage(Page[SeatAnswer]):
    """A part of the seats in force on a day."""


class SeatFilter(DatedPaging):
    """Which seats are asked."""

    network: Slug | None = None
    body: Slug | None = None
    organisation: Slug | None = None
    role: Role | None = None
    state: SeatState | None = None


@router.get("/seats", response=SeatPage, operation_id="listSeats")
def list_seats(request: Request, asked: Query[SeatFilter]) -> dict[str, Any]:
    """List the seats in force on a day, body by body; revoked seats are left out."""
    day = asked.as_of or request.actor.today
    found = (
        Seat.objects.filter(in_force(day), in_force(day, prefix="body__"), is_revoked=False)
        .select_related("body__network", "person", "organisation", "deputy", "area")
        .order_by("body__slug", "pk")
    )
    chosen = {
        "body__network__slug": asked.network,
        "body__slug": asked.body,
        "organisation__slug": asked.organisation,
        "role": asked.role,
        "state": asked.state,
    }
    return paged(found.filter(**{k: v for k, v in chosen.items() if v is not None}), asked)


class TurnoverAnswer(ApiSchema):
    """A seat that needs somebody.

    ``day`` is the last day of who leaves, or the day on which the seat goes to another; an
    open seat has none.
    """

    kind: TurnoverKind
    day: date | None
    seat: SeatAnswer

    @staticmethod
    def resolve_day(row: Turnover) -> date | None:
        """When it happens."""
        return row.on


class TurnoverPage(Page[TurnoverAnswer]):
    """A part of the seats that need somebody."""


class TurnoverFilter(DatedPaging):
    """Which seats are asked."""

    network: Slug | None = None
    from_day: Annotated[
        Day | None,
        Field(alias="from", description="First day; without it that of the half year of asOf."),
    ] = None
    until: Annotated[
        Day | None,
        Field(description="First day after it; without it that of the half year of from."),
    ] = None


@router.get("/turnover", response=TurnoverPage, operation_id="listTurnover")
def list_turnover(request: Request, asked: Query[TurnoverFilter]) -> dict[str, Any]:
    """List who leaves or rotates in a period, and the seats that are open; by day."""
    day = asked.as_of or request.actor.today
    first_day = asked.from_day or HalfYear.of(day).first_day
    until = asked.until or HalfYear.of(first_day).until
    network = asked_network(asked.network)
    return paged(turnover(first_day=first_day, until=until, on=day, network=network), asked)
