"""The contribution table of a scheme: one line per municipality, computed beside published.

Put together from rows that were read elsewhere; nothing here asks the database.
Policy: docs/policy/contributions.md. Method: docs/methods/contributions.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ivz.finance import amounts
from ivz.finance.models import HourPrice, PublishedContribution, RateDecision, Tier
from ivz.finance.states import Basis, Cause
from ivz.network.models import Area


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The rules of one year, as in force on its first day."""

    tiers: Sequence[Tier]
    rate: RateDecision
    price: HourPrice


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one municipality owes, and what the source printed for it.

    Amounts are cents. ``value`` is exact; what ends in ``_shown`` is in whole euros, half up.
    """

    area: Area
    basis: Basis
    inhabitants: int
    tier: Tier
    value: Fraction
    surcharge_cents: int
    fixed_cents: int
    published: PublishedContribution | None
    boundary: int | None

    @property
    def is_derived(self) -> bool:
        """Whether the inhabitants were worked back from the published amount."""
        return self.basis == Basis.IMPLIED

    @property
    def value_cents(self) -> int:
        """The value of the hours to the cent."""
        return amounts.half_up(self.value)

    @cached_property
    def value_shown(self) -> int:
        """The value of the hours in whole euros."""
        return amounts.half_up(self.value, to=amounts.EURO)

    @cached_property
    def surcharge_shown(self) -> int:
        """The surcharge in whole euros."""
        return amounts.half_up(self.surcharge_cents, to=amounts.EURO)

    @cached_property
    def fixed_shown(self) -> int:
        """The fixed contribution in whole euros."""
        return amounts.half_up(self.fixed_cents, to=amounts.EURO)

    @cached_property
    def extra(self) -> Fraction:
        """How much dearer buying the hours off is than delivering them; below zero: cheaper."""
        return self.surcharge_cents - self.value

    @property
    def is_dearer(self) -> bool:
        """Whether buying the hours off costs more than they are worth."""
        return self.extra > 0

    @property
    def from_boundary(self) -> int:
        """How far above (or, below zero, under) the near boundary; 0 where none is near."""
        return 0 if self.boundary is None else self.inhabitants - self.boundary

    @property
    def hours_cause(self) -> Cause | None:
        """How the published hours compare with those of the tier; None when not published."""
        if self.published is None:
            return None
        same = self.published.hours_per_week == self.tier.hours_per_week
        return Cause.EQUAL if same else Cause.BOUNDARY

    @cached_property
    def value_cause(self) -> Cause | None:
        """How the published value of the hours compares; None when not published."""
        if self.published is None:
            return None
        return amounts.cause_of(
            self.published.value_of_hours_cents,
            exact=self.value,
            same_tier=self.hours_cause == Cause.EQUAL,
        )

    @cached_property
    def surcharge_cause(self) -> Cause | None:
        """How the published surcharge compares; None when not published."""
        if self.published is None:
            return None
        same_rate = self.published.surcharge_rate_cents == self.tier.surcharge_cents
        return amounts.cause_of(
            self.published.surcharge_cents,
            exact=self.surcharge_cents,
            same_tier=same_rate and self.hours_cause == Cause.EQUAL,
            same_count=self.is_derived,
        )

    @property
    def value_difference(self) -> int:
        """The published value of the hours less the computed one, both in whole euros."""
        return self.published.value_of_hours_cents - self.value_shown if self.published else 0

    @property
    def surcharge_difference(self) -> int:
        """The published surcharge less the computed one, both in whole euros."""
        return self.published.surcharge_cents - self.surcharge_shown if self.published else 0


@dataclass(frozen=True, kw_only=True)
class Totals:
    """All lines together; amounts in whole euros are added up as shown."""

    inhabitants: int
    hours: int
    fixed_cents: int
    fixed_shown: int
    value_shown: int
    surcharge_shown: int
    published_value: int
    published_surcharge: int

    @property
    def value_difference(self) -> int:
        """The published values less the computed ones."""
        return self.published_value - self.value_shown

    @property
    def surcharge_difference(self) -> int:
        """The published surcharges less the computed ones."""
        return self.published_surcharge - self.surcharge_shown


@dataclass(frozen=True, kw_only=True)
class Table:
    """The lines of one basis by name, and the municipalities that basis cannot give."""

    basis: Basis
    terms: Terms
    lines: Sequence[Line]
    without_count: Sequence[Area] = ()

    @cached_property
    def dearer(self) -> list[Line]:
        """The lines for which buying the hours off costs more than they are worth."""
        return [line for line in self.lines if line.is_dearer]

    @cached_property
    def cheaper(self) -> list[Line]:
        """The lines for which buying the hours off costs less than they are worth."""
        return [line for line in self.lines if line.extra < 0]

    @property
    def is_published_in_full(self) -> bool:
        """Whether the source printed something for every line."""
        return bool(self.lines) and all(line.published for line in self.lines)

    @cached_property
    def totals(self) -> Totals:
        """All lines together."""
        printed = [line.published for line in self.lines if line.published]
        return Totals(
            inhabitants=sum(line.inhabitants for line in self.lines),
            hours=sum(line.tier.hours_per_week for line in self.lines),
            fixed_cents=sum(line.fixed_cents for line in self.lines),
            fixed_shown=sum(line.fixed_shown for line in self.lines),
            value_shown=sum(line.value_shown for line in self.lines),
            surcharge_shown=sum(line.surcharge_shown for line in self.lines),
            published_value=sum(row.value_of_hours_cents for row in printed),
            published_surcharge=sum(row.surcharge_cents for row in printed),
        )

    def line_of(self, code: str) -> Line | None:
        """Give the line of the municipality with this code, if it is here."""
        return next((line for line in self.lines if line.area.code == code), None)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One municipality on both bases."""

    derived: Line
    counted: Line

    @property
    def inhabitants_difference(self) -> int:
        """The counted inhabitants less the derived ones."""
        return self.counted.inhabitants - self.derived.inhabitants

    @property
    def surcharge_difference(self) -> int:
        """The surcharge over the counted inhabitants less that over the derived ones."""
        return self.counted.surcharge_shown - self.derived.surcharge_shown

    @property
    def is_other_tier(self) -> bool:
        """Whether the two counts lie in different tiers."""
        return self.counted.tier != self.derived.tier


def pairs_of(derived: Table, counted: Table) -> list[Pair]:
    """Put the lines of two bases side by side, for the municipalities that both have."""
    by_area = {line.area.pk: line for line in counted.lines}
    return [
        Pair(derived=line, counted=by_area[line.area.pk])
        for line in derived.lines
        if line.area.pk in by_area
    ]


def table_of(
    areas: Sequence[Area],
    *,
    basis: Basis,
    terms: Terms,
    published: Mapping[int, PublishedContribution],
    counted: Mapping[int, int],
) -> Table:
    """Compute the table of one basis.

    Args:
        areas: the municipalities, in the order of the table.
        basis: where the inhabitants come from.
        terms: tiers, rate and price of the year.
        published: what the source printed, by area.
        counted: inhabitants on the reference date, by area.
    """
    inhabitants = _implied(published) if basis == Basis.IMPLIED else counted
    lines = [
        _line(area, basis=basis, inhabitants=count, terms=terms, published=published.get(area.pk))
        for area in areas
        if (count := inhabitants.get(area.pk)) is not None
    ]
    found = [line for line in lines if line is not None]
    known = {line.area.pk for line in found}
    return Table(
        basis=basis,
        terms=terms,
        lines=found,
        without_count=[area for area in areas if area.pk not in known],
    )


def _implied(published: Mapping[int, PublishedContribution]) -> dict[int, int]:
    return {
        pk: amounts.implied_inhabitants(row.surcharge_cents, rate_cents=row.surcharge_rate_cents)
        for pk, row in published.items()
    }


def _line(
    area: Area,
    *,
    basis: Basis,
    inhabitants: int,
    terms: Terms,
    published: PublishedContribution | None,
) -> Line | None:
    tier = amounts.tier_for(inhabitants, terms.tiers)
    if tier is None:
        return None
    return Line(
        area=area,
        basis=basis,
        inhabitants=inhabitants,
        tier=tier,
        value=amounts.value_of_hours(
            tier.hours_per_week,
            cents_per_year=terms.price.cents_per_year,
            hours_per_week=terms.price.hours_per_week,
        ),
        surcharge_cents=amounts.per_inhabitant(inhabitants, cents=tier.surcharge_cents),
        fixed_cents=amounts.per_inhabitant(inhabitants, cents=terms.rate.cents_per_inhabitant),
        published=published,
        boundary=amounts.nearest_boundary(inhabitants, terms.tiers),
    )
