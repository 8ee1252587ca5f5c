"""Who notes what partners owe, and when that is right.

Policy: docs/policy/effort.md
"""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.effort.models import Delivery, Obligation
from ivz.errors import RuleBroken
from ivz.network.models import Network
from ivz.web.templatetags.ivz import number


def check_may_set(network: Network, *, by: Actor) -> None:
    """Let through who records what municipalities choose, and who lays down what they owe."""
    enough = [Permission.RECORD_CONTRIBUTION_CHOICE, Permission.IMPORT_FIGURES]
    if by.origin != "command" and not any(by.may(each, within=network) for each in enough):
        raise PermissionDenied(Permission.RECORD_CONTRIBUTION_CHOICE)


def check_obligation(obligation: Obligation) -> None:
    """Refuse hours below nothing, and hours without a source."""
    if obligation.hours_per_week < Decimal(0):
        raise RuleBroken(_("Hours cannot be below zero."))
    if not obligation.source.strip():
        raise RuleBroken(_("Say which paper or decision this comes from."))


def check_correction(delivery: Delivery, *, was: Decimal, hours: Decimal, reason: str) -> None:
    """Refuse to put right what changed meanwhile, what stays the same, and without a reason.

    ``delivery`` is what was written at first; ``was`` what the writer took it to be by now.
    """
    now = hours_now(delivery)
    if now != was:
        raise RuleBroken(
            _("Somebody put these hours right meanwhile: they are %(hours)s now.")
            % {"hours": number(now, 0 if now == now.to_integral_value() else 1)}
        )
    if hours < Decimal(0):
        raise RuleBroken(_("Hours cannot be below zero."))
    if hours == now:
        raise RuleBroken(_("That is what stands here already."))
    if not reason.strip():
        raise RuleBroken(_("Say what was wrong."))


def hours_now(delivery: Delivery) -> Decimal:
    """Give how many hours it was, everything that was put right counted; one query."""
    return sum((row.hours for row in delivery.corrections.all()), delivery.hours)


def check_delivery(delivery: Delivery, *, on: date) -> None:
    """Refuse no hours, hours of days that are still to come, and a period that ends first."""
    if delivery.hours <= Decimal(0):
        raise RuleBroken(_("Give more than zero hours."))
    first, until = delivery.valid_from, delivery.valid_until
    if first is None or until is None or until <= first:
        raise RuleBroken(_("The last day lies before the first day."))
    if until > on + timedelta(days=1):
        raise RuleBroken(_("Hours are written once they are delivered; this day is to come."))
