"""The secrecy register (Dutch: *geheimhoudingsregister*), for whom it may be.

Policy: docs/policy/openness.md#secrecy-register
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.decisions.guarded import guarded_kinds, kind_of, kinds_under, with_what_hangs_on
from ivz.decisions.models import (
    LOOKED_AT_AHEAD,
    Decision,
    DecisionQuerySet,
    Guarded,
    Restriction,
    RestrictionQuerySet,
)
from ivz.network.models import Body, Network, Person, Seat, in_force


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A record as the register shows it: its kind, its title and where it is read."""

    kind: str
    title: str
    url: str


def shown(row: Guarded) -> Shown:
    """Give a record as the register shows it."""
    kind = kind_of(row)
    return Shown(kind=str(kind.label), title=str(row), url=kind.address(row))


def closing_with(row: Guarded) -> list[Shown]:
    """Give everything that closes with ``row``, without itself."""
    return [shown(each) for each in with_what_hangs_on(row)[1:]]


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """A restriction, what it lies on, and what the reader may do with it."""

    restriction: Restriction
    rows: Sequence[Shown]
    imposing: Decision | None
    is_due: bool
    may_handle: bool


def secrecy_register(actor: Actor, *, lifted: bool = False) -> list[RegisterLine]:
    """Give the restrictions that name ``actor`` as a reader, the first to look at first.

    Args:
        actor: who reads; a query per kind of record that a restriction lies on.
        lifted: those that were lifted, instead of those in force.
    """
    found = Restriction.objects.visible_to(actor).filter(lifted_on__isnull=not lifted)
    found = found.select_related("imposed_by__body").prefetch_related("readers")
    return lines_of(list(found.order_by("-lifted_on", "ends_on", "pk")), actor=actor)


def lines_of(restrictions: Sequence[Restriction], *, actor: Actor) -> list[RegisterLine]:
    """Give the lines of restrictions that ``actor`` may see."""
    label = Restriction._meta.label
    actor.restricted_readings.update((label, str(each.pk)) for each in restrictions)
    rows = _rows_of(restrictions, actor=actor)
    keys = [restriction.imposed_by_id for restriction in restrictions]
    decisions = Decision.objects.visible_to(actor).filter(pk__in=keys).select_related("body")
    imposing = {decision.pk: decision for decision in decisions}
    return [
        RegisterLine(
            restriction=restriction,
            rows=[shown(row) for row in rows[restriction.pk]],
            imposing=imposing.get(restriction.imposed_by_id),
            is_due=restriction.is_due(actor.today),
            may_handle=_may_handle(restriction, actor),
        )
        for restriction in restrictions
    ]


def _may_handle(restriction: Restriction, actor: Actor) -> bool:
    body = restriction.imposed_by.body
    return restriction.lifted_on is None and actor.may(Permission.RESTRICT, within=body)


def _rows_of(restrictions: Sequence[Restriction], *, actor: Actor) -> dict[int, list[Guarded]]:
    """Give what ``actor`` may read of what lies, or lay, under each restriction."""
    found: dict[int, list[Guarded]] = defaultdict(list)
    covering = {
        name: restriction.pk for restriction in restrictions for name in restriction.covered
    }
    under = kinds_under(restrictions)
    for kind in guarded_kinds():
        label = kind.model._meta.label
        keys = [name.rpartition(":")[2] for name in covering if name.startswith(f"{label}:")]
        readable = kind.visible_to(actor).select_related(*kind.shown_with).order_by("pk")
        for row in readable.filter(restriction__in=restrictions) if kind in under else ():
            found[row.restriction_id].append(row)
        for row in readable.filter(pk__in=keys) if keys else ():
            found[covering[f"{label}:{row.pk}"]].append(row)
    return found


def due_restrictions(actor: Actor) -> list[Restriction]:
    """Give the restrictions that ``actor`` has to look at again: thirty days ahead, or past."""
    if actor.person_id is None:
        return []
    return [each for each in _ending(actor) if _may_handle(each, actor)]


@prepared
def _ending(actor: Actor) -> RestrictionQuerySet:
    found = Restriction.objects.visible_to(actor).in_force()
    near = found.filter(ends_on__lte=actor.today + LOOKED_AT_AHEAD)
    return near.select_related("imposed_by__body")


def seated_in(network_id: int, *, on: date) -> QuerySet[Person]:
    """Give who could read a restricted record of a network: whoever holds a seat there."""
    seats = Seat.objects.filter(
        in_force(on), body__network=network_id, is_revoked=False, person__isnull=False
    )
    return Person.objects.filter(pk__in=seats.values("person")).order_by("function")


def new_readers(restriction: Restriction, *, level: Openness, on: date) -> int | None:
    """Count who may read it at ``level`` and may not now; None for everyone."""
    if level == Openness.PUBLIC:
        return None
    body = restriction.imposed_by.body
    seats = Seat.objects.filter(in_force(on), is_revoked=False, person__isnull=False)
    own = (
        seats.filter(body=body)
        if level == Openness.BODY
        else seats.filter(body__network=body.network_id)
    )
    people = Person.objects.filter(pk__in=own.values("person"))
    return people.exclude(pk__in=restriction.readers.values("pk")).count()


def imposable_decisions(
    network: Network, *, actor: Actor, body: Body | None = None
) -> DecisionQuerySet:
    """Give the decisions of ``body``, else of all of ``network``, that ``actor`` may read."""
    found = Decision.objects.visible_to(actor).filter(body__network=network, is_practice=False)
    if body is not None:
        found = found.filter(body=body)
    return found.select_related("body").order_by("-decided_on", "-pk")
