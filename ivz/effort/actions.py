"""Noting what partners owe, and what they delivered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.models import Decision
from ivz.effort.models import Delivery, Obligation
from ivz.effort.rules import (
    check_correction,
    check_delivery,
    check_may_set,
    check_obligation,
    hours_now,
)
from ivz.effort.states import Event
from ivz.errors import RuleBroken
from ivz.network.models import Network, Organisation
from ivz.workflow.versions import StaleEdit


@dataclass(frozen=True, kw_only=True)
class ObligationDetails:
    """The hours a week a partner owes from a day, and what says so."""

    organisation: Organisation
    hours_per_week: Decimal
    source: str
    valid_from: date
    decision: Decision | None = None


@transaction.atomic
def owe(
    network: Network, details: ObligationDetails, *, version: int | None = None, by: Actor
) -> Obligation:
    """Note what a partner owes from a day; what it owed before ends there.

    What was noted from that same day or later gives way. Agreements of a network count on:
    ``version`` is the highest that whoever notes this saw, None where nobody looked.

    Raises:
        StaleEdit: somebody else agreed on something with this partner meanwhile.
    """
    check_may_set(network, by=by)
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    obligation = Obligation(network=network, **vars(details))
    check_obligation(obligation)
    earlier = Obligation.objects.filter(network=network, organisation=details.organisation)
    _check_seen(earlier, version)
    newest = Obligation.objects.filter(network=network).newest_version()
    earlier.filter(valid_from__gte=details.valid_from).delete()
    lasting = Q(valid_until=None) | Q(valid_until__gt=details.valid_from)
    for row in earlier.filter(lasting):
        row.valid_until = details.valid_from
        row.version += 1
        row.save()
        record(Event.OBLIGATION_ENDED, subject=row, by=by)
    obligation.version = newest + 1
    obligation.save()
    record(Event.OBLIGATION_SET, subject=obligation, by=by)
    return obligation


def _check_seen(agreements: QuerySet[Obligation], version: int | None) -> None:
    newest = agreements.order_by("-version").first()
    if version is not None and newest is not None and newest.version > version:
        raise StaleEdit(newest)


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


@dataclass(frozen=True, kw_only=True)
class CorrectionDetails:
    """How many hours it should have been, instead of what it ``was``, and why."""

    was: Decimal
    hours: Decimal
    reason: str


@transaction.atomic
def correct(delivery: Delivery, details: CorrectionDetails, *, by: Actor) -> Delivery:
    """Put hours right with an entry of the difference; what was written stays as it was.

    The subject of the work has checked who may.

    Policy: docs/policy/effort.md#putting-hours-right
    """
    written = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk, corrects=None)
    check_correction(written, was=details.was, hours=details.hours, reason=details.reason)
    same = ["network", "organisation", "person", "work_kind", "work_id", "valid_from"]
    correction = Delivery(
        **{name: getattr(written, name) for name in [*same, "valid_until"]},
        hours=details.hours - details.was,
        note=details.reason.strip(),
        corrects=written,
        corrected_on=by.today,
        written_by=by.user,
    )
    correction.save()
    record(Event.DELIVERY_CHANGED, subject=correction, by=by)
    return correction


@transaction.atomic
def take_correction_back(delivery: Delivery, *, latest: int, by: Actor) -> Delivery:
    """Undo the latest correction with the opposite entry; that can be undone likewise.

    Raises:
        RuleBroken: ``latest`` is not the latest correction any more.
    """
    written = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk, corrects=None)
    last = written.corrections.order_by("-pk").first()
    if last is None or last.pk != latest:
        raise RuleBroken(_("Somebody put these hours right meanwhile. Look at what stands here."))
    now = hours_now(written)
    reason = _("Taken back: %(reason)s") % {"reason": last.note}
    details = CorrectionDetails(was=now, hours=now - last.hours, reason=reason)
    return correct(written, details, by=by)
