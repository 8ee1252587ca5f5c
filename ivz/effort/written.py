"""Hours as they were written, with what was put right since.

Policy: docs/policy/effort.md#putting-hours-right
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch

from ivz.accounts.actors import Actor
from ivz.effort.models import Delivery, DeliveryQuerySet
from ivz.network.models import Network

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Written:
    """Hours that a partner wrote for a period; ``corrections`` newest first."""

    delivery: Delivery
    corrections: list[Delivery]

    @property
    def hours(self) -> Decimal:
        """How many it was, everything that was put right counted."""
        return sum((row.hours for row in self.corrections), self.delivery.hours)

    @property
    def first_day(self) -> date | None:
        """The first day of the period."""
        return self.delivery.valid_from

    @property
    def last_day(self) -> date | None:
        """The last day of the period."""
        until = self.delivery.valid_until
        return until - timedelta(days=1) if until else None


def for_work(work_kind: str, work_id: int) -> DeliveryQuerySet:
    """Give the hours written for a piece of work, to who leads it: the caller saw to that.

    Who leads writes them too, with or without a seat in the network.
    """
    return _shown(Delivery.objects.filter(work_kind=work_kind, work_id=work_id))


def for_network(network: Network, *, actor: Actor) -> DeliveryQuerySet:
    """Give the hours written for a network as a whole."""
    return _shown(Delivery.objects.visible_to(actor).filter(network=network, work_kind=""))


def _shown(rows: DeliveryQuerySet) -> DeliveryQuerySet:
    newest = Prefetch("corrections", Delivery.objects.order_by("-pk"))
    found = rows.filter(corrects=None).select_related("organisation").prefetch_related(newest)
    return found.order_by("-valid_until", "-pk")


def listed(rows: DeliveryQuerySet) -> list[Written]:
    """Give the latest of these as lists show them; two queries."""
    return [written(row) for row in rows[:MOST_SHOWN]]


def written(row: Delivery) -> Written:
    """Put a row of the above beside what was put right about it."""
    return Written(delivery=row, corrections=list(row.corrections.all()))
