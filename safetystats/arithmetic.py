"""Small checks on the numbers a proposal states: percentages, growth, hours, money and months.

Each check is exact (``int`` and ``Decimal`` in, never floats) and returns a ``Check``.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from safetystats.checks import (
    MARGIN,
    Cause,
    Check,
    Number,
    Wording,
    compare,
    in_words,
    rounded,
)

HOURS_IN_FULL_WEEK = 36


def percentage_of(part: Number, whole: Number, *, published: Decimal, decimals: int = 1) -> Check:
    """Check a stated percentage against part and whole.

    Args:
        part: what the percentage counts.
        whole: what it is a share of, above zero.
        published: the stated percentage.
        decimals: how many decimals were published.

    Returns:
        ``exact``, ``rounded``, ``truncated`` or ``differs``.

    Source: docs/methods/arithmetic.md#rates-and-percentages
    """
    return rate_of(part, whole, per=100, published=published, decimals=decimals)


def rate_of(
    count: Number, population: Number, *, per: Number, published: Decimal, decimals: int
) -> Check:
    """Check a stated rate against count and population.

    Args:
        count: events.
        population: persons or dwellings, above zero.
        per: how many persons or dwellings the rate refers to; 0.9 for a share of 0.9 fte.
        published: the stated rate.
        decimals: how many decimals were published.

    Returns:
        ``exact``, ``rounded``, ``truncated`` or ``differs``.

    Source: docs/methods/arithmetic.md#rates-and-percentages
    """
    exact = Fraction(count) * Fraction(per) / Fraction(population)
    return compare(exact, published=published, decimals=decimals)


def implied_whole(part: Number, *, rate: Number, per: Number) -> Decimal:
    """Compute how large the whole must be for a part and its stated rate to be right.

    Args:
        part: what was counted or paid.
        rate: the stated rate, above zero.
        per: how many of the whole the rate refers to (100 for a percentage).

    Returns:
        The whole, rounded to units.

    Source: docs/methods/arithmetic.md#rates-and-percentages
    """
    return rounded(Fraction(part) * Fraction(per) / Fraction(rate), decimals=0)


def total_of(parts: Sequence[Number], *, published: Decimal, decimals: int = 0) -> Check:
    """Check a stated total against its parts.

    Args:
        parts: what should add up; empty means zero.
        published: the stated total.
        decimals: how many decimals were published.

    Returns:
        ``exact``, ``rounded``, ``truncated`` or ``differs``.

    Source: docs/methods/arithmetic.md#totals
    """
    exact = sum((Fraction(part) for part in parts), Fraction(0))
    return compare(exact, published=published, decimals=decimals)


def growth_rates(series: Sequence[Number], *, decimals: int = 1) -> tuple[Decimal, ...]:
    """Compute the growth from each value of a series to the next.

    Args:
        series: values in order of time, above zero.
        decimals: how many decimals to keep.

    Returns:
        Percentages, one fewer than there are values; empty for a single value.

    Source: docs/methods/arithmetic.md#growth
    """
    return tuple(
        rounded((Fraction(after) / Fraction(before) - 1) * 100, decimals=decimals)
        for before, after in pairwise(series)
    )


def growth_factor(
    first: Number, last: Number, *, published: Decimal = Decimal(2), margin: Decimal = MARGIN
) -> Check:
    """Check a stated multiplication, such as a doubling, against first and last value.

    Args:
        first: the value at the start, above zero.
        last: the value at the end.
        published: the stated factor; 2 for a doubling.
        margin: within which share of the factor the growth is ``nearly`` reached.

    Returns:
        ``as-worded`` when the factor was reached, else ``nearly`` or ``differs``.

    Source: docs/methods/arithmetic.md#growth
    """
    factor = Fraction(last) / Fraction(first)
    return in_words(factor, published=published, wording=Wording.AT_LEAST, margin=margin)


def implied_start(
    end: Number, *, changes_percent: Sequence[Number], published: Decimal, wording: Wording
) -> Check:
    """Check a stated starting value against the end value and the changes between them.

    Args:
        end: the value after all changes.
        changes_percent: the changes, each on the value before it (-20 for a fall by 20 %),
            above -100.
        published: the stated starting value.
        wording: how exact the statement claims to be.

    Returns:
        ``as-worded`` when the statement covers the start that follows, else ``nearly`` or
        ``differs``.

    Source: docs/methods/arithmetic.md#growth
    """
    start = Fraction(end)
    for change in changes_percent:
        start /= 1 + Fraction(change) / 100
    return in_words(start, published=published, wording=wording)


def scaled_benchmark(
    amount: Number, units: Number, *, own: Number, published: Decimal, decimals: int = 1
) -> Check:
    """Check what another network's capacity would come to at one's own size.

    Args:
        amount: the other network's capacity, in fte.
        units: its size, such as its number of municipalities; above zero.
        own: the own size, in the same units.
        published: the stated own capacity, in fte.
        decimals: how many decimals were published.

    Returns:
        ``exact``, ``rounded``, ``truncated`` or ``differs``.

    Source: docs/methods/arithmetic.md#benchmarks
    """
    exact = Fraction(amount) / Fraction(units) * Fraction(own)
    return compare(exact, published=published, decimals=decimals)


def value_of_hours(
    hours_per_week: Number,
    *,
    price: Number,
    published: Decimal,
    full_week: Number = HOURS_IN_FULL_WEEK,
    decimals: int = 0,
) -> Check:
    """Check the stated yearly value of weekly hours against the price of a full-time year.

    Args:
        hours_per_week: the hours.
        price: euros for a year of ``full_week`` hours a week.
        published: the stated value, in euros.
        full_week: how many hours a week the price buys.
        decimals: how many decimals were published.

    Returns:
        ``exact``, ``rounded``, ``truncated`` or ``differs``.

    Source: docs/methods/arithmetic.md#hours-and-money
    """
    exact = Fraction(hours_per_week) / Fraction(full_week) * Fraction(price)
    return compare(exact, published=published, decimals=decimals)


def covered_by(rate: Number, *, inhabitants: int, cost: Number) -> Check:
    """Check whether a contribution per inhabitant pays for a cost.

    Args:
        rate: euros per inhabitant.
        inhabitants: who pay it.
        cost: euros to be paid, such as fte times the price of one.

    Returns:
        The cost as published, the income as recomputed, both in cents; ``covered`` or
        ``shortfall``. ``difference`` is what is left, negative when short.

    Source: docs/methods/arithmetic.md#hours-and-money
    """
    income, needed = Fraction(rate) * inhabitants, Fraction(cost)
    covered = income >= needed
    return Check(
        published=rounded(needed, decimals=2),
        recomputed=rounded(income, decimals=2),
        agrees=covered,
        cause=Cause.COVERED if covered else Cause.SHORTFALL,
    )


def funded_months(start: date, *, months: int, until: date) -> Check:
    """Check whether money for some months lasts until other money takes over.

    Args:
        start: first day that is paid.
        months: how many months are paid.
        until: first day that other money pays; a begun month counts.

    Returns:
        The paid months as published, the months to bridge as recomputed; ``funded`` or
        ``unfunded``. ``difference`` is the number of months without money when positive.

    Source: docs/methods/arithmetic.md#months-and-years
    """
    begun = until.day > start.day
    needed = (until.year - start.year) * 12 + until.month - start.month + begun
    return Check(
        published=Decimal(months),
        recomputed=Decimal(needed),
        agrees=months >= needed,
        cause=Cause.FUNDED if months >= needed else Cause.UNFUNDED,
    )


def years_between(first: int, last: int, *, published: int, inclusive: bool = False) -> Check:
    """Check a stated number of years against its first and last year.

    Args:
        first: the year it starts.
        last: the year it ends, not before the first.
        published: the stated number of years.
        inclusive: whether both years count ("2015 up to and including 2019"), else the steps
            from year to year.

    Returns:
        ``exact``; ``off-by-one`` where steps and calendar years were confused; ``differs``.

    Source: docs/methods/arithmetic.md#months-and-years
    """
    years, confused = last - first + inclusive, last - first + (not inclusive)
    if published == years:
        cause = Cause.EXACT
    elif published == confused:
        cause = Cause.OFF_BY_ONE
    else:
        cause = Cause.DIFFERS
    return Check(Decimal(published), Decimal(years), agrees=cause is Cause.EXACT, cause=cause)
