"""What pages ask about the network."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from ivz.accounts.actors import Actor
from ivz.network.models import Area, AreaLink, Body, Network, Seat, in_force
from ivz.network.models.areas import AreaKind


def chosen_network(
    slug: str | None, *, actor: Actor | None = None
) -> tuple[list[Network], Network | None]:
    """Give every network by name, and the one to show.

    That is the one chosen by ``slug``, else one in which ``actor`` has a seat, else the
    first one where bodies meet; a parent network comes last.
    """
    has_bodies = Exists(Body.objects.filter(network=OuterRef("pk"), meetings__isnull=False))
    known = list(
        Network.objects.select_related("parent", "area").annotate(is_active=has_bodies)
    )
    mine = actor.network_ids if actor else frozenset()
    ranked = sorted(
        known,
        key=lambda network: (
            network.slug != slug,
            network.pk not in mine,
            network.parent_id is None,
            not network.is_active,
            network.name,
        ),
    )
    return sorted(known, key=lambda network: network.name), next(iter(ranked), None)


@dataclass(frozen=True, kw_only=True)
class StructureRow:
    """A body as the page on the structure shows it."""

    body: Body
    seats: list[Seat]
    open_seats: int


def structure(network: Network, *, on: date) -> list[StructureRow]:
    """Give the bodies of ``network`` in force on a day with their seats; two queries.

    Deciding bodies first, then advising, preparing and executing ones.
    """
    seats = (
        Seat.objects.filter(in_force(on), is_revoked=False)
        .select_related("person", "organisation", "deputy")
        .order_by("pk")
    )
    bodies = (
        Body.objects.filter(in_force(on), network=network)
        .select_related("advises", "successor")
        .prefetch_related(Prefetch("seats", queryset=seats, to_attr="seats_in_force"))
    )
    order = ["deciding", "advising", "preparing", "executing"]
    ordered = sorted(bodies, key=lambda body: (order.index(body.status), body.name))
    return [_structure_row(body) for body in ordered]


def _structure_row(body: Body) -> StructureRow:
    seats: list[Seat] = list(body.seats_in_force)  # type: ignore[attr-defined]
    return StructureRow(
        body=body, seats=seats, open_seats=sum(seat.person_id is None for seat in seats)
    )


def municipalities_in(area: Area, *, on: date) -> QuerySet[Area]:
    """Give the municipalities that lie in ``area`` on a day, by name; one query.

    Looks three steps deep: municipality, police team, district, regional unit.
    """
    links = AreaLink.objects.filter(in_force(on))
    direct = links.filter(parent=area).values("area")
    second = links.filter(parent__in=direct).values("area")
    third = links.filter(parent__in=second).values("area")
    inside = Area.objects.filter(pk__in=direct.union(second, third).values("area"))
    return inside.filter(kind=AreaKind.MUNICIPALITY).order_by("name")
