"""Rankings of areas that are computed from published figures, never typed over."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Scalar = TypeVar("Scalar", bound=np.generic)

# Stands in an array of ranks where there is no value to rank.
UNRANKED = 0


def dense_ranks(values: ArrayLike, *, decimals: int, lowest_first: bool = True) -> IntArray:
    """Rank areas within each column: equal values share a rank and no rank is skipped.

    Values are compared as whole numbers of the published precision, so noise in the last bit
    of a float never breaks a tie.

    Args:
        values: shape (areas,) or (areas, columns). NaN: no value.
        decimals: how many decimals were published; values equal to so many decimals are tied.
        lowest_first: whether rank 1 is the lowest value, else the highest.

    Returns:
        Ranks from 1 in the shape of ``values``; ``UNRANKED`` (0) where there is no value.

    Raises:
        ValueError: an infinite value.

    Policy: docs/policy/figures.md#ranks
    Source: docs/methods/ranking.md#dense-ranks
    """
    units = np.rint(np.asarray(values, dtype=np.float64) * 10.0**decimals)
    if np.any(np.isinf(units)):
        raise ValueError("an infinite value has no rank")
    if not lowest_first:
        units = -units
    order = np.argsort(units, axis=0, kind="stable")
    steps = np.diff(np.take_along_axis(units, order, axis=0), axis=0) > 0
    ranks = np.ones(units.shape, dtype=np.int64)
    ranks[1:] += np.cumsum(steps, axis=0)
    return np.where(np.isnan(units), UNRANKED, _put_back(ranks, order))


def tied(ranks: ArrayLike) -> BoolArray:
    """Mark the areas that share their rank with another area of the same column.

    Args:
        ranks: from ``dense_ranks``, shape (areas,) or (areas, columns).

    Returns:
        True where the rank is shared, in the shape of ``ranks``; never where unranked.

    Source: docs/methods/ranking.md#ties
    """
    given = np.asarray(ranks, dtype=np.int64)
    order = np.argsort(given, axis=0, kind="stable")
    same = np.diff(np.take_along_axis(given, order, axis=0), axis=0) == 0
    shared = np.zeros(given.shape, dtype=np.bool_)
    shared[1:] |= same
    shared[:-1] |= same
    return np.asarray(_put_back(shared, order) & (given != UNRANKED), dtype=np.bool_)


def rank_sums(ranks: ArrayLike, columns: Sequence[int]) -> IntArray:
    """Add up the ranks of each area over the chosen columns.

    Args:
        ranks: from ``dense_ranks``, shape (areas, columns).
        columns: positions of the columns that count.

    Returns:
        One sum per area, shape (areas,); 0 where an area has no rank in a chosen column,
        because a sum over fewer columns would look better than it is.

    Raises:
        ValueError: no columns chosen.

    Policy: docs/policy/figures.md#rank-sums
    Source: docs/methods/ranking.md#rank-sums
    """
    if not columns:
        raise ValueError("choose at least one column")
    chosen = np.asarray(ranks, dtype=np.int64)[:, list(columns)]
    return np.where(np.any(chosen == UNRANKED, axis=1), 0, chosen.sum(axis=1))


def missing_ranks(ranks: ArrayLike, size: int) -> tuple[int, ...]:
    """List the ranks from 1 to ``size`` that nobody has, because of ties or missing values.

    Args:
        ranks: the ranks of one column, shape (areas,).
        size: the highest rank that readers expect, usually the number of areas.

    Returns:
        The absent ranks in rising order; empty when all occur.

    Source: docs/methods/ranking.md#ties
    """
    present = {int(rank) for rank in np.asarray(ranks, dtype=np.int64)}
    return tuple(rank for rank in range(1, size + 1) if rank not in present)


def deviating(published: ArrayLike, ranks: ArrayLike) -> BoolArray:
    """Mark the published ranks that differ from the computed ones.

    Args:
        published: ranks as printed, any shape; ``UNRANKED`` (0) where none was printed.
        ranks: from ``dense_ranks``, the same shape.

    Returns:
        True where a rank was printed and another was computed, in the same shape.

    Source: docs/methods/ranking.md#dense-ranks
    """
    printed = np.asarray(published, dtype=np.int64)
    computed = np.asarray(ranks, dtype=np.int64)
    return np.asarray((printed != UNRANKED) & (printed != computed), dtype=np.bool_)


def _put_back(in_order: NDArray[Scalar], order: NDArray[np.intp]) -> NDArray[Scalar]:
    unsorted = np.empty_like(in_order)
    np.put_along_axis(unsorted, order, in_order, axis=0)
    return unsorted
