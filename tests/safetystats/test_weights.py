"""Total rows, against loops and against the unit row of 2015."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safetystats import weights
from tests.safetystats.published import RATES, UNIT

# The shares of the five districts that explain the unit row of 2015.
SHARES = [0.162, 0.262, 0.206, 0.173, 0.197]

rows = st.lists(st.floats(0, 100), min_size=4, max_size=4)
areas = st.lists(st.tuples(st.floats(0, 1e6), rows), min_size=1, max_size=6).filter(
    lambda drawn: sum(weight for weight, _ in drawn) > 1e-3
)


@given(drawn=areas)
def test_weighted_means_equal_the_plain_sum(drawn):
    means = weights.weighted_mean([row for _, row in drawn], [weight for weight, _ in drawn])

    total = sum(weight for weight, _ in drawn)
    assert list(means) == pytest.approx(
        [sum(weight * row[column] for weight, row in drawn) / total for column in range(4)]
    )


@given(drawn=areas)
@example(drawn=[(0.0, [0.0] * 4), (1.0, [0.0, 0.0, 0.0, 1.0]), (1.0, [0.0, 0.0, 1.0, 1e-9])])
@example(drawn=[(0.0, [0.0] * 4)] * 2 + [(1.0, [0.0, 0.0, 0.0, 1.0]), (1.0, [0.0, 0.0, 1.0, 1e-9])])
def test_a_total_made_with_weights_is_recognised(drawn):
    values, used = [row for _, row in drawn], [weight for weight, _ in drawn]

    fit = weights.fit_weights(values, weights.weighted_mean(values, used))

    assert fit.max_residual == pytest.approx(0, abs=1e-5)
    assert fit.weights.sum() == pytest.approx(1)
    assert (fit.weights >= 0).all()


@given(drawn=areas, extra=st.floats(1, 100))
def test_a_total_above_every_row_is_no_mean(drawn, extra):
    values = np.array([row for _, row in drawn])

    check = weights.check_total_row(values, values.max(axis=0) + extra, decimals=2)

    assert not check.agrees
    assert check.fit.max_residual >= extra - 1e-6


def test_one_mean_comes_from_one_column():
    assert weights.weighted_mean([2.0, 4.0], [1, 3]) == pytest.approx(3.5)


def test_a_missing_value_leaves_its_column_without_a_mean():
    means = weights.weighted_mean([[1.0, np.nan], [3.0, 2.0]], [1, 1])

    assert means[0] == 2
    assert np.isnan(means[1])


@pytest.mark.parametrize("wrong", [[1, -1], [0, 0], [np.nan, 1]])
def test_weights_are_positive_somewhere_and_negative_nowhere(wrong):
    with pytest.raises(ValueError, match="zero or more"):
        weights.weighted_mean([1.0, 2.0], wrong)


def test_an_incomplete_table_is_not_fitted():
    with pytest.raises(ValueError, match="known and finite"):
        weights.fit_weights([[1.0, np.nan]], [1.0, 2.0])


def test_the_unit_row_is_the_mean_by_these_shares():
    means = weights.weighted_mean(RATES, SHARES)

    assert np.abs(means - UNIT).max() < 0.01


def test_one_set_of_weights_explains_the_whole_unit_row():
    check = weights.check_total_row(RATES, UNIT, decimals=2)

    assert check.agrees
    assert check.fit.weights == pytest.approx(SHARES, abs=5e-4)
    assert check.fit.max_residual == pytest.approx(0.0063, abs=5e-5)


def test_the_plain_mean_explains_seven_of_the_21_totals():
    check = weights.check_total_row(RATES, UNIT, decimals=2)

    assert check.unweighted_agrees.sum() == 7
    assert check.unweighted_max_residual == pytest.approx(0.166)


def test_one_wrong_total_is_noticed():
    altered = UNIT.copy()
    altered[3] += 0.2

    assert not weights.check_total_row(RATES, altered, decimals=2).agrees
