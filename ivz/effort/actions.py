"""Noting what partners owe, and what they delivered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.models import Decision
from ivz.effort.models import Delivery, Obligation
from ivz.effort.rules import check_delivery, check_may_set, check_obligation
from ivz.effort.states import Event
from ivz.network.models import Network, Organisation


@dataclass(frozen=True, kw_only=True)
class ObligationDetails:
    """The hours a week a partner owes from a day, and what says so."""

    organisation: Organisation
    hours_per_week: Decimal
    source: str
    valid_from: date
    decision: Decision | None = None


@transaction.atomic
def owe(network: Network, details: ObligationDetails, *, by: Actor) -> Obligation:
    """Note what a partner owes from a day; what it owed before ends there.

    What was noted from that same day or later gives way.
    """
    check_may_set(network, by=by)
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    obligation = Obligation(network=network, **vars(details))
    check_obligation(obligation)
    earlier = Obligation.objects.filter(network=network, organisation=details.organisation)
    earlier.filter(valid_from__gte=details.valid_from).delete()
    lasting = Q(valid_until=None) | Q(valid_until__gt=details.valid_from)
    for row in earlier.filter(lasting):
        row.valid_until = details.valid_from
        row.version += 1
        row.save()
        record(Event.OBLIGATION_ENDED, subject=row, by=by)
    obligation.save()
    record(Event.OBLIGATION_SET, subject=obligation, by=by)
    return obligation


@dataclass(frozen=True, kw_only=True)
class DeliveryDetails:
    """The hours a partner delivered in a period, and for which work."""

    organisation: Organisation
    hours: Decimal
    valid_from: date
    valid_until: date
    work_kind: str = ""
    work_id: int | None = None
    note: str = ""


@transaction.atomic
def deliver(network: Network, details: DeliveryDetails, *, by: Actor) -> Delivery:
    """Note hours that were delivered; the subject of the work has checked who may."""
    delivery = Delivery(network=network, written_by=by.user, **vars(details))
    check_delivery(delivery, on=by.today)
    delivery.save()
    record(Event.DELIVERED, subject=delivery, by=by)
    return delivery
