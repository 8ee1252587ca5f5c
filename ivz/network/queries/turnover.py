"""Who leaves or rotates in a period, and which seats wait for somebody.

Policy: docs/policy/registers.md#who-leaves-or-rotates
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ivz.network.models import Network, Seat, in_force
from ivz.network.rules.seats import rotation_due


class TurnoverKind(models.TextChoices):
    """Why a seat needs somebody."""

    LEAVES = "leaves", _("The seat ends")
    STOPS_WORKING = "stops_working", _("Stops working there")
    BODY_ENDS = "body_ends", _("The body ends")
    ROTATES = "rotates", _("Rotates")
    OVERDUE = "rotation_overdue", _("Should have rotated")
    OPEN = "open", _("The seat is open")


@dataclass(frozen=True, kw_only=True)
class Turnover:
    """One seat that needs somebody.

    ``on`` is the last day of who leaves, or the day on which the seat goes to another; an
    open seat has none.
    """

    seat: Seat
    kind: TurnoverKind
    on: date | None


def turnover(
    *, first_day: date, until: date, on: date, network: Network | None = None
) -> list[Turnover]:
    """Give who leaves or rotates from ``first_day`` until (not including) ``until``; one query.

    Seats that are open ``on`` the reference date come last, rotation that is overdue first;
    the rest by day. A seat stands here once, with what happens to it first.
    """
    found = [
        row
        for seat in _seats(first_day, until, on, network)
        for row in _turnover_of(seat, first_day, until, on)
    ]
    return sorted(
        found,
        key=lambda row: (row.kind == TurnoverKind.OPEN, row.on or until, row.seat.body.name),
    )


def _seats(first_day: date, until: date, on: date, network: Network | None) -> QuerySet[Seat]:
    ends = Q()
    for path in ("valid_until", "person__works_until", "body__valid_until"):
        ends |= Q(**{f"{path}__gt": first_day, f"{path}__lte": until})
    waits = Q(in_force(on), in_force(on, prefix="body__"), person=None)
    seats = Seat.objects.filter(
        ends | Q(rotates_every_years__isnull=False) | waits, is_revoked=False
    ).select_related("body__network", "person", "organisation")
    if network is not None:
        seats = seats.filter(body__network=network)
    return seats.order_by("body__name", "pk")


def _turnover_of(seat: Seat, first_day: date, until: date, on: date) -> Iterator[Turnover]:
    if seat.person is None:
        if seat.is_in_force(on) and seat.body.is_in_force(on):
            yield Turnover(seat=seat, kind=TurnoverKind.OPEN, on=None)
        return
    over, reason = _first_end(seat)
    if over is not None and over <= first_day:
        return
    due = rotation_due(seat)
    if due is not None and due < until and (over is None or due < over):
        kind = TurnoverKind.ROTATES if due >= first_day else TurnoverKind.OVERDUE
        yield Turnover(seat=seat, kind=kind, on=due)
    elif over is not None and over <= until:
        yield Turnover(seat=seat, kind=reason, on=over - timedelta(days=1))


def _first_end(seat: Seat) -> tuple[date | None, TurnoverKind]:
    """Give the first day on which the holder no longer sits there, and why."""
    ends = [
        (seat.valid_until, TurnoverKind.LEAVES),
        (seat.person.works_until if seat.person else None, TurnoverKind.STOPS_WORKING),
        (seat.body.valid_until, TurnoverKind.BODY_ENDS),
    ]
    known = [(day, reason) for day, reason in ends if day is not None]
    return min(known, key=lambda end: end[0], default=(None, TurnoverKind.LEAVES))
