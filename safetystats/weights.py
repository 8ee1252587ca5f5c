"""Total rows: weighted means, and the weights that would explain a published total."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# Slack for float noise when residuals are held against half a unit of the last decimal.
NOISE = 1e-9


@dataclass(frozen=True, eq=False)
class WeightFit:
    """The weights, summing to 1, whose weighted mean lies nearest to a total row.

    Attributes:
        weights: shape (areas,).
        max_residual: the largest distance left between weighted mean and total, over columns.
    """

    weights: FloatArray
    max_residual: float


@dataclass(frozen=True, eq=False)
class TotalRowCheck:
    """What explains a published total row.

    Attributes:
        fit: the best weights and what they leave unexplained.
        agrees: whether one set of weights explains every column within rounding.
        unweighted_agrees: shape (columns,); where the plain mean gives the published total.
        unweighted_max_residual: the largest distance between plain mean and total.
    """

    fit: WeightFit
    agrees: bool
    unweighted_agrees: BoolArray
    unweighted_max_residual: float


def weighted_mean(values: ArrayLike, weights: ArrayLike) -> FloatArray:
    """Average areas by weight, such as rates by population.

    Args:
        values: shape (areas,) or (areas, columns). NaN: no value.
        weights: shape (areas,), zero or more, not all zero; they need not sum to 1.

    Returns:
        One mean per column, shape () or (columns,); NaN where a value is missing.

    Raises:
        ValueError: a negative weight, or no positive one.

    Policy: docs/policy/figures.md#areas-together
    Source: docs/methods/weights.md#weighted-mean
    """
    shares = np.asarray(weights, dtype=np.float64)
    if np.any(shares < 0) or not shares.sum() > 0:
        raise ValueError("weights must be zero or more, and not all zero")
    rows = np.asarray(values, dtype=np.float64)
    return np.asarray(shares @ rows / shares.sum(), dtype=np.float64)


def fit_weights(values: ArrayLike, total: ArrayLike) -> WeightFit:
    """Find the weights whose weighted mean comes nearest to a total row.

    Nearest means: the largest residual over the columns is as small as it can be. With fewer
    columns than areas a perfect fit proves nothing.

    Args:
        values: shape (areas, columns), complete.
        total: shape (columns,), complete.

    Returns:
        Weights of zero or more that sum to 1, and the largest residual.

    Raises:
        ValueError: a missing or infinite value.

    Source: docs/methods/weights.md#fitted-weights
    """
    rows, totals = _complete(values), _complete(total)
    areas, columns = rows.shape
    slack = np.full((columns, 1), -1.0)
    # Loading the optimiser takes half a second: only who fits weights waits for it.
    from scipy.optimize import linprog  # noqa: PLC0415

    fit = linprog(
        np.append(np.zeros(areas), 1.0),
        A_ub=np.block([[rows.T, slack], [-rows.T, slack]]),
        b_ub=np.concatenate([totals, -totals]),
        A_eq=np.append(np.ones(areas), 0.0)[np.newaxis, :],
        b_eq=[1.0],
        bounds=(0, None),
    )
    # The solver keeps its bounds up to a tolerance only.
    weights = np.clip(np.asarray(fit.x, dtype=np.float64)[:areas], 0, None)
    weights /= weights.sum()
    return WeightFit(weights=weights, max_residual=float(np.abs(weights @ rows - totals).max()))


def check_total_row(values: ArrayLike, total: ArrayLike, *, decimals: int) -> TotalRowCheck:
    """Judge whether a published total row is a mean of the rows above it, and of which kind.

    Each published figure may be half a unit of its last decimal off, in the rows and in the
    total; so weights explain a total row when no residual exceeds one such unit.

    Args:
        values: published rows, shape (areas, columns), complete.
        total: the published total row, shape (columns,), complete.
        decimals: how many decimals were published.

    Returns:
        The best weights, whether they explain the row, and where the plain mean would too.

    Raises:
        ValueError: a missing or infinite value.

    Source: docs/methods/weights.md#checking-a-total-row
    """
    fit, unit = fit_weights(values, total), 10.0**-decimals
    plain = np.abs(_complete(values).mean(axis=0) - _complete(total))
    return TotalRowCheck(
        fit=fit,
        agrees=fit.max_residual <= unit + NOISE,
        unweighted_agrees=plain <= unit / 2 + NOISE,
        unweighted_max_residual=float(plain.max()),
    )


def _complete(values: ArrayLike) -> FloatArray:
    given = np.asarray(values, dtype=np.float64)
    if not np.all(np.isfinite(given)):
        raise ValueError("every figure must be known and finite")
    return given
