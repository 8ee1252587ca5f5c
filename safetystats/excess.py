"""Rates that lie above a reference by more than chance explains, over many cells at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainc

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# How many times the reference a rate is at least before the difference matters.
SMALLEST_RATIO = 1.1

# Which share of what is flagged may be chance, on average over many tables.
FALSE_DISCOVERIES = 0.05

# Keeps noise in the last bit of a float from lifting a count to the next whole number.
NOISE = 1e-9


@dataclass(frozen=True, eq=False)
class Excess:
    """How rates lie to their reference, each in the shape (areas, themes).

    Attributes:
        ratio: rate divided by reference, as published; NaN where these cannot be compared.
        p_value: the chance of as many events or more if the reference held, at the ends of
            rounding that speak least for a difference; NaN where these cannot be compared.
        stands_out: whether chance does not explain it and the ratio is large enough, wherever
            within their rounding the published rates lie.
    """

    ratio: FloatArray
    p_value: FloatArray
    stands_out: BoolArray


def upper_tail(count: ArrayLike, expected: ArrayLike) -> FloatArray:
    """Give the exact Poisson chance of ``count`` events or more.

    Args:
        count: whole numbers, zero or more; any shape. NaN: unknown.
        expected: events expected, zero or more; a shape that broadcasts with ``count``.

    Returns:
        Chances in the broadcast shape: 1 for a count of 0, NaN where either is unknown.

    Raises:
        ValueError: a count that is negative or broken, or a negative expectation.

    Source: docs/methods/excess.md#exact-tail
    """
    counts, means = np.broadcast_arrays(
        np.asarray(count, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    )
    if np.any(counts < 0) or np.any(counts != np.rint(counts), where=~np.isnan(counts)):
        raise ValueError("counts must be whole numbers, zero or more")
    if np.any(means < 0):
        raise ValueError("expected counts must be zero or more")
    tail = np.where(counts == 0, 1.0, gammainc(np.where(counts == 0, 1.0, counts), means))
    return np.where(np.isnan(means), np.nan, tail)


def discoveries(p_values: ArrayLike, *, share: float = FALSE_DISCOVERIES) -> BoolArray:
    """Mark what many tests found, with chance as the cause of at most ``share`` of it.

    The procedure of Benjamini and Hochberg.

    Args:
        p_values: one per test, within [0, 1]; any shape. NaN: not tested, and not counted.
        share: of what is marked that may be chance, on average; within (0, 1).

    Returns:
        True where something was found, in the shape of ``p_values``.

    Raises:
        ValueError: a p-value outside [0, 1], or a share outside (0, 1).

    Source: docs/methods/excess.md#many-tests
    """
    chances = np.asarray(p_values, dtype=np.float64)
    if np.any((chances < 0) | (chances > 1)):
        raise ValueError("p-values must lie between 0 and 1")
    if not 0 < share < 1:
        raise ValueError(f"share must lie between 0 and 1, got {share}")
    ordered = np.sort(chances[~np.isnan(chances)])
    places = np.arange(1, ordered.size + 1)
    low = np.flatnonzero(ordered <= share * places / max(ordered.size, 1))
    highest = ordered[low[-1]] if low.size else -1.0
    return np.asarray(chances <= highest, dtype=np.bool_)


def excess_of_rounded_rates(
    rates: ArrayLike,
    reference: ArrayLike,
    *,
    units: ArrayLike,
    decimals: int,
    smallest_ratio: float = SMALLEST_RATIO,
    share: float = FALSE_DISCOVERIES,
) -> Excess:
    """Tell which rates lie above the reference of their theme, published rounded without counts.

    Where rounding could decide, nothing stands out. The counts themselves are never returned.

    Args:
        rates: shape (areas, themes), zero or more, rounded to ``decimals``. NaN: not published.
        reference: shape (themes,), likewise. Nothing is compared with NaN or 0.
        units: shape (areas,), the population of each area divided by ``per``.
        decimals: how many decimals were published.
        smallest_ratio: how many times the reference a rate is at least, 1 or more.
        share: of what stands out that may be chance, on average; within (0, 1).

    Returns:
        Ratio, p-value and whether it stands out, each of shape (areas, themes).

    Raises:
        ValueError: a negative rate or one with more decimals than stated, units that are not
            positive, a ratio below 1, or a share outside (0, 1).

    Policy: docs/policy/figures.md#signals
    Source: docs/methods/excess.md#rates-without-their-counts
    """
    if smallest_ratio < 1:
        raise ValueError(f"smallest_ratio must be 1 or more, got {smallest_ratio}")
    given, against = _rounded(rates, decimals), _rounded(reference, decimals)
    against, half = np.where(against > 0, against, np.nan), 0.5 * 10.0**-decimals
    lowest, highest = np.maximum(given - half, 0.0), against + half
    p_values = _least_favourable(lowest, highest, np.asarray(units, dtype=np.float64))
    is_found = discoveries(p_values, share=share)
    stands_out = is_found & (lowest / highest >= smallest_ratio)
    return Excess(ratio=given / against, p_value=p_values, stands_out=stands_out)


def _least_favourable(lowest: FloatArray, highest: FloatArray, units: FloatArray) -> FloatArray:
    """Give the chance of the lowest possible count under the highest possible expectation."""
    if not np.all(units > 0):
        raise ValueError("units must be positive")
    size = units[:, np.newaxis]
    counts = np.maximum(np.ceil(lowest * size - NOISE), 0.0)
    return upper_tail(counts, highest * size)


def _rounded(values: ArrayLike, decimals: int) -> FloatArray:
    rates = np.asarray(values, dtype=np.float64)
    if np.any(rates < 0):
        raise ValueError("rates must be zero or more")
    known = rates[~np.isnan(rates)]
    if not np.allclose(known, np.round(known, decimals), rtol=0, atol=10.0 ** -(decimals + 4)):
        raise ValueError(f"a rate has more than {decimals} decimals")
    return rates
