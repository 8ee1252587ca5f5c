"""Rates and their limits, against loops, published values and another program."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetystats import rates
from tests.safetystats.published import TWENTE_INHABITANTS

# Inhabitants of the police unit, roughly; the districts hold about a fifth each.
UNIT_INHABITANTS = 3_140_000

counts = st.integers(0, 10**6)
populations = st.integers(1, 10**7)
levels = st.sampled_from([0.8, 0.9, 0.95, 0.998])


@given(pairs=st.lists(st.tuples(counts, populations)), per=st.sampled_from([1, 100, 1_000]))
def test_crude_rates_equal_the_plain_sum(pairs, per):
    computed = rates.crude_rate([c for c, _ in pairs], [n for _, n in pairs] or 1, per=per)

    assert list(computed) == pytest.approx([c * per / n for c, n in pairs])


def test_an_unknown_count_gives_an_unknown_rate():
    assert np.isnan(rates.crude_rate(np.nan, 1_000))
    assert np.isnan(rates.rate_limits(np.nan, 1_000).lower)
    assert np.isnan(rates.rate_limits(np.nan, 1_000).upper)


def test_a_rate_per_nobody_is_refused():
    with pytest.raises(ValueError, match="per must be positive"):
        rates.crude_rate(1, 1_000, per=0)


@pytest.mark.parametrize("population", [0, -1, math.nan])
def test_a_rate_without_a_population_is_refused(population):
    with pytest.raises(ValueError, match="population must be positive"):
        rates.crude_rate(1, population)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="zero or more"):
        rates.poisson_limits([3, -1])


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_probability(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        rates.poisson_limits(3, level=level)


@given(count=st.integers(0, 150), level=levels)
def test_exact_limits_leave_half_the_remaining_probability_on_either_side(count, level):
    limits = rates.exact_limits(count, level=level)

    assert at_most(count, expected=float(limits.upper)) == pytest.approx((1 - level) / 2)
    if count:
        at_least = 1 - at_most(count - 1, expected=float(limits.lower))
        assert at_least == pytest.approx((1 - level) / 2)


@given(given_counts=st.lists(counts, min_size=1), level=levels)
def test_limits_are_exact_below_ten_and_byar_from_ten(given_counts, level):
    limits = rates.poisson_limits(given_counts, level=level)

    for position, count in enumerate(given_counts):
        single = rates.exact_limits if count < 10 else rates.byar_limits
        expected = single(count, level=level)
        assert limits.lower[position] == pytest.approx(expected.lower, rel=1e-12)
        assert limits.upper[position] == pytest.approx(expected.upper, rel=1e-12)


@given(count=counts, population=populations, per=st.sampled_from([100, 1_000]))
def test_limits_of_a_rate_are_those_of_its_count_scaled(count, population, per):
    limits = rates.rate_limits(count, population, per=per)

    of_count = rates.poisson_limits(count)
    assert limits.lower == pytest.approx(of_count.lower * per / population)
    assert limits.upper == pytest.approx(of_count.upper * per / population)


@pytest.mark.parametrize(
    ("count", "exact", "byar"),
    [(3, (0.619, 8.767), (0.603, 8.765)), (1, (0.025, 5.572), (0.013, 5.564))],
)
def test_limits_have_their_published_values(count, exact, byar):
    of_exact, of_byar = rates.exact_limits(count), rates.byar_limits(count)

    assert (of_exact.lower, of_exact.upper) == pytest.approx(exact, abs=5e-4)
    assert (of_byar.lower, of_byar.upper) == pytest.approx(byar, abs=5e-4)


def test_nothing_counted_still_has_an_upper_limit():
    limits = rates.poisson_limits(0)

    assert limits.lower == 0
    assert limits.upper == pytest.approx(-math.log(0.025))


def test_byar_stays_close_to_the_exact_limits_from_three_on():
    several = np.arange(3, 1_000)

    exact, byar = rates.exact_limits(several), rates.byar_limits(several)

    assert np.abs(exact.lower - byar.lower).max() < 0.02
    assert np.abs(exact.upper - byar.upper).max() < 0.02


def test_byar_has_no_lower_limit_for_nothing():
    assert np.isnan(rates.byar_limits(0).lower)


def test_exact_limits_equal_those_of_r(poisson_reference):
    ordinary = rates.exact_limits(poisson_reference["x"])
    strict = rates.exact_limits(poisson_reference["x"], level=0.998)

    assert_same(ordinary.lower, poisson_reference["exact_lower"])
    assert_same(ordinary.upper, poisson_reference["exact_upper"])
    assert_same(strict.lower, poisson_reference["exact_lower998"])
    assert_same(strict.upper, poisson_reference["exact_upper998"])


def test_byar_limits_equal_those_of_r(poisson_reference):
    limits = rates.byar_limits(poisson_reference["x"])

    assert_same(limits.lower, poisson_reference["byar_lower"])
    assert_same(limits.upper, poisson_reference["byar_upper"])


def test_limits_of_counts_follow_public_health_in_england(poisson_reference):
    small = poisson_reference["x"] < 10

    limits = rates.poisson_limits(poisson_reference["x"])

    for limit, name in ((limits.lower, "lower"), (limits.upper, "upper")):
        exact, byar = poisson_reference[f"exact_{name}"], poisson_reference[f"byar_{name}"]
        assert_same(limit, np.where(small, exact, byar))


def test_a_common_theme_keeps_its_interval_without_a_published_count():
    interval = rates.interval_from_rounded_rate(
        2.79, per=1_000, population=TWENTE_INHABITANTS, decimals=2
    )

    counted = rates.rate_limits(1_743, TWENTE_INHABITANTS)
    assert interval is not None
    assert interval.lower == pytest.approx(counted.lower, abs=0.005)
    assert interval.upper == pytest.approx(counted.upper, abs=0.005)


@pytest.mark.parametrize("rate", [0.0, 0.03, 0.05])
def test_a_rare_theme_gets_no_interval_without_a_published_count(rate):
    interval = rates.interval_from_rounded_rate(
        rate, per=1_000, population=TWENTE_INHABITANTS, decimals=2
    )

    assert interval is None


def test_a_larger_population_needs_a_higher_rate_before_rounding_stops_mattering():
    district, unit = (
        rates.interval_from_rounded_rate(0.31, per=1_000, population=population, decimals=2)
        for population in (TWENTE_INHABITANTS, UNIT_INHABITANTS)
    )

    assert district is not None
    assert unit is None


@given(
    units=st.integers(0, 2_000),
    decimals=st.integers(0, 3),
    population=st.integers(100, 10**7),
    level=levels,
)
def test_an_interval_is_shown_only_where_rounding_moves_it_less_than_a_tenth(
    units, decimals, population, level
):
    rate = units / 10**decimals

    interval = rates.interval_from_rounded_rate(
        rate, per=1_000, population=population, decimals=decimals, level=level
    )

    lower, upper = limits_of(rate, population, level)
    half = 0.5 / 10**decimals
    moved = max(
        max(abs(shifted[0] - lower), abs(shifted[1] - upper))
        for shifted in (
            limits_of(max(rate - half, 0), population, level),
            limits_of(rate + half, population, level),
        )
    )
    if moved < 0.1 * (upper - lower):
        assert interval is not None
        assert (interval.lower, interval.upper) == pytest.approx((lower, upper))
    else:
        assert interval is None


def test_a_rate_with_more_decimals_than_stated_is_refused():
    with pytest.raises(ValueError, match="more than 2 decimals"):
        rates.interval_from_rounded_rate(2.795, per=1_000, population=1_000, decimals=2)


def assert_same(computed, reference):
    """Compare to twelve digits, and demand the same missing values."""
    np.testing.assert_allclose(computed, reference, rtol=1e-12, atol=1e-12, equal_nan=True)


def at_most(count, *, expected):
    """Poisson probability of at most ``count`` events, summed term by term."""
    return math.fsum(
        math.exp(k * math.log(expected) - expected - math.lgamma(k + 1)) for k in range(count + 1)
    )


def limits_of(rate, population, level):
    """Limits of a rate per 1,000 as if its count were exactly rate times population."""
    limits = rates.rate_limits(rate * population / 1_000, population, per=1_000, level=level)
    return float(limits.lower), float(limits.upper)
