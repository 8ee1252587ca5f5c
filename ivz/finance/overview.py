"""All figures of one scheme together, as its page, its findings and its exports need them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ivz.finance.contributions import Line, Pair, Table, pairs_of
from ivz.finance.models import CapacityTask, RateDecision, Scheme
from ivz.finance.states import Basis


@dataclass(frozen=True, kw_only=True)
class RateTotal:
    """What one rate per inhabitant yields over the inhabitants of one basis."""

    rate: RateDecision
    cents: int


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """The tasks of the Platform as shares of one post (Dutch: *capaciteit*)."""

    year: int
    tasks: Sequence[CapacityTask]

    @property
    def base_fte(self) -> Decimal:
        """The post of which the percentages are, in fte."""
        return Decimal(self.tasks[0].base_fte_hundredths) / 100

    @property
    def current_percent(self) -> int:
        """All tasks as they are, in percent of the post."""
        return sum(task.current_percent for task in self.tasks)

    @property
    def needed_percent(self) -> int:
        """All tasks as asked, in percent of the post."""
        return sum(task.needed_percent for task in self.tasks)

    @property
    def current_fte(self) -> Decimal:
        """All tasks as they are, in fte."""
        return self.base_fte * self.current_percent / 100

    @property
    def needed_fte(self) -> Decimal:
        """All tasks as asked, in fte."""
        return self.base_fte * self.needed_percent / 100


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Everything one scheme says and what follows from it.

    ``tables`` is empty while a rate, a price or the tiers are missing; ``missing`` names them.
    """

    scheme: Scheme
    tables: Mapping[Basis, Table]
    rates: Sequence[RateDecision]
    capacity: Capacity | None
    missing: Sequence[str]

    @property
    def derived(self) -> Table:
        """The table over the inhabitants that the published amounts imply."""
        return self.tables[Basis.IMPLIED]

    @property
    def counted(self) -> Table:
        """The table over the inhabitants that CBS counted."""
        return self.tables[Basis.CBS]

    @cached_property
    def pairs(self) -> list[Pair]:
        """The municipalities on both bases, side by side."""
        return pairs_of(self.derived, self.counted) if self.tables else []

    def url(self, line: Line | None = None) -> str:
        """Give the address of the page, with the steps of one municipality where asked."""
        page = self.scheme.get_absolute_url()
        return f"{page}?gemeente={line.area.code}" if line else page

    def default_basis(self) -> Basis:
        """Give the basis to show first: the published one where something was published."""
        return Basis.IMPLIED if self.tables and self.derived.lines else Basis.CBS

    def rate_totals(self, basis: Basis) -> list[RateTotal]:
        """Give what every rate yields over the inhabitants of ``basis``, oldest rate first."""
        inhabitants = self.tables[basis].totals.inhabitants
        return [
            RateTotal(rate=rate, cents=inhabitants * rate.cents_per_inhabitant)
            for rate in self.rates
        ]
