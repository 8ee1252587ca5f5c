"""Who may change the registers of a network.

Whoever founds a network acts before any seat exists in it: the first hour of an
installation. From then on a change asks MANAGE_NETWORK, or in one body MANAGE_BODY;
an organisation's own coordinator keeps its people and who sits on its behalf.
Policy: docs/policy/roles.md
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.errors import passes
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
)
from ivz.network.rules.seats import SINGLE_HOLDER


def check_may_found(*, by: Actor, founded: Network | None = None) -> None:
    """Let the administrator found a network, and anyone while there is none but ``founded``.

    In production only the administrator may: the installation may face the internet.
    """
    if by.origin == "command" or by.may_for_installation(Permission.MANAGE_INSTALLATION):
        return  # whoever runs commands runs the installation
    others = Network.objects.exclude(pk=founded.pk) if founded else Network.objects.all()
    if others.exists() or not settings.IS_EXAMPLE:
        raise PermissionDenied(Permission.MANAGE_INSTALLATION)


def check_may_manage(network: Network, *, by: Actor) -> None:
    """Refuse whoever may not change the bodies and seats of ``network``.

    While nobody sits in it, whoever may found it goes on building it.
    """
    if by.origin == "command":
        return
    if not Seat.objects.filter(body__network=network).exists():
        check_may_found(by=by, founded=network)
    elif not by.may(Permission.MANAGE_NETWORK, within=network):
        raise PermissionDenied(Permission.MANAGE_NETWORK)


def check_may_manage_body(body: Body, *, by: Actor) -> None:
    """Refuse whoever is neither the secretary of ``body`` nor of its network."""
    if not by.may(Permission.MANAGE_BODY, within=body):
        check_may_manage(body.network, by=by)


def check_may_maintain(organisation: Organisation, *, network: Network, by: Actor) -> None:
    """Refuse whoever may not keep ``organisation`` and its people.

    Its own coordinator in the platform may, and so may the secretary of ``network`` where the
    organisation takes part in it, or in no network at all.
    """
    if not keeps(organisation, network=network, by=by):
        check_may_manage(network, by=by)
        if organisation.pk:
            kept = Organisation.objects.filter(takes_part(network, seat_of="organisation"))
            _check_is_among(kept, organisation, by=by)


def check_may_change_person(person: Person, *, network: Network, by: Actor) -> None:
    """Refuse whoever may keep neither this person's organisation nor the person's network."""
    if not keeps(person.organisation, network=network, by=by):
        check_may_manage(network, by=by)
        if person.pk:
            kept = Person.objects.filter(takes_part(network, seat_of="person"))
            _check_is_among(kept, person, by=by)


def takes_part(network: Network, *, seat_of: str) -> Q:
    """Narrow people or organisations down to those that ``network`` keeps.

    They have a seat in it, or no seat anywhere. ``seat_of`` is what a seat calls them.
    """
    seats = Seat.objects.filter(**{seat_of: OuterRef("pk")})
    return Q(Exists(seats.filter(body__network=network))) | ~Q(Exists(seats))


def _check_is_among(kept: QuerySet[Any], row: Organisation | Person, *, by: Actor) -> None:
    if by.origin != "command" and not kept.filter(pk=row.pk).exists():
        raise PermissionDenied(Permission.MANAGE_NETWORK)


def check_may_fill(seat: Seat, *, by: Actor) -> None:
    """Refuse whoever may not say who sits in ``seat``.

    The secretary of the body may; so may the organisation on whose behalf it is, unless it is
    the seat of a chair or a secretary: those the body chooses itself.
    """
    network = seat.body.network
    is_own = seat.role not in SINGLE_HOLDER and keeps(seat.organisation, network=network, by=by)
    if not is_own:
        check_may_manage_body(seat.body, by=by)


def keeps(organisation: Organisation | None, *, network: Network, by: Actor) -> bool:
    """Tell whether ``by`` is the coordinator of this organisation in the network's platform."""
    if organisation is None or not organisation.pk or by.person_id is None:
        return False
    if not by.may(Permission.MAINTAIN_ORGANISATION, within=network):
        return False
    return Person.objects.filter(pk=by.person_id, organisation=organisation).exists()


def check_may_change(row: object, *, network: Network, by: Actor) -> None:
    """Refuse whoever may not change ``row`` in the registers of ``network``."""
    if isinstance(row, Body):
        check_may_manage_body(row, by=by)
    elif isinstance(row, Seat | BodyRelation | Mandate | Preparation | RoleDescription):
        check_may_manage_body(row.body, by=by)
    elif isinstance(row, Person):
        check_may_change_person(row, network=network, by=by)
    elif isinstance(row, Organisation):
        check_may_maintain(row, network=network, by=by)
    elif isinstance(row, Hosting):
        check_may_manage(row.network, by=by)
    elif isinstance(row, Network):
        check_may_manage(row, by=by)
    else:  # a theme: the networks share one list
        check_may_manage(network, by=by)


RESERVED: Mapping[type, frozenset[str]] = {
    Body: frozenset({"kind", "status", "successor", "valid_from", "valid_until"}),
    Person: frozenset({"organisation"}),
    Organisation: frozenset({"kind", "area", "successor", "valid_from", "valid_until"}),
}


def reserved_fields(row: object, *, network: Network, by: Actor) -> frozenset[str]:
    """Give the fields that only the secretary of the network may change.

    Rights hang on them: a body of another kind, or a person of another organisation, would give
    its editor rights that nobody granted.
    """
    where = row.network if isinstance(row, Body) else network
    if passes(check_may_manage, where, by=by):
        return frozenset()
    return next((names for kind, names in RESERVED.items() if isinstance(row, kind)), frozenset())
