"""Correcting the registers: every change dated, reasoned, and possible to take back.

Policy: docs/policy/registers.md
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.text import slugify

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.permissions import Permission
from ivz.network.models import (
    Body,
    BodyRelation,
    Hosting,
    Mandate,
    Network,
    Organisation,
    Person,
    Preparation,
    RoleDescription,
    Seat,
    Theme,
)
from ivz.network.rules.rights import check_may_change, reserved_fields
from ivz.network.rules.upkeep import check_row, check_unlike_others
from ivz.network.states import Event
from ivz.workflow.changes import note_change, snapshot
from ivz.workflow.versions import Versioned, lock_version

Row = TypeVar("Row", bound=Versioned)

_EVENTS: Mapping[type[models.Model], tuple[Event, Event]] = {
    Body: (Event.BODY_ADDED, Event.BODY_CHANGED),
    BodyRelation: (Event.RELATION_CHANGED, Event.RELATION_CHANGED),
    Hosting: (Event.HOSTING_CHANGED, Event.HOSTING_CHANGED),
    Mandate: (Event.MANDATE_CHANGED, Event.MANDATE_CHANGED),
    Network: (Event.NETWORK_FOUNDED, Event.NETWORK_CHANGED),
    Organisation: (Event.ORGANISATION_ADDED, Event.ORGANISATION_CHANGED),
    Person: (Event.PERSON_ADDED, Event.PERSON_CHANGED),
    Preparation: (Event.PREPARATION_CHANGED, Event.PREPARATION_CHANGED),
    RoleDescription: (Event.ROLE_DESCRIBED, Event.ROLE_DESCRIBED),
    Seat: (Event.SEAT_ADDED, Event.SEAT_CHANGED),
    Theme: (Event.THEME_ADDED, Event.THEME_CHANGED),
}


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Who corrects the registers of a network, and why.

    ``are_different_people`` is the answer where somebody looks like a person known already.
    """

    network: Network
    by: Actor
    reason: str
    are_different_people: bool = False


@transaction.atomic
def add(row: Row, *, correction: Correction) -> Row:
    """Add a body, seat, relation, mandate, description, hosting, person, organisation or theme."""
    check_may_change(row, network=correction.network, by=correction.by)
    if isinstance(row, Body | Organisation | Person) and not row.slug:
        name = row.function if isinstance(row, Person) else row.name
        taken = type(row)._default_manager.filter(slug__startswith=_stem(name))
        row.slug = free_slug(name, set(taken.values_list("slug", flat=True)))
    if isinstance(row, Theme) and not row.code:
        _put_last(row)
    return store(row, before=None, correction=correction)


def _put_last(theme: Theme) -> None:
    """Give a new theme its code, and the last place among all."""
    others = Theme.objects.values_list("code", "position")
    theme.code = free_slug(theme.name[:50], {code for code, _position in others})
    theme.position = max((position for _code, position in others), default=0) + 1


def _stem(name: str) -> str:
    return slugify(name)[:70] or "x"


def free_slug(name: str, taken: Collection[str]) -> str:
    """Give an address for a row with this name that is not ``taken``."""
    stem = _stem(name)
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


@transaction.atomic
def change(row: Row, values: Mapping[str, object], *, version: int, correction: Correction) -> Row:
    """Change fields of a row; ``version`` is the one its editor started from."""
    current = lock_version(row, version=version)
    check_may_change(current, network=correction.network, by=correction.by)
    before = snapshot(current)
    for name, value in values.items():
        setattr(current, name, value)
    _check_reserved(current, before, correction)
    return store(current, before=before, correction=correction)


def _check_reserved(
    row: models.Model, before: Mapping[str, object], correction: Correction
) -> None:
    now = snapshot(row)
    reserved = reserved_fields(row, network=correction.network, by=correction.by)
    if any(now[name] != before[name] for name in reserved):
        raise PermissionDenied(Permission.MANAGE_NETWORK)


def store(
    row: Row,
    *,
    before: dict[str, object] | None,
    correction: Correction,
    event: Event | None = None,
) -> Row:
    """Save a row once its rules hold, with its change and an audit entry.

    For actions of this subject, inside their transaction and after the check of the right.
    """
    if isinstance(row, Seat):  # two seats of one body wait for each other, and see each other
        Body.objects.select_for_update(of=("self",)).get(pk=row.body_id)
    check_row(row)
    if isinstance(row, Person) and not correction.are_different_people:
        _check_person(row, before)
    row.save()
    note_change(row, before=before, reason=correction.reason, by=correction.by)
    added, changed = _EVENTS[type(row)]
    record(event or (added if before is None else changed), subject=row, by=correction.by)
    return row


def _check_person(person: Person, before: dict[str, object] | None) -> None:
    """Ask about look-alikes, unless nothing that tells people apart has changed."""
    now = snapshot(person)
    if before is None or any(
        now[name] != before[name] for name in ("function", "name", "aliases", "organisation")
    ):
        check_unlike_others(person)
