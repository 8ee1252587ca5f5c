"""Who follows whom in a seat, and what ends with what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken, passes
from ivz.network.actions.upkeep import Correction, store
from ivz.network.models import (
    Body,
    BodyRelation,
    Dated,
    Mandate,
    Person,
    Preparation,
    RoleDescription,
    Seat,
)
from ivz.network.models.bodies import SeatState
from ivz.network.rules.rights import (
    check_may_change_person,
    check_may_fill,
    check_may_manage,
    check_may_manage_body,
)
from ivz.network.rules.seats import shown_day
from ivz.network.rules.upkeep import check_starts_in_time
from ivz.network.states import Event
from ivz.workflow.changes import as_one_act, snapshot
from ivz.workflow.versions import lock_version

HangingRow = Seat | BodyRelation | Mandate | Preparation | RoleDescription
Hanging = TypeVar("Hanging", Seat, BodyRelation, Mandate, Preparation, RoleDescription)


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Who takes a seat over, from which day; nobody where it stands open."""

    starts_on: date
    person: Person | None = None
    deputy: Person | None = None
    state: SeatState = SeatState.FILLED


@transaction.atomic
def succeed(seat: Seat, successor: Successor, *, version: int, correction: Correction) -> Seat:
    """Let somebody take a seat over: the old one ends the day before the new one starts."""
    old = lock_version(seat, version=version)
    check_may_fill(old, by=correction.by)
    _check_from_own_organisation(old, successor, correction)
    new = _follow(old, successor, correction=correction)
    as_one_act([old, new])
    return new


def _follow(old: Seat, successor: Successor, *, correction: Correction) -> Seat:
    check_can_follow(old, successor.starts_on)
    make_room(old, successor.starts_on, correction=correction)
    return store(seat_after(old, successor), before=None, correction=correction)


def seat_after(old: Seat, successor: Successor) -> Seat:
    """Give the seat that comes after another, not stored yet."""
    return Seat(
        body=old.body,
        role=old.role,
        title=old.title,
        organisation=old.organisation,
        area=old.area,
        hours_per_week=old.hours_per_week,
        rotates_every_years=old.rotates_every_years,
        linked_seat=old.linked_seat,
        person=successor.person,
        deputy=successor.deputy,
        state=successor.state,
        valid_from=successor.starts_on,
        valid_until=old.body.valid_until,
    )


def make_room(old: Seat, starts_on: date, *, correction: Correction) -> Seat:
    """Let a seat end on the day another takes over, unless it ends before."""
    before = snapshot(old)
    if old.valid_until is None or old.valid_until > starts_on:
        old.valid_until = starts_on
    return store(old, before=before, correction=correction)


def check_can_follow(old: Seat, starts_on: date) -> None:
    """Refuse a successor from a day on which the seat cannot be taken over."""
    if old.is_revoked:
        raise RuleBroken(_("This seat was revoked. Add a new seat to the body instead."))
    check_starts_in_time(old.body, starts_on)
    if old.valid_from is not None and starts_on <= old.valid_from:
        raise RuleBroken(
            _(
                "The seat itself starts on %(day)s. Let the successor start later, "
                "or correct who holds this seat."
            )
            % {"day": shown_day(old.valid_from)},
            field="valid_from",
        )


def _check_from_own_organisation(seat: Seat, successor: Successor, correction: Correction) -> None:
    """Refuse an organisation that fills its seat with somebody else's people."""
    if passes(check_may_manage_body, seat.body, by=correction.by):
        return
    for person in (successor.person, successor.deputy):
        if person is not None and person.organisation_id != seat.organisation_id:
            raise RuleBroken(
                _(
                    "%(person)s does not work for %(organisation)s. Choose one of its own people, "
                    "or ask the secretary of the body."
                )
                % {"person": person.function, "organisation": seat.organisation}
            )


@transaction.atomic
def end_seat(seat: Seat, until: date, *, version: int, correction: Correction) -> Seat:
    """Let a seat end; ``until`` is the first day without it."""
    current = lock_version(seat, version=version)
    check_may_fill(current, by=correction.by)
    return _end(current, until, correction=correction)


def _end(seat: Seat, until: date, *, correction: Correction) -> Seat:
    before = snapshot(seat)
    seat.valid_until = until
    return store(seat, before=before, correction=correction)


@transaction.atomic
def revoke(seat: Seat, *, version: int, correction: Correction) -> Seat:
    """Take every right of a seat away at once, whatever its last day was."""
    current = lock_version(seat, version=version)
    check_may_manage_body(current.body, by=correction.by)
    return _revoke(current, correction=correction)


@transaction.atomic
def revoke_all(seats: Sequence[Seat], *, correction: Correction) -> None:
    """Take every right of several seats away in one act, taken back together."""
    revoked = [revoke(seat, version=seat.version, correction=correction) for seat in seats]
    if revoked:
        as_one_act(revoked)


def _revoke(seat: Seat, *, correction: Correction) -> Seat:
    before = snapshot(seat)
    seat.is_revoked = True
    return store(seat, before=before, correction=correction, event=Event.SEAT_REVOKED)


@dataclass(frozen=True, kw_only=True)
class Departure:
    """The first day on which somebody no longer works there, and the seats that open up."""

    until: date
    seats: Sequence[Seat] = ()


@transaction.atomic
def leave(person: Person, departure: Departure, *, version: int, correction: Correction) -> Person:
    """Note that somebody leaves; a seat that would only start after that day is revoked."""
    current = lock_version(person, version=version)
    check_may_change_person(current, network=correction.network, by=correction.by)
    before = snapshot(current)
    current.works_until = departure.until
    store(current, before=before, correction=correction)
    changed: list[models.Model] = [current]
    for seat in departure.seats:
        locked = lock_version(seat, version=seat.version)
        check_may_fill(locked, by=correction.by)
        if locked.valid_from is not None and locked.valid_from >= departure.until:
            changed.append(_revoke(locked, correction=correction))
        else:
            vacancy = Successor(starts_on=departure.until, state=SeatState.OPEN)
            changed += [locked, _follow(locked, vacancy, correction=correction)]
    as_one_act(changed)
    return current


@dataclass(frozen=True, kw_only=True)
class Ending:
    """The last day of a body and what takes its place; ``until`` is the first day without it."""

    until: date
    successor: Body | None = None


@transaction.atomic
def end_body(body: Body, ending: Ending, *, version: int, correction: Correction) -> Body:
    """Let a body end, with the seats, relations, mandates and descriptions that outlast it.

    Nothing is removed: the past of the body stays as it was. What would only start after the
    end is revoked (seats) or stays unseen with the body.
    """
    check_may_manage(body.network, by=correction.by)
    current = lock_version(body, version=version)
    _check_can_end(current, ending)
    hanging = outlasting(current, ending.until)
    changed: list[models.Model] = [
        current,
        *(_end_with_body(row, ending.until, correction=correction) for row in hanging),
    ]
    before = snapshot(current)
    current.valid_until, current.successor = ending.until, ending.successor or current.successor
    store(current, before=before, correction=correction, event=Event.BODY_ENDED)
    as_one_act(changed)
    return current


def _check_can_end(body: Body, ending: Ending) -> None:
    if body.valid_from is not None and ending.until <= body.valid_from:
        raise RuleBroken(
            _("%(body)s starts on %(day)s. Choose a last day after that.")
            % {"body": body.name, "day": shown_day(body.valid_from)}
        )
    if ending.successor == body:
        raise RuleBroken(_("A body cannot follow itself. Choose another successor, or none."))


def _end_with_body(row: HangingRow, until: date, *, correction: Correction) -> models.Model:
    locked = lock_version(row, version=row.version)
    if isinstance(locked, Seat) and starts_after(locked, until):
        return _revoke(locked, correction=correction)
    before = snapshot(locked)
    locked.valid_until = until
    return store(locked, before=before, correction=correction)


def starts_after(row: Dated, until: date) -> bool:
    """Tell whether ``row`` would only start when ``until`` has come."""
    return row.valid_from is not None and row.valid_from >= until


def outlasting(body: Body, until: date) -> list[HangingRow]:
    """Give what hangs on ``body`` and would still be in force on the day ``until`` or later."""
    lasting = Q(valid_until=None) | Q(valid_until__gt=until)
    begun = Q(valid_from=None) | Q(valid_from__lt=until)
    seats = Seat.objects.filter(lasting, body=body, is_revoked=False).select_related("person")
    between = Q(body=body) | Q(other=body)
    relations = BodyRelation.objects.filter(lasting, begun, between)
    return [
        *_in_order(seats.select_related("body", "organisation")),
        *_in_order(relations.select_related("body", "other")),
        *_in_order(Mandate.objects.filter(lasting, begun, body=body).select_related("body")),
        *_in_order(RoleDescription.objects.filter(lasting, begun, body=body)),
        *_in_order(Preparation.objects.filter(lasting, begun, body=body)),
    ]


def _in_order(rows: QuerySet[Hanging]) -> list[Hanging]:
    return list(rows.order_by("pk"))
