"""The arithmetic of contributions, against plain counting."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivz.finance import amounts
from ivz.finance.models import Tier
from ivz.finance.states import Cause


def tiers_from(starts):
    """Make joined tiers that begin at these numbers of inhabitants."""
    ends = [*starts[1:], None]
    return [
        Tier(
            from_inhabitants=start,
            until_inhabitants=end,
            hours_per_week=2 * place,
            surcharge_cents=10,
        )
        for place, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


TWENTE = tiers_from([0, 26_000, 38_000, 85_000])
joined_tiers = st.sets(st.integers(1, 200_000), max_size=6).map(
    lambda starts: tiers_from([0, *sorted(starts)])
)


@given(tiers=joined_tiers, inhabitants=st.integers(0, 250_000))
def test_the_tier_is_the_last_one_that_has_begun(tiers, inhabitants):
    begun = 0
    for tier in tiers:
        if tier.from_inhabitants <= inhabitants:
            begun = tier.hours_per_week

    assert amounts.tier_for(inhabitants, tiers).hours_per_week == begun


@given(tiers=joined_tiers, inhabitants=st.integers(0, 250_000))
def test_every_number_of_inhabitants_lies_in_exactly_one_tier(tiers, inhabitants):
    holding = [tier for tier in tiers if amounts.tier_for(inhabitants, [tier])]

    assert len(holding) == 1
    assert amounts.gaps_in(tiers) == []


@given(tiers=joined_tiers.filter(lambda tiers: len(tiers) > 2), place=st.integers(0, 6))
def test_leaving_out_a_tier_is_told(tiers, place):
    left_out = tiers[place % len(tiers)]
    rest = [tier for tier in tiers if tier is not left_out]

    assert amounts.gaps_in(rest)


@pytest.mark.parametrize(
    ("inhabitants", "hours"),
    [(0, 2), (25_999, 2), (26_000, 4), (37_999, 4), (38_000, 6), (84_999, 6), (85_000, 8)],
)
def test_a_boundary_belongs_to_the_higher_tier(inhabitants, hours):
    assert amounts.tier_for(inhabitants, TWENTE).hours_per_week == hours


def test_below_the_first_tier_there_is_none():
    assert amounts.tier_for(5, tiers_from([10])) is None
    assert amounts.gaps_in(tiers_from([10])) == [0]
    assert amounts.gaps_in([]) == [0]


@given(cents=st.integers(0, 10**9), to=st.sampled_from([1, 100]))
def test_halves_go_up(cents, to):
    rounded = amounts.half_up(cents, to=to)

    assert rounded % to == 0
    assert -to < 2 * (cents - rounded) <= to or 2 * (rounded - cents) == to
    assert amounts.half_up(Fraction(to, 2), to=to) == to


@given(inhabitants=st.integers(1, 900_000), rate=st.integers(2, 100))
def test_the_inhabitants_follow_from_the_surcharge_to_the_cent(inhabitants, rate):
    surcharge = amounts.per_inhabitant(inhabitants, cents=rate)

    assert amounts.implied_inhabitants(surcharge, rate_cents=rate) == inhabitants


@pytest.mark.parametrize(
    ("published", "exact", "facts", "cause"),
    [
        (388_900, Fraction(3_500_000, 9), {}, Cause.EQUAL),
        (388_800, Fraction(3_500_000, 9), {}, Cause.ROUNDED_DOWN),
        (388_900, 388_811, {}, Cause.ROUNDED_UP),
        (388_800, 388_850, {}, Cause.ROUNDED_DOWN),
        (388_900, 388_850, {}, Cause.EQUAL),
        (777_800, 388_889, {"same_tier": False}, Cause.BOUNDARY),
        (700_200, 668_500, {"same_count": False}, Cause.POPULATION),
        (700_200, 668_500, {}, Cause.UNEXPLAINED),
        (388_700, 388_889, {}, Cause.UNEXPLAINED),
    ],
)
def test_each_difference_has_one_cause(published, exact, facts, cause):
    assert amounts.cause_of(published, exact=exact, **facts) == cause


@pytest.mark.parametrize(
    ("inhabitants", "boundary"),
    [
        (25_947, 26_000),
        (26_260, 26_000),
        (26_261, None),
        (37_845, 38_000),
        (33_425, None),
        (84_150, 85_000),
        (84_149, None),
    ],
)
def test_within_one_per_cent_of_a_boundary_is_near(inhabitants, boundary):
    assert amounts.nearest_boundary(inhabitants, TWENTE) == boundary


@pytest.mark.parametrize(
    ("series", "both_ways"),
    [([15, 20, 15, 10], True), ([10, 15, 20], False), ([20, 15, 15], False), ([15], False)],
)
def test_a_series_may_rise_and_fall(series, both_ways):
    assert amounts.rises_and_falls(series) is both_ways


def test_one_digit_can_explain_an_amount():
    assert amounts.one_digit_off(6685, wanted_euros=Fraction(70022, 10)) == 6985
    assert amounts.one_digit_off(6409, wanted_euros=Fraction(64012, 10)) is None
    assert amounts.one_digit_off(1111, wanted_euros=Fraction(9999)) is None
