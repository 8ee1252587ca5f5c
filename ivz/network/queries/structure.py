"""What pages ask about the bodies of a network."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import ngettext

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.roles import Role
from ivz.network.models import Body, BodyRelation, Hosting, Network, Seat, in_force
from ivz.network.models.bodies import BodyStatus


def chosen_network(
    slug: str | None, *, actor: Actor | None = None
) -> tuple[list[Network], Network | None]:
    """Give every network by name, and the one to show.

    That is the one chosen by ``slug``, else one in which ``actor`` has a seat, else the
    first one where bodies meet; a parent network comes last.
    """
    known = list(_networks_shown())
    mine = actor.network_ids if actor else frozenset()
    ranked = sorted(
        known,
        key=lambda network: (
            network.slug != slug,
            network.pk not in mine,
            network.parent_id is None,
            not network.is_active,  # type: ignore[attr-defined]
            network.name,
        ),
    )
    return sorted(known, key=lambda network: network.name), next(iter(ranked), None)


@prepared
def _networks_shown() -> QuerySet[Network]:
    has_bodies = Exists(Body.objects.filter(network=OuterRef("pk"), meetings__isnull=False))
    shown = Network.objects.select_related("parent", "area", "deciding_body__network")
    return shown.annotate(is_active=has_bodies)


OfBody = TypeVar("OfBody", Seat, BodyRelation)
SEATS_SHOWN = 8
SEATS_IN_A_LINE = 4
_LEADING = [Role.CHAIR, Role.SECRETARY]


@dataclass(frozen=True, kw_only=True)
class StructureRow:
    """A body as the page on the structure shows it: chair and secretary first."""

    body: Body
    seats: list[Seat]
    relations: list[BodyRelation]

    @property
    def is_long(self) -> bool:
        """Whether the list of seats is better folded away."""
        return len(self.seats) > SEATS_SHOWN

    @property
    def is_brief(self) -> bool:
        """Whether so few sit in it that each can stand behind its role."""
        return len(self.seats) <= SEATS_IN_A_LINE

    @property
    def in_sight(self) -> list[Seat]:
        """The seats shown behind their role: all of a few, who runs the body of many."""
        if self.is_brief:
            return self.seats
        return [seat for seat in self.seats if self.is_long and seat.role in _LEADING]

    @property
    def open_seats(self) -> int:
        """How many seats wait for somebody."""
        return sum(seat.person_id is None for seat in self.seats)

    @property
    def seats_told(self) -> str:
        """How many seats it has, in words."""
        count = len(self.seats)
        return ngettext("%(seats)s seat", "%(seats)s seats", count) % {"seats": count}

    @property
    def open_seats_told(self) -> str:
        """How many of them wait for somebody, in words."""
        count = self.open_seats
        return ngettext("%(open)s open", "%(open)s open", count) % {"open": count}


@dataclass(frozen=True, kw_only=True)
class StructureSection:
    """The bodies that do the same with a paper; those without a seat on record apart."""

    status: BodyStatus
    rows: list[StructureRow]

    @property
    def with_seats(self) -> list[StructureRow]:
        """The bodies of which somebody noted who sits in them."""
        return [row for row in self.rows if row.seats]

    @property
    def without_seats(self) -> list[StructureRow]:
        """The bodies of which nobody did."""
        return [row for row in self.rows if not row.seats]


def hostings(network: Network, *, on: date) -> list[Hosting]:
    """Give which organisations host the staff of ``network`` on a day, the longest first."""
    in_order = network.hostings.filter(in_force(on)).order_by(F("valid_from").asc(nulls_first=True))
    return list(in_order.select_related("organisation"))


def structure(network: Network, *, on: date) -> list[StructureSection]:
    """Give the bodies of ``network`` in force on a day, with seats and relations; three queries.

    Deciding bodies first, then advising, preparing and executing ones; within each the
    body with the most seats first.
    """
    seats = _by_body(_seats_in_force(network.pk, on))
    relations = _by_body(_relations_in_force(network.pk, on))
    rows = sorted(
        (
            StructureRow(
                body=body,
                seats=sorted(seats[body.pk], key=_seat_order),
                relations=relations[body.pk],
            )
            for body in _bodies_in_force(network.pk, on)
        ),
        key=lambda row: (-len(row.seats), row.body.name),
    )
    sections = [
        StructureSection(status=status, rows=[row for row in rows if row.body.status == status])
        for status in BodyStatus
    ]
    return [section for section in sections if section.rows]


def _by_body(rows: Iterable[OfBody]) -> defaultdict[int, list[OfBody]]:
    found: defaultdict[int, list[OfBody]] = defaultdict(list)
    for row in rows:
        found[row.body_id].append(row)
    return found


@prepared
def _bodies_in_force(network_id: int, on: date) -> QuerySet[Body]:
    return Body.objects.filter(in_force(on), network=network_id)


@prepared
def _seats_in_force(network_id: int, on: date) -> QuerySet[Seat]:
    seats = Seat.objects.filter(in_force(on), body__network=network_id, is_revoked=False)
    return seats.select_related("person", "organisation", "deputy").order_by("pk")


@prepared
def _relations_in_force(network_id: int, on: date) -> QuerySet[BodyRelation]:
    relations = BodyRelation.objects.filter(in_force(on), in_force(on, prefix="other__"))
    return relations.filter(body__network=network_id).select_related("other").order_by("pk")


def _seat_order(seat: Seat) -> int:
    return _LEADING.index(Role(seat.role)) if seat.role in _LEADING else len(_LEADING)
