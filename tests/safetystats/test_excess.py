"""Rates above a reference: known values, the plain sum, other software, and simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from safetystats import excess
from tests.safetystats.published import TWENTE_INHABITANTS

# The example in Benjamini and Hochberg (1995): fifteen tests, of which four are discoveries.
PUBLISHED = (
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1.0000,
)


def stands_out(rates, reference, **given):
    units = given.pop("units", [TWENTE_INHABITANTS / 1_000])
    found = excess.excess_of_rounded_rates(rates, reference, units=units, decimals=2, **given)
    return found.stands_out.tolist()


@pytest.mark.parametrize(
    ("count", "expected", "chance"),
    [(0, 1, 1.0), (1, 1, 0.63212056), (3, 1, 0.08030140), (4, 1, 0.01898816), (20, 10, 0.00345434)],
)
def test_the_tail_is_that_of_the_tables(count, expected, chance):
    assert excess.upper_tail(count, expected) == pytest.approx(chance, abs=1e-8)


@given(count=st.integers(0, 60), expected=st.floats(0.01, 40))
def test_the_tail_equals_the_plain_sum(count, expected):
    below = sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(count))

    assert float(excess.upper_tail(count, expected)) == pytest.approx(1 - below, abs=1e-12)


def test_the_tail_equals_that_of_scipy_also_far_out():
    counts, means = np.meshgrid(np.arange(0, 3_000, 37), [0.5, 2, 10, 300, 1_700])

    known = stats.poisson.sf(counts - 1, means)

    assert np.allclose(excess.upper_tail(counts, means), known, rtol=1e-9, atol=1e-300)


def test_four_where_one_is_expected_is_beyond_the_exact_quantile():
    """The interval of a count turned round would need six."""
    assert stats.poisson.ppf(0.975, 1) == 3
    assert excess.upper_tail(4, 1) < 0.025 < excess.upper_tail(3, 1)


def test_the_discoveries_are_those_of_the_published_example():
    shuffled = np.random.default_rng(1).permutation(PUBLISHED)

    found = excess.discoveries(shuffled)

    assert sorted(shuffled[found]) == list(PUBLISHED[:4])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.sampled_from([0.01, 0.05, 0.2]))
def test_the_discoveries_are_those_of_scipy(p_values, share):
    adjusted = stats.false_discovery_control(p_values)
    clear = np.abs(adjusted - share) > 1e-12

    found = excess.discoveries(p_values, share=share)

    assert (found == (adjusted <= share))[clear].all()


def test_what_was_not_tested_is_no_discovery_and_does_not_count():
    alone = excess.discoveries([0.04])
    with_gaps = excess.discoveries([0.04, np.nan, np.nan])

    assert alone.tolist() == [True]
    assert with_gaps.tolist() == [True, False, False]
    assert excess.discoveries([0.04, 0.9, 0.9]).tolist() == [False] * 3
    assert excess.discoveries([]).size == 0


def test_a_rate_far_above_its_reference_stands_out_and_one_below_does_not():
    found = stands_out([[7.61, 2.79, 2.97]], [6.37, 2.97, 2.97])

    assert found == [[True, False, False]]


def test_a_difference_that_chance_excludes_stays_quiet_where_it_is_small():
    """Seven per cent of 4 000 events is far beyond chance, and no signal."""
    found = excess.excess_of_rounded_rates(
        [[6.80]], [6.37], units=[TWENTE_INHABITANTS / 1_000], decimals=2
    )

    assert found.p_value.item() < 0.001
    assert found.ratio.item() == pytest.approx(1.0675, abs=1e-4)
    assert not found.stands_out.item()
    assert stands_out([[6.80]], [6.37], smallest_ratio=1.0) == [[True]]


def test_few_events_stay_quiet_however_large_the_ratio():
    """0,05 against 0,03 per 1 000 of 5 000 inhabitants: that is one event at most."""
    assert stands_out([[0.05]], [0.03], units=[5]) == [[False]]


def test_where_rounding_could_decide_nothing_stands_out():
    """0,12 is 1,2 times 0,10; the unrounded rates may lie closer than a tenth."""
    huge = {"units": [1_000_000]}

    assert stands_out([[0.12]], [0.10], **huge) == [[False]]
    assert stands_out([[0.13]], [0.10], **huge) == [[True]]
    assert stands_out([[0.01]], [0.01], smallest_ratio=1.0, **huge) == [[False]]


def test_what_is_unknown_is_not_compared():
    found = excess.excess_of_rounded_rates(
        [[np.nan, 5.0, 5.0, 0.0]], [1.0, np.nan, 0.0, 1.0], units=[600], decimals=2
    )

    assert not found.stands_out.any()
    assert np.isnan(found.p_value).tolist() == [[True, True, True, False]]
    assert np.isnan(found.ratio).tolist() == [[True, True, True, False]]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"rates": [[-0.1]]}, "zero or more"),
        ({"rates": [[0.123]]}, "more than 2 decimals"),
        ({"reference": [0.123]}, "more than 2 decimals"),
        ({"units": [0]}, "units must be positive"),
        ({"units": [np.nan]}, "units must be positive"),
        ({"smallest_ratio": 0.9}, "1 or more"),
        ({"share": 1}, "share must lie"),
    ],
)
def test_what_makes_no_sense_is_refused(given, words):
    call = {"rates": [[1.0]], "reference": [1.0], "units": [600]} | given

    with pytest.raises(ValueError, match=words):
        stands_out(call.pop("rates"), call.pop("reference"), **call)


@pytest.mark.parametrize(("count", "expected"), [(-1, 1), (1.5, 1), (1, -1)])
def test_a_count_that_cannot_be_is_refused(count, expected):
    with pytest.raises(ValueError, match="zero or more"):
        excess.upper_tail(count, expected)


@pytest.mark.parametrize("share", [0.05, 0.2])
def test_without_any_effect_a_table_is_flagged_no_more_often_than_promised(share):
    """Two thousand tables, from half an event expected to half a million, and nothing going on.

    The true reference lies anywhere within the rounding of the printed one.
    """
    tables, units = 2_000, np.array([25.0, 600.0, 100_000.0])
    generator = np.random.default_rng(20_151)
    printed = np.array([0.02, 0.05, 0.1, 0.3, 1, 2, 5, 5, 5, 5])
    flagged = 0
    for _ in range(tables):
        true = printed + generator.uniform(-0.005, 0.005, size=printed.size)
        counts = generator.poisson(true * units[:, np.newaxis])
        rates = np.round(counts / units[:, np.newaxis], 2)
        found = excess.excess_of_rounded_rates(
            rates, printed, units=units, decimals=2, smallest_ratio=1.0, share=share
        )
        flagged += found.stands_out.any()
    noise = 3 * math.sqrt(share * (1 - share) / tables)

    assert 0 < flagged / tables <= share + noise


@pytest.mark.parametrize("share", [0.05, 0.2])
def test_of_what_is_found_no_larger_share_is_chance_than_promised(share):
    """A thousand tables of thirty cells, of which ten hold half as much again."""
    generator = np.random.default_rng(20_152)
    expected = np.tile([0.5, 1, 2, 5, 10, 30, 100, 300, 600, 1_000], 3)
    is_real = np.arange(expected.size) < 10
    shares = []
    for _ in range(1_000):
        counts = generator.poisson(np.where(is_real, 1.5, 1.0) * expected)
        found = excess.discoveries(excess.upper_tail(counts, expected), share=share)
        shares.append((found & ~is_real).sum() / max(found.sum(), 1))

    assert 0 < np.mean(shares) <= share
