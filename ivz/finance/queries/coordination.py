"""Whether a budget pays the coordination that the tasks of the Platform ask.

Policy: docs/policy/budget.md#enough-for-coordination
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ivz.accounts.actors import Actor
from ivz.finance.models import HourPrice
from ivz.finance.overview import Capacity
from ivz.finance.queries import capacity_in, latest_scheme
from ivz.finance.queries.budgets import BudgetSheet
from ivz.network.models import in_force


@dataclass(frozen=True, kw_only=True)
class Coordination:
    """What the capacity table asks beside what the posts of a budget pay, in fte."""

    capacity: Capacity
    paid: Decimal
    price: HourPrice | None

    @property
    def asked(self) -> Decimal:
        """What the tasks ask together."""
        return self.capacity.needed_fte

    @property
    def short(self) -> Decimal:
        """How much too little is paid."""
        return max(self.asked - self.paid, Decimal(0))

    @property
    def is_enough(self) -> bool:
        """Whether the budget pays all that is asked."""
        return not self.short

    @property
    def short_cents(self) -> int | None:
        """What is missing, at the price of a full-time year; None where no price is known."""
        return round(self.short * self.price.cents_per_year) if self.price else None


def coordination_of(sheet: BudgetSheet, *, actor: Actor) -> Coordination | None:
    """Hold a budget against the latest capacity table up to its year; three queries.

    None where there is no such table, or ``actor`` may not read the contributions it stands with.
    """
    budget, network = sheet.budget, sheet.budget.network
    if latest_scheme(network, actor=actor) is None:
        return None
    capacity = capacity_in(network, budget.year)
    if capacity is None:
        return None
    prices = HourPrice.objects.filter(in_force(date(budget.year, 12, 31)), network=network)
    return Coordination(
        capacity=capacity,
        paid=sum((post.coordination_fte for post in sheet.expenses), Decimal(0)),
        price=prices.order_by("-valid_from").first(),
    )
