"""What the yearly check of the registers asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.permissions import Permission
from ivz.network.models import Network, Organisation, Person, RegisterCheck, Seat
from ivz.network.queries.upkeep_people import (
    open_seats_of,
    organisations_with_counts,
    people_working_for,
)
from ivz.network.rules.rights import keeps, takes_part


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """An organisation and its latest check."""

    organisation: Organisation
    latest: RegisterCheck | None
    is_done: bool


def check_overview(network: Network, *, on: date) -> list[CheckLine]:
    """Give the organisations that a network keeps, those not checked this year first; two queries.

    They have people or seats. A year is a calendar year.
    """
    checks = RegisterCheck.objects.filter(on__lte=on).select_related("by__person")
    prefetch = Prefetch("register_checks", checks.order_by("-on"), to_attr="checks")
    found = organisations_with_counts(network, on=on).prefetch_related(prefetch)
    kept = found.filter(takes_part(network, seat_of="organisation"))
    lines = [_line(one, on=on) for one in kept.filter(Q(people_count__gt=0) | Q(seat_count__gt=0))]
    return sorted(lines, key=lambda line: (line.is_done, line.organisation.name))


def _line(organisation: Organisation, *, on: date) -> CheckLine:
    checks: Sequence[RegisterCheck] = organisation.checks  # type: ignore[attr-defined]
    latest = checks[0] if checks else None
    is_done = latest is not None and latest.on.year == on.year
    return CheckLine(organisation=organisation, latest=latest, is_done=is_done)


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """A person with seats, or a seat without one of the organisation's people.

    ``may_change`` tells whether the reader may correct the person.
    """

    key: str
    person: Person | None
    seats: Sequence[Seat]
    may_change: bool = False

    def __str__(self) -> str:
        return str(self.person) if self.person else str(self.seats[0])


def rows_to_check(
    organisation: Organisation, *, network: Network, on: date, by: Actor
) -> list[CheckRow]:
    """Give the people of an organisation and its other seats; four queries."""
    keeps_all = keeps(organisation, network=network, by=by)
    people = people_working_for(organisation, on=on)
    rows = [
        CheckRow(
            key=f"person-{person.pk}",
            person=person,
            seats=_seats(person),
            may_change=keeps_all or person.is_of_network,
        )
        for person in people.annotate(is_of_network=takes_part(network, seat_of="person"))
    ]
    seats = open_seats_of(organisation, on=on)
    return rows + [CheckRow(key=f"seat-{seat.pk}", person=None, seats=[seat]) for seat in seats]


def _seats(person: Person) -> Sequence[Seat]:
    seats: Sequence[Seat] = person.seats_in_force  # type: ignore[attr-defined]
    return seats


@dataclass(frozen=True, kw_only=True)
class DueCheck:
    """The yearly check that somebody has to do; ``network`` as addresses name it."""

    organisation: Organisation
    network: str


def due_check(by: Actor) -> DueCheck | None:
    """Give the check of ``by``'s own organisation where nobody did it this year; one query."""
    kept = by.networks_with(Permission.MAINTAIN_ORGANISATION)
    if by.person_id is None or not kept:
        return None
    own = next(iter(_unchecked(by, min(kept))), None)
    return DueCheck(organisation=own, network=own.network_slug) if own else None  # type: ignore[attr-defined]


@prepared
def _unchecked(by: Actor, network_id: int) -> QuerySet[Organisation]:
    """Ask for the own organisation of ``by`` where nobody checked it this year."""
    checked = RegisterCheck.objects.filter(organisation=OuterRef("pk"), on__year=by.today.year)
    within = Network.objects.filter(pk=network_id).values("slug")
    mine = Organisation.objects.filter(~Exists(checked), people=by.person_id)
    return mine.annotate(network_slug=Subquery(within))[:1]
