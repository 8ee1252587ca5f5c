"""Comparing stated numbers with exact ones."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetystats import checks
from safetystats.checks import Cause, Wording

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
places = st.integers(0, 6)
tiers = st.lists(st.decimals(min_value=0, max_value=5, places=2), min_size=2)


@given(amount=amounts, decimals=places)
def test_rounding_and_truncating_follow_decimal_arithmetic(amount, decimals):
    unit = Decimal(1).scaleb(-decimals)

    assert checks.rounded(amount, decimals=decimals) == amount.quantize(unit, ROUND_HALF_UP)
    assert checks.truncated(amount, decimals=decimals) == amount.quantize(unit, ROUND_DOWN)


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6), decimals=places)
def test_a_number_that_was_rounded_agrees(part, whole, decimals):
    exact = Fraction(part, whole)

    check = checks.compare(
        exact, published=checks.rounded(exact, decimals=decimals), decimals=decimals
    )

    assert check.agrees
    assert check.cause in {Cause.EXACT, Cause.ROUNDED}


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6), decimals=places)
def test_a_number_that_was_cut_off_disagrees_unless_rounding_does_the_same(part, whole, decimals):
    exact = Fraction(part, whole)
    cut, rounded = (
        round_(exact, decimals=decimals) for round_ in (checks.truncated, checks.rounded)
    )

    check = checks.compare(exact, published=cut, decimals=decimals)

    assert check.agrees == (cut == rounded)
    assert check.agrees or check.cause is Cause.TRUNCATED


@given(
    amount=amounts, decimals=places, units=st.integers(-9, 9).filter(lambda units: abs(units) > 1)
)
def test_a_number_more_than_a_unit_off_differs(amount, decimals, units):
    published = checks.rounded(amount, decimals=decimals) + Decimal(units).scaleb(-decimals)

    check = checks.compare(amount, published=published, decimals=decimals)

    assert check.cause is Cause.DIFFERS
    assert not check.agrees


def test_a_check_shows_two_decimals_more_than_were_published():
    check = checks.compare(Fraction(2, 3), published=Decimal("0.7"), decimals=1)

    assert str(check.recomputed) == "0.667"
    assert check.difference == Decimal("-0.033")


@pytest.mark.parametrize(
    ("exact", "wording", "cause"),
    [
        (104, Wording.ABOUT, Cause.AS_WORDED),
        (96, Wording.ABOUT, Cause.AS_WORDED),
        (106, Wording.ABOUT, Cause.DIFFERS),
        (104, Wording.JUST_OVER, Cause.AS_WORDED),
        (100, Wording.JUST_OVER, Cause.NEARLY),
        (106, Wording.JUST_OVER, Cause.DIFFERS),
        (96, Wording.NEARLY, Cause.AS_WORDED),
        (104, Wording.NEARLY, Cause.NEARLY),
        (94, Wording.NEARLY, Cause.DIFFERS),
        (200, Wording.AT_LEAST, Cause.AS_WORDED),
        (100, Wording.AT_LEAST, Cause.AS_WORDED),
        (96, Wording.AT_LEAST, Cause.NEARLY),
        (94, Wording.AT_LEAST, Cause.DIFFERS),
    ],
)
def test_words_cover_a_twentieth_of_a_hundred(exact, wording, cause):
    check = checks.in_words(exact, published=Decimal(100), wording=wording)

    assert check.cause is cause
    assert check.agrees == (cause is Cause.AS_WORDED)


def test_nothing_is_about_zero():
    with pytest.raises(ValueError, match="zero"):
        checks.in_words(1, published=Decimal(0), wording=Wording.ABOUT)


@given(values=tiers, rising=st.booleans())
def test_values_are_monotone_when_sorting_leaves_them_alone(values, rising):
    check = checks.monotone(values, rising=rising)

    assert check.agrees == (values == sorted(values, reverse=not rising))


def test_the_first_turn_is_reported():
    surcharges = [Decimal("0.15"), Decimal("0.20"), Decimal("0.15"), Decimal("0.10")]

    check = checks.monotone(surcharges)

    assert check.cause is Cause.NON_MONOTONE
    assert (check.published, check.recomputed) == (Decimal("0.15"), Decimal("0.20"))


def test_one_value_has_no_order():
    with pytest.raises(ValueError, match="two values"):
        checks.monotone([Decimal(1)])


@pytest.mark.parametrize(
    ("above", "owners", "cause"),
    [
        (85_000, (False, False), Cause.BOUNDARY_UNDEFINED),
        (85_001, (True, True), Cause.BOUNDARY_UNDEFINED),
        (85_000, (True, True), Cause.BOUNDARY_OVERLAP),
        (84_000, (False, False), Cause.BOUNDARY_OVERLAP),
        (85_000, (True, False), Cause.BOUNDARY_DEFINED),
        (85_000, (False, True), Cause.BOUNDARY_DEFINED),
    ],
)
def test_neighbouring_classes_meet_in_exactly_one_place(above, owners, cause):
    check = checks.boundary(
        Decimal(85_000), Decimal(above), includes_up_to=owners[0], includes_above=owners[1]
    )

    assert check.cause is cause
    assert check.agrees == (cause is Cause.BOUNDARY_DEFINED)


def test_one_meeting_with_two_dates_is_a_contradiction():
    stated = {
        "advice 7": date(2016, 12, 12),
        "summary": date(2016, 12, 12),
        "chapter 10": date(2017, 12, 12),
    }

    assert checks.contradictions(stated) == {
        date(2016, 12, 12): ("advice 7", "summary"),
        date(2017, 12, 12): ("chapter 10",),
    }


@pytest.mark.parametrize("stated", [{}, {"chapter 4": 79, "chapter 5": 79}])
def test_places_that_agree_contradict_nothing(stated):
    assert checks.contradictions(stated) == {}
