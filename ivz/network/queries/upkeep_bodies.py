"""What the page of a body asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q, QuerySet

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.permissions import Permission
from ivz.errors import passes
from ivz.network.models import (
    Body,
    BodyRelation,
    Mandate,
    Network,
    Person,
    Preparation,
    RoleDescription,
    Seat,
    in_force,
)
from ivz.network.models.periods import Dated
from ivz.network.queries.upkeep_history import HistoryLine, history
from ivz.network.rules.rights import check_may_manage
from ivz.network.rules.seats import SINGLE_HOLDER, rotation_due
from ivz.network.supplied import meetings_held

FORMER_SHOWN = 50
_LEADING = ["chair", "secretary"]


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """What a reader may change in one network; asked once per page."""

    network: Network
    by: Actor

    @cached_property
    def manages(self) -> bool:
        """Whether the whole network is theirs to change."""
        return passes(check_may_manage, self.network, by=self.by)

    @cached_property
    def own_organisation_id(self) -> int | None:
        """The organisation whose people they keep, None where they keep none."""
        may = self.by.may(Permission.MAINTAIN_ORGANISATION, within=self.network)
        if self.by.person_id is None or not may:
            return None
        own = Person.objects.filter(pk=self.by.person_id).values_list("organisation", flat=True)
        return own.first()

    def manages_body(self, body: Body) -> bool:
        """Whether a body is theirs to change; one of another network asks rights there."""
        if body.network_id == self.network.pk and self.manages:
            return True
        if self.by.may(Permission.MANAGE_BODY, within=body):
            return True
        return self.by.may(Permission.MANAGE_NETWORK, within=body.network)

    def may_fill(self, seat: Seat) -> bool:
        """Whether they say who sits in a seat of this network, in a body of somebody else."""
        if seat.organisation_id is None or seat.body.network_id != self.network.pk:
            return False
        is_own = seat.organisation_id == self.own_organisation_id
        return is_own and seat.role not in SINGLE_HOLDER and not seat.is_revoked


@dataclass(frozen=True, kw_only=True)
class SeatLine:
    """A seat with when it rotates, and whether the reader may say who sits in it."""

    seat: Seat
    rotates_on: date | None
    is_overdue: bool
    may_fill: bool


@dataclass(frozen=True, kw_only=True)
class BodyRecord:
    """A body on a day, with everything that hangs on it."""

    body: Body
    is_in_force: bool
    manages: bool
    manages_network: bool
    seats: Sequence[SeatLine]
    coming: Sequence[SeatLine]
    former: Sequence[Seat]
    relations: Sequence[BodyRelation]
    relations_from: Sequence[BodyRelation]
    mandates: Sequence[Mandate]
    descriptions: Sequence[RoleDescription]
    preparations: Sequence[Preparation]
    predecessors: Sequence[Body]
    meetings_held: int | None
    history: Sequence[HistoryLine] = field(default_factory=list)

    @property
    def meets_too_seldom(self) -> bool:
        """Whether the body met less often than its norm asks."""
        norm = self.body.meetings_per_year
        return norm is not None and self.meetings_held is not None and self.meetings_held < norm


def body_record(body: Body, *, on: date, by: Actor) -> BodyRecord:
    """Give a body as of a day; twelve queries at most, however many seats it has."""
    keeper = Keeper(network=body.network, by=by)
    manages = keeper.manages_body(body)
    seats = _seats_of(body)
    mandates = list(body.mandates.select_related("theme").order_by("pk"))
    descriptions = list(body.role_descriptions.order_by("pk"))
    preparations = list(body.preparations.order_by("valid_from", "pk"))
    relations = _relations_of(body)
    current = [seat for seat in seats if seat.is_in_force(on) and not seat.is_revoked]
    coming = [seat for seat in seats if _is_to_come(seat, on) and not seat.is_revoked]
    former = [seat for seat in seats if seat.is_revoked or _is_over(seat, on)]
    kept: dict[type, list[int]] = {
        Body: [body.pk],
        Seat: [seat.pk for seat in seats],
        BodyRelation: [row.pk for row in relations],
        Mandate: [row.pk for row in mandates],
        RoleDescription: [row.pk for row in descriptions],
        Preparation: [row.pk for row in preparations],
    }
    return BodyRecord(
        body=body,
        is_in_force=body.is_in_force(on),
        manages=manages,
        manages_network=keeper.manages,
        seats=_lines(current, None if manages else keeper, on=on),
        coming=_lines(coming, None if manages else keeper, on=on),
        former=sorted(former, key=_latest_end)[:FORMER_SHOWN],
        relations=[row for row in relations if row.body_id == body.pk and row.is_in_force(on)],
        relations_from=[
            row for row in relations if row.other_id == body.pk and row.is_in_force(on)
        ],
        mandates=[row for row in mandates if row.is_in_force(on)],
        descriptions=[row for row in descriptions if row.is_in_force(on)],
        preparations=[row for row in preparations if row.is_in_force(on)],
        predecessors=list(body.predecessors.select_related("network").order_by("valid_from")),
        meetings_held=meetings_held(body, since=a_year_before(on), until=on + timedelta(days=1)),
        history=history(kept) if manages else [],
    )


def a_year_before(day: date) -> date:
    """Give the day with which the twelve months up to and including ``day`` begin."""
    return day - timedelta(days=364)


def _seats_of(body: Body) -> list[Seat]:
    seats = list(_seats_in(body.pk))
    for seat in seats:
        seat.body = body
    return seats


@prepared
def _seats_in(body_id: int) -> QuerySet[Seat]:
    related = ("person__organisation", "organisation", "deputy", "area", "linked_seat__body")
    return Seat.objects.filter(body=body_id).select_related(*related).order_by("pk")


def _relations_of(body: Body) -> list[BodyRelation]:
    return list(_relations_between(body.pk))


@prepared
def _relations_between(body_id: int) -> QuerySet[BodyRelation]:
    between = BodyRelation.objects.filter(Q(body=body_id) | Q(other=body_id))
    return between.select_related("body__network", "other__network").order_by("kind", "pk")


def _lines(seats: Iterable[Seat], keeper: Keeper | None, *, on: date) -> list[SeatLine]:
    """Give seats in order; without a ``keeper`` who reads manages the body, and fills them all."""
    return [_line(seat, keeper, on=on) for seat in sorted(seats, key=_order)]


def _line(seat: Seat, keeper: Keeper | None, *, on: date) -> SeatLine:
    due = rotation_due(seat)
    return SeatLine(
        seat=seat,
        rotates_on=due,
        is_overdue=due is not None and due <= on,
        may_fill=keeper is None or keeper.may_fill(seat),
    )


def _is_to_come(row: Dated, on: date) -> bool:
    return row.valid_from is not None and row.valid_from > on


def _is_over(row: Dated, on: date) -> bool:
    return row.valid_until is not None and row.valid_until <= on


def _order(seat: Seat) -> tuple[int, str, int]:
    leading = _LEADING.index(seat.role) if seat.role in _LEADING else len(_LEADING)
    return leading, seat.shown_role, seat.pk


def _latest_end(seat: Seat) -> tuple[int, int]:
    return -(seat.valid_until or date.max).toordinal(), seat.pk


def bodies_of(network: Network, *, on: date) -> list[Body]:
    """Give the bodies of a network in force on a day, by name."""
    return list(Body.objects.filter(in_force(on), network=network).order_by("name"))
