"""What calendars and pages ask about events.

Policy: docs/policy/events.md
"""

import datetime as dt
from collections.abc import Sequence

from django.core.validators import slug_re
from django.db.models import QuerySet

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.events.models import NetworkEvent
from ivz.events.models import NetworkEventQuerySet as Events
from ivz.network.models import Body, Network, Organisation, Person, Seat, in_force


def events_of(network: Network, *, actor: Actor) -> Events:
    """Give the events of a network that ``actor`` may know of, with who organises them."""
    known = NetworkEvent.objects.visible_to(actor).filter(network=network)
    return known.select_related("organiser")


def invitations(actor: Actor) -> Events:
    """Give the events to which a body is invited in which ``actor`` sits."""
    if not actor.body_ids:
        return NetworkEvent.objects.none()
    known = NetworkEvent.objects.visible_to(actor).inviting(actor)
    return known.select_related("organiser")


def in_year(events: Events, year: int, *, body: str = "") -> Sequence[NetworkEvent]:
    """Give the events of a year, soonest first; only those to which ``body`` (a slug) is invited.

    One query; none where ``body`` cannot be a slug, which PostgreSQL may refuse to look for.
    """
    found = events.filter(starts_on__year=year)
    if body and not slug_re.fullmatch(body):
        return []
    if body:
        found = found.filter(invited__slug=body)
    return list(found.order_by("starts_on", "starts_at", "pk"))


def organisers_for(network: Network, *, actor: Actor) -> QuerySet[Organisation]:
    """Give the organisations for which ``actor`` may announce something, by name.

    Who manages the network: all that have a seat in it today. Else the own organisation.
    """
    if actor.may(Permission.MANAGE_NETWORK, within=network):
        seats = Seat.objects.filter(in_force(actor.today), body__network=network)
        taking_part = seats.exclude(organisation=None).values("organisation")
        return Organisation.objects.filter(pk__in=taking_part).order_by("name")
    if actor.may(Permission.MAINTAIN_ORGANISATION, within=network):
        own = Person.objects.filter(pk=actor.person_id or 0).exclude(organisation=None)
        return Organisation.objects.filter(pk__in=own.values("organisation"))
    return Organisation.objects.none()


def bodies_to_invite(network: Network, *, on: dt.date) -> QuerySet[Body]:
    """Give the bodies of a network that meet on a day, by name."""
    return Body.objects.filter(in_force(on), network=network).order_by("name")
