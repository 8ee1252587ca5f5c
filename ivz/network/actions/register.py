"""Adding organisations, people, networks, bodies and seats."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.actions import record
from ivz.authorization.roles import BodyKind, Role
from ivz.network.models import (
    Area,
    AreaLink,
    Body,
    BodyRelation,
    Network,
    Organisation,
    Person,
    Seat,
    Theme,
)
from ivz.network.models.areas import AreaKind
from ivz.network.models.bodies import BodyStatus, RelationKind, SeatState
from ivz.network.models.people import OrganisationKind
from ivz.network.rules.rights import check_may_found, check_may_manage
from ivz.network.rules.seats import check_seat
from ivz.network.states import Event
from ivz.workflow.versions import lock_version


@transaction.atomic
def found_network(
    name: str, *, slug: str, area: Area, by: Actor, parent: Network | None = None
) -> Network:
    """Found a network for ``area``, at first without bodies."""
    check_may_found(by=by)
    network = Network.objects.create(name=name, slug=slug, area=area, parent=parent)
    record(Event.NETWORK_FOUNDED, subject=network, by=by)
    return network


@transaction.atomic
def describe_network(
    network: Network, *, deciding_body: Body, by: Actor, motto: str = "", legal_form: str = ""
) -> Network:
    """Note which body decides for ``network``, under which motto and in which legal form."""
    check_may_manage(network, by=by)
    network.deciding_body = deciding_body
    network.motto, network.legal_form = motto, legal_form
    network.save()
    record(Event.BODY_CHANGED, subject=deciding_body, by=by)
    return network


@transaction.atomic
def make_area_of(
    name: str, *, code: str, municipalities: list[Area], since: date, by: Actor
) -> Area:
    """Make a district out of municipalities that work together from the day ``since``."""
    check_may_found(by=by)
    district = Area.objects.create(code=code, name=name, kind=AreaKind.DISTRICT, valid_from=since)
    AreaLink.objects.bulk_create(
        AreaLink(area=municipality, parent=district, valid_from=since)
        for municipality in municipalities
    )
    record(Event.DISTRICT_MADE, subject=district, by=by)
    return district


@transaction.atomic
def add_organisation(
    name: str, *, slug: str, kind: OrganisationKind, by: Actor, area: Area | None = None
) -> Organisation:
    """Add a partner organisation."""
    organisation = Organisation.objects.create(name=name, slug=slug, kind=kind, area=area)
    record(Event.ORGANISATION_ADDED, subject=organisation, by=by)
    return organisation


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """What is noted about someone; no more than the network needs."""

    slug: str
    function: str
    name: str = ""
    aliases: str = ""
    organisation: Organisation | None = None
    user: User | None = None
    works_from: date | None = None
    works_until: date | None = None
    is_invented: bool = False


@transaction.atomic
def add_person(details: PersonDetails, *, by: Actor) -> Person:
    """Add someone by function.

    Policy: docs/policy/identity.md
    """
    person = Person.objects.create(**vars(details))
    record(Event.PERSON_ADDED, subject=person, by=by)
    return person


@dataclass(frozen=True, kw_only=True)
class BodyDetails:
    """What is noted about a body."""

    slug: str
    name: str
    short_name: str
    kind: BodyKind
    status: BodyStatus
    mandate: str = ""
    legal_ground: str = ""
    cadence: str = ""
    note: str = ""
    theme: Theme | None = None
    area: Area | None = None
    meetings_per_year: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def add_body(details: BodyDetails, *, network: Network, by: Actor) -> Body:
    """Add a body to ``network``."""
    check_may_manage(network, by=by)
    body = Body.objects.create(network=network, **vars(details))
    record(Event.BODY_ADDED, subject=body, by=by)
    return body


@dataclass(frozen=True, kw_only=True)
class RelationDetails:
    """What a body is to another, and when."""

    kind: RelationKind
    other: Body
    note: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def relate_bodies(body: Body, details: RelationDetails, *, by: Actor) -> BodyRelation:
    """Note what ``body`` is to another body."""
    check_may_manage(body.network, by=by)
    relation = BodyRelation(body=body, **vars(details))
    relation.save()
    record(Event.RELATION_CHANGED, subject=body, by=by)
    return relation


@transaction.atomic
def name_successor(body: Body, successor: Body, *, by: Actor) -> Body:
    """Note which body took the place of ``body``."""
    check_may_manage(body.network, by=by)
    body = lock_version(body, version=body.version)
    body.successor = successor
    body.save()
    record(Event.BODY_CHANGED, subject=body, by=by)
    return body


@dataclass(frozen=True, kw_only=True)
class SeatDetails:
    """A role in a body for a period, filled or open."""

    role: Role
    title: str = ""
    person: Person | None = None
    organisation: Organisation | None = None
    deputy: Person | None = None
    state: SeatState = SeatState.FILLED
    area: Area | None = None
    hours_per_week: Decimal | None = None
    rotates_every_years: int | None = None
    linked_seat: Seat | None = None
    note: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def add_seat(details: SeatDetails, *, body: Body, by: Actor) -> Seat:
    """Add a seat to ``body``; rights follow from it on the days it is in force."""
    check_may_manage(body.network, by=by)
    seat = Seat(body=body, **vars(details))
    check_seat(seat)
    seat.save()
    record(Event.SEAT_ADDED, subject=seat, by=by)
    return seat
