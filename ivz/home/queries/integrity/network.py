"""Bodies, their seats, and what they are to one another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter

from django.db.models import F, Model, Q, QuerySet

from ivz.authorization.roles import Role
from ivz.home.queries.integrity.finding import Finding, about, each, overlaps
from ivz.network.models import (
    Body,
    BodyRelation,
    Mandate,
    Network,
    Organisation,
    Preparation,
    RoleDescription,
    Seat,
    Theme,
)
from ivz.network.models.bodies import RelationKind
from ivz.network.rules.seats import SINGLE_HOLDER

UPWARD = (RelationKind.ADVISES, RelationKind.REPORTS_TO)


def network_findings() -> Iterator[Finding]:
    """Find seats outside their body's life, two holders at once, and lines that run in circles."""
    seats = Seat.objects.filter(is_revoked=False)
    yield from each(_beyond(seats), "the seat lies outside the life of its body")
    for model in (Mandate, Preparation, RoleDescription, BodyRelation):
        yield from each(_never_within(model), "its period has no day in common with its body")
    yield from _two_at_once()
    yield from _circles_of_bodies()
    yield from _circles_of_successors()
    foreign = Network.objects.exclude(deciding_body=None).exclude(deciding_body__network=F("pk"))
    yield from each(foreign, "the deciding body belongs to another network")


def _beyond(rows: QuerySet[Seat]) -> QuerySet[Seat]:
    early = Q(body__valid_from__isnull=False) & (
        Q(valid_from=None) | Q(valid_from__lt=F("body__valid_from"))
    )
    late = Q(body__valid_until__isnull=False) & (
        Q(valid_until=None) | Q(valid_until__gt=F("body__valid_until"))
    )
    return rows.filter(early | late)


def _never_within(model: type[Model]) -> "QuerySet[Model]":
    before = Q(valid_until__lte=F("body__valid_from"))
    return model._default_manager.filter(before | Q(valid_from__gte=F("body__valid_until")))


def _two_at_once() -> Iterator[Finding]:
    grouped = defaultdict(list)
    for seat in Seat.objects.filter(role__in=SINGLE_HOLDER, is_revoked=False).order_by("pk"):
        task = "" if seat.role == Role.CHAIR else seat.shown_role.casefold()
        grouped[seat.body_id, seat.role, task].append(seat)
    for (_body, role, _task), seats in grouped.items():
        for earlier, later in overlaps(seats):
            yield about(later, f"a second {role} beside seat {earlier.pk} on {later.valid_from}")


def _circles_of_bodies() -> Iterator[Finding]:
    lines = list(BodyRelation.objects.filter(kind__in=[*UPWARD, RelationKind.STEERS]))
    seen = set()
    for day in sorted({line.valid_from or date.min for line in lines}):
        here = [_upward(line) for line in lines if line.is_in_force(day)]
        circle = _circle(here)
        if circle and frozenset(circle) not in seen:
            seen.add(frozenset(circle))
            shown = " → ".join(str(body) for body in circle)
            yield Finding(f"network.Body {circle[0]}", f"lines run in a circle on {day}: {shown}")


def _upward(line: BodyRelation) -> tuple[int, int]:
    return (line.body_id, line.other_id) if line.kind in UPWARD else (line.other_id, line.body_id)


def _circles_of_successors() -> Iterator[Finding]:
    for model in (Body, Organisation, Theme):
        rows = model._default_manager.exclude(successor=None)
        yield from _circle_in(model, rows.values_list("pk", "successor_id"), "succession")
    parents = Network.objects.exclude(parent=None).values_list("pk", "parent_id")
    yield from _circle_in(Network, parents, "parents")


def _circle_in(
    model: type[Model], pairs: Iterable[tuple[int, int]], what: str
) -> Iterator[Finding]:
    circle = _circle(pairs)
    if circle:
        shown = " → ".join(str(key) for key in circle)
        yield Finding(f"{model._meta.label} {circle[0]}", f"{what} run in a circle: {shown}")


def _circle(pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Give one circle, its first member again at the end; empty where there is none."""
    above: dict[int, set[int]] = defaultdict(set)
    for lower, upper in pairs:
        above[lower].add(upper)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        found: list[int] = error.args[1]
        return found
    return []
