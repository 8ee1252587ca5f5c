"""Founding a network out of four answers: name, municipalities, bodies, first meeting.

Everything goes through the actions that people and imports use, in one transaction.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.home.queries.accounts import EXAMPLE_PREFIX
from ivz.home.queries.founding import (
    Municipality,
    body_exists,
    everyday_name,
    municipalities,
    network_exists,
)
from ivz.meetings.actions import planning, standing
from ivz.meetings.models import Meeting
from ivz.network.actions import areas, register, themes
from ivz.network.models import Area, AreaPopulation, Body, Network, Organisation, Person
from ivz.network.models.bodies import BodyStatus, RelationKind
from ivz.network.models.people import OrganisationKind
from ivz.network.rules.rights import check_may_found
from ivz.signin.actions import invitations
from ivz.signin.actions.accounts import create_account
from ivz.signin.actions.invitations import Site

COUNTED_ON = date(2024, 1, 1)
SOURCE = "CBS"

STATUS_OF: dict[BodyKind, BodyStatus] = {
    BodyKind.BOARD: BodyStatus.DECIDING,
    BodyKind.PLATFORM: BodyStatus.ADVISING,
    BodyKind.AGENDA_COMMITTEE: BodyStatus.PREPARING,
    BodyKind.SECRETARIES_CIRCLE: BodyStatus.ADVISING,
    BodyKind.STEERING_GROUP: BodyStatus.EXECUTING,
    BodyKind.EXPERT_GROUP: BodyStatus.ADVISING,
}


@dataclass(frozen=True, kw_only=True)
class PlannedBody:
    """A body as the founder describes it."""

    name: str
    short_name: str
    kind: BodyKind


@dataclass(frozen=True, kw_only=True)
class Coordinator:
    """Whoever answers: becomes secretary of every body, and gets an account.

    With an e-mail address by invitation; without one it is the account of the example.
    """

    function: str
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Founding:
    """The four answers; ``meets_first`` is the place in ``bodies`` of the body that meets."""

    name: str
    purpose: str
    municipality_codes: Sequence[str]
    bodies: Sequence[PlannedBody]
    meets_first: int
    meeting: planning.MeetingDetails
    coordinator: Coordinator


@dataclass(frozen=True, kw_only=True)
class Founded:
    """What came of it."""

    network: Network
    account: User
    meeting: Meeting


@transaction.atomic
def found(plan: Founding, *, site: Site, by: Actor) -> Founded:
    """Found the network with its area, partners, people, bodies, seats, themes and first meeting.

    Either all of it is there afterwards, or nothing. People stand by function.

    Raises:
        PermissionDenied: ``by`` may not found a network.
        RuleBroken: a name is taken by now.
    """
    check_may_found(by=by)
    _check_names(plan)
    # What is stored is read by the whole network, in its language, whatever the founder reads in.
    with translation.override(settings.LANGUAGE_CODE):
        chosen = _import_municipalities(plan.municipality_codes, by=by)
        network = _network(plan, chosen, by=by)
        bodies = _bodies(plan, network, by=by)
        register.describe_network(network, deciding_body=_of_kind(bodies, BodyKind.BOARD)[0], by=by)
        themes.bring_in_usual_themes(by=by)
        account = _seat_coordinator(plan.coordinator, bodies, site=site, by=by)
        _seat_municipalities(chosen, bodies, by=_fresh(account, by))
        meeting = _first_meeting(plan, bodies, by=_fresh(account, by))
    return Founded(network=network, account=account, meeting=meeting)


def _check_names(plan: Founding) -> None:
    if network_exists(plan.name):
        raise RuleBroken(
            _("There is a network called %(name)s already. Choose another name.")
            % {"name": plan.name}
        )
    for body in plan.bodies:
        if body_exists(body.short_name):
            raise RuleBroken(
                _("There is a body called %(name)s already. Choose another short name.")
                % {"name": body.short_name}
            )


def _fresh(account: User, by: Actor) -> Actor:
    """The new coordinator, with the seats that exist by now."""
    return Actor(user=account, today=by.today, origin=by.origin)


def _import_municipalities(codes: Sequence[str], *, by: Actor) -> list[Area]:
    """Bring in the municipalities of the country where they are missing, and give the chosen."""
    known = municipalities()
    areas.import_areas(
        _csv(
            ["code", "name", "kind", "aliases"],
            ((each.code, everyday_name(each.name), "municipality", each.name) for each in known),
        ),
        by=by,
    )
    _import_inhabitants(known, by=by)
    return list(Area.objects.filter(code__in=codes).order_by("name"))


def _import_inhabitants(known: Iterable[Municipality], *, by: Actor) -> None:
    counted = set(AreaPopulation.objects.filter(on=COUNTED_ON).values_list("area__code", flat=True))
    missing = [
        (each.code, COUNTED_ON.isoformat(), each.inhabitants, SOURCE)
        for each in known
        if each.code not in counted
    ]
    if missing:
        areas.import_populations(_csv(["area", "on", "inhabitants", "source"], missing), by=by)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([header, *rows])
    return file.getvalue().encode()


def _network(plan: Founding, chosen: list[Area], *, by: Actor) -> Network:
    slug = slugify(plan.name)
    code = _first_free(
        f"netwerk-{slug[:28]}", taken=set(Area.objects.values_list("code", flat=True))
    )
    area = register.make_area_of(plan.name, code=code, municipalities=chosen, since=by.today, by=by)
    return register.found_network(plan.name, slug=slug, area=area, by=by)


def _bodies(plan: Founding, network: Network, *, by: Actor) -> list[Body]:
    bodies = [
        register.add_body(_details(body, plan, since=by.today), network=network, by=by)
        for body in plan.bodies
    ]
    board = _of_kind(bodies, BodyKind.BOARD)[0]
    for body in bodies:
        if body.status == BodyStatus.ADVISING:
            advises = register.RelationDetails(kind=RelationKind.ADVISES, other=board)
            register.relate_bodies(body, advises, by=by)
    return bodies


def _details(body: PlannedBody, plan: Founding, *, since: date) -> register.BodyDetails:
    return register.BodyDetails(
        slug=slugify(body.short_name),
        name=body.name,
        short_name=body.short_name,
        kind=body.kind,
        status=STATUS_OF[body.kind],
        mandate=plan.purpose if body.kind == BodyKind.BOARD else "",
        valid_from=since,
    )


def _of_kind(bodies: Iterable[Body], kind: BodyKind) -> list[Body]:
    return [body for body in bodies if body.kind == kind]


def _seat_coordinator(
    coordinator: Coordinator, bodies: list[Body], *, site: Site, by: Actor
) -> User:
    """Give the coordinator an account and a secretary's seat in every body.

    The seat in the Platform comes first: it gives the right to add the others.
    """
    words = f"{coordinator.function} {bodies[0].network.name}"
    known = None if coordinator.email else create_account(f"{EXAMPLE_PREFIX}coordinator", by=by)
    details = register.PersonDetails(
        slug=_free_slug(words, among=Person.objects.all()),
        function=coordinator.function,
        user=known,
    )
    person = register.add_person(details, by=by)
    account = known or invitations.invite(person, email=coordinator.email, site=site, by=by)
    seat = register.SeatDetails(role=Role.SECRETARY, person=person, valid_from=by.today)
    platform = _of_kind(bodies, BodyKind.PLATFORM)[0]
    register.add_seat(seat, body=platform, by=by)
    others = [body for body in bodies if body != platform]
    for body in others:
        register.add_seat(seat, body=body, by=_fresh(account, by))
    return account


def _seat_municipalities(chosen: list[Area], bodies: list[Body], *, by: Actor) -> None:
    """Seat each mayor in the board, and each municipality's safety coordinator in the Platform."""
    functions = [
        (BodyKind.BOARD, Role.MEMBER, _("Mayor of %(municipality)s")),
        (
            BodyKind.PLATFORM,
            Role.MUNICIPAL_COORDINATOR,
            _("Safety coordinator of %(municipality)s"),
        ),
    ]
    for area in chosen:
        organisation = _organisation(area, by=by)
        for kind, role, function in functions:
            seat = register.SeatDetails(
                role=role,
                person=_person(function % {"municipality": area.name}, organisation, by=by),
                organisation=organisation,
                valid_from=by.today,
            )
            for body in _of_kind(bodies, kind):
                register.add_seat(seat, body=body, by=by)


def _organisation(area: Area, *, by: Actor) -> Organisation:
    """The municipality as a partner; one that another network brought in is the same partner."""
    kind = OrganisationKind.MUNICIPALITY
    known = Organisation.objects.filter(area=area, kind=kind).first()
    if known is not None:
        return known
    name = _("Municipality of %(name)s") % {"name": area.name}
    return register.add_organisation(
        name, slug=_free_slug(name, among=Organisation.objects.all()), kind=kind, area=area, by=by
    )


def _person(function: str, organisation: Organisation, *, by: Actor) -> Person:
    known = Person.objects.filter(function=function, organisation=organisation).first()
    if known is not None:
        return known
    details = register.PersonDetails(
        slug=_free_slug(function, among=Person.objects.all()),
        function=function,
        organisation=organisation,
    )
    return register.add_person(details, by=by)


def _free_slug(words: str, *, among: QuerySet[Organisation] | QuerySet[Person]) -> str:
    """An address for an organisation or a person that no other one has."""
    wanted = slugify(words)[:70]
    similar = among.filter(slug__startswith=wanted)
    return _first_free(wanted, taken=set(similar.values_list("slug", flat=True)))


def _first_free(wanted: str, *, taken: set[str]) -> str:
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in [wanted, *numbered] if name not in taken)


def _first_meeting(plan: Founding, bodies: list[Body], *, by: Actor) -> Meeting:
    """Plan the first meeting with the items that stand on every agenda."""
    body = bodies[plan.meets_first]
    standing.set_standing(body, standing.usual(), version=1, by=by)
    return planning.plan(plan.meeting, body=body, by=by)
