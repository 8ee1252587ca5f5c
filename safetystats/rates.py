"""Rates of counted events, with the interval that belongs to them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainccinv, gammaincinv, ndtri

FloatArray = NDArray[np.float64]

# Counts from here on get Byar's approximation, smaller ones the exact limits.
BYAR_FROM = 10

# Share of its width by which rounding may move an interval before the interval says too little.
LARGEST_SHIFT = 0.1


@dataclass(frozen=True, eq=False)
class Limits:
    """Lower and upper confidence limits, each in the shape of what they belong to."""

    lower: FloatArray
    upper: FloatArray


@dataclass(frozen=True)
class Interval:
    """One confidence interval, in the unit of the figure it belongs to."""

    lower: float
    upper: float


def crude_rate(count: ArrayLike, population: ArrayLike, *, per: int = 1_000) -> FloatArray:
    """Relate counts to the population in which they were counted.

    Args:
        count: events, zero or more; any shape. NaN: unknown.
        population: persons or dwellings, above zero; a shape that broadcasts with ``count``.
        per: how many persons or dwellings the rate refers to.

    Returns:
        Events per ``per``, in the broadcast shape; NaN where the count is NaN.

    Raises:
        ValueError: a negative count, or a population or ``per`` that is not positive.

    Source: docs/methods/rates.md#crude-rate
    """
    return _counts(count) * _scale(population, per)


def exact_limits(count: ArrayLike, *, level: float = 0.95) -> Limits:
    """Give the exact Poisson limits of counts, from the chi-square distribution.

    Args:
        count: events, zero or more; any shape. NaN: unknown.
        level: probability that such an interval contains the expected count, within (0, 1).

    Returns:
        Limits in the shape of ``count``; the lower limit of 0 is 0.

    Raises:
        ValueError: a negative count, or a level outside (0, 1).

    Source: docs/methods/rates.md#exact-limits
    """
    counts, tail = _counts(count), _tail(level)
    positive = np.where(counts == 0, 1.0, counts)
    lower = np.where(counts == 0, 0.0, gammaincinv(positive, tail))
    return Limits(lower=lower, upper=np.asarray(gammainccinv(counts + 1, tail), dtype=np.float64))


def byar_limits(count: ArrayLike, *, level: float = 0.95) -> Limits:
    """Give Byar's approximation of the Poisson limits of counts.

    Args:
        count: events, zero or more; any shape. NaN: unknown.
        level: probability that such an interval contains the expected count, within (0, 1).

    Returns:
        Limits in the shape of ``count``; the lower limit of 0 is NaN, the formula has none.

    Raises:
        ValueError: a negative count, or a level outside (0, 1).

    Source: docs/methods/rates.md#byar
    """
    counts, z = _counts(count), -float(ndtri(_tail(level)))
    positive = np.where(counts == 0, np.nan, counts)
    following = counts + 1
    return Limits(
        lower=positive * (1 - 1 / (9 * positive) - z / (3 * np.sqrt(positive))) ** 3,
        upper=following * (1 - 1 / (9 * following) + z / (3 * np.sqrt(following))) ** 3,
    )


def poisson_limits(count: ArrayLike, *, level: float = 0.95) -> Limits:
    """Give the limits of counts as public health in England does.

    Exact below 10, Byar's approximation from 10 on.

    Args:
        count: events, zero or more; any shape. NaN: unknown.
        level: probability that such an interval contains the expected count, within (0, 1).

    Returns:
        Limits in the shape of ``count``; NaN where the count is NaN.

    Raises:
        ValueError: a negative count, or a level outside (0, 1).

    Source: ``phe_rate`` in PHEindicatormethods, docs/methods/rates.md#limits-of-a-count
    """
    counts = _counts(count)
    small = counts < BYAR_FROM
    exact = exact_limits(np.where(small, counts, 0.0), level=level)
    byar = byar_limits(np.where(small, float(BYAR_FROM), counts), level=level)
    return Limits(
        lower=np.where(small, exact.lower, byar.lower),
        upper=np.where(small, exact.upper, byar.upper),
    )


def rate_limits(
    count: ArrayLike, population: ArrayLike, *, per: int = 1_000, level: float = 0.95
) -> Limits:
    """Give the limits of crude rates: those of the counts, per ``per`` of the population.

    Args:
        count: events, zero or more; any shape. NaN: unknown.
        population: persons or dwellings, above zero; a shape that broadcasts with ``count``.
        per: how many persons or dwellings the rate refers to.
        level: probability that such an interval contains the underlying rate, within (0, 1).

    Returns:
        Limits in the broadcast shape, in events per ``per``.

    Raises:
        ValueError: a negative count, a population or ``per`` that is not positive, or a level
            outside (0, 1).

    Source: docs/methods/rates.md#limits-of-a-rate
    """
    limits, scale = poisson_limits(count, level=level), _scale(population, per)
    return Limits(lower=limits.lower * scale, upper=limits.upper * scale)


def interval_from_rounded_rate(
    rate: float, *, per: int, population: float, decimals: int, level: float = 0.95
) -> Interval | None:
    """Give the interval of a rate whose count was not published, if rounding leaves it standing.

    The count is taken as about rate times population. The published rate may lie half a unit of
    its last decimal beside the true one, so the count may too. Only where both limits then move
    by less than a tenth of the width of the interval is the interval worth showing; elsewhere
    there is none. The count itself is never returned.

    Args:
        rate: the published rate, zero or more, rounded to ``decimals``.
        per: how many persons or dwellings the rate refers to.
        population: persons or dwellings, above zero.
        decimals: how many decimals were published.
        level: probability that such an interval contains the underlying rate, within (0, 1).

    Returns:
        The interval in the unit of the rate, or None where rounding moves it too far.

    Raises:
        ValueError: a negative rate or one with more decimals than stated, a population or
            ``per`` that is not positive, or a level outside (0, 1).

    Policy: docs/policy/figures.md#intervals
    Source: docs/methods/rates.md#a-rate-without-its-count
    """
    if not np.isclose(rate, round(rate, decimals), rtol=0, atol=10.0 ** -(decimals + 4)):
        raise ValueError(f"rate {rate} has more than {decimals} decimals")
    half = 0.5 * 10.0**-decimals
    possible = np.array([rate, max(rate - half, 0.0), rate + half])
    scale = _scale(population, per)
    limits = poisson_limits(possible / scale, level=level)
    ends = np.stack([limits.lower, limits.upper])
    shift = np.abs(ends - ends[:, :1]).max()
    lower, upper = ends[:, 0]
    if shift >= LARGEST_SHIFT * (upper - lower):
        return None
    return Interval(lower=float(lower * scale), upper=float(upper * scale))


def _counts(count: ArrayLike) -> FloatArray:
    counts = np.asarray(count, dtype=np.float64)
    if np.any(counts < 0):
        raise ValueError("counts must be zero or more")
    return counts


def _scale(population: ArrayLike, per: int) -> FloatArray:
    inhabitants = np.asarray(population, dtype=np.float64)
    if per <= 0:
        raise ValueError(f"per must be positive, got {per}")
    if not np.all(inhabitants > 0):
        raise ValueError("population must be positive")
    return per / inhabitants


def _tail(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, got {level}")
    return (1 - level) / 2
