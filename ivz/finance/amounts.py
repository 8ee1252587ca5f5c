"""What follows from tiers, rates and inhabitants: exact amounts, and why a printed one differs.

Pure arithmetic. Exact amounts are fractions of cents; nothing is rounded on the way.
Policy: docs/policy/contributions.md. Method: docs/methods/contributions.md
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from ivz.finance.models import Tier
from ivz.finance.states import Cause

EURO = 100
NEAR_BOUNDARY = Fraction(1, 100)


def half_up(amount: Fraction | int, *, to: int = 1) -> int:
    """Round an amount of zero or more to a multiple of ``to``; halves go up."""
    numerator, denominator = amount.numerator, amount.denominator * to
    return (2 * numerator + denominator) // (2 * denominator) * to


def tier_for(inhabitants: int, tiers: Iterable[Tier]) -> Tier | None:
    """Give the tier ``[from, until)`` in which a number of inhabitants lies, None outside all."""
    return next((tier for tier in tiers if _holds(tier, inhabitants)), None)


def _holds(tier: Tier, inhabitants: int) -> bool:
    until = tier.until_inhabitants
    return tier.from_inhabitants <= inhabitants and (until is None or inhabitants < until)


def value_of_hours(hours: int, *, cents_per_year: int, hours_per_week: int) -> Fraction:
    """Give what ``hours`` a week are worth in a year, in cents: their share of a full-time year."""
    return Fraction(hours * cents_per_year, hours_per_week)


def per_inhabitant(inhabitants: int, *, cents: int) -> int:
    """Give an amount per inhabitant for all inhabitants, in whole cents."""
    return inhabitants * cents


def implied_inhabitants(surcharge_cents: int, *, rate_cents: int) -> int:
    """Give the inhabitants that a published surcharge must have meant, halves up.

    They reproduce the amount they come from, so they prove nothing about it.
    """
    return half_up(Fraction(surcharge_cents, rate_cents))


def cause_of(
    published: int, *, exact: Fraction | int, same_tier: bool = True, same_count: bool = True
) -> Cause:
    """Say why a published amount in whole euros agrees with or differs from an exact one.

    Args:
        published: as printed, in cents.
        exact: as computed, in cents.
        same_tier: whether the source used the tier of the computation.
        same_count: whether the source used the inhabitants of the computation.
    """
    if published == half_up(exact, to=EURO):
        return Cause.EQUAL
    if not same_tier:
        return Cause.BOUNDARY
    if published == exact // EURO * EURO:
        return Cause.ROUNDED_DOWN
    if published == -(-exact // EURO) * EURO:
        return Cause.ROUNDED_UP
    return Cause.UNEXPLAINED if same_count else Cause.POPULATION


def boundaries(tiers: Iterable[Tier]) -> list[int]:
    """Give the numbers of inhabitants at which a next tier begins."""
    return [tier.from_inhabitants for tier in tiers if tier.from_inhabitants > 0]


def nearest_boundary(inhabitants: int, tiers: Iterable[Tier]) -> int | None:
    """Give the boundary within one per cent of ``inhabitants``, the nearest one, or None."""
    near = [
        boundary
        for boundary in boundaries(tiers)
        if abs(inhabitants - boundary) <= boundary * NEAR_BOUNDARY
    ]
    return min(near, key=lambda boundary: abs(inhabitants - boundary), default=None)


def rises_and_falls(amounts: Sequence[int]) -> bool:
    """Tell whether a series goes both up and down."""
    steps = [after - before for before, after in pairwise(amounts)]
    return any(step > 0 for step in steps) and any(step < 0 for step in steps)


def one_digit_off(published_euros: int, *, wanted_euros: Fraction) -> int | None:
    """Give the amount that differs from the printed one in one digit and comes near ``wanted``.

    Near is: within half a per cent, where the printed amount itself is not. None where no
    single digit helps; this is a guess at a slip of the pen, never a correction.
    """
    tolerance = wanted_euros / 200
    if abs(published_euros - wanted_euros) <= tolerance:
        return None
    text = str(published_euros)
    candidates = [
        int(text[:place] + digit + text[place + 1 :])
        for place in range(len(text))
        for digit in "0123456789"
    ]
    nearest = min(candidates, key=lambda amount: abs(amount - wanted_euros))
    return nearest if abs(nearest - wanted_euros) <= tolerance else None


def gaps_in(tiers: Sequence[Tier]) -> list[int]:
    """Give the numbers of inhabitants at which tiers do not join, from zero to without end.

    ``tiers`` are in the order of their start; an empty answer means that every number of
    inhabitants lies in exactly one tier, and that no tier is empty.
    """
    empty = [
        tier.from_inhabitants
        for tier in tiers
        if tier.until_inhabitants is not None and tier.until_inhabitants <= tier.from_inhabitants
    ]
    expected = [0, *(tier.until_inhabitants for tier in tiers)]
    starts = [*(tier.from_inhabitants for tier in tiers), None]
    apart = [
        end if end is not None else start or 0
        for end, start in zip(expected, starts, strict=True)
        if end != start
    ]
    return [*empty, *apart]
