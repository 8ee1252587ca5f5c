"""The numbers of the 2016 proposal, and the same checks on drawn numbers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetystats import arithmetic
from safetystats.checks import Cause, Wording
from tests.safetystats.published import PRICE_PER_FTE, TWENTE_INHABITANTS

DISTURBANCE = (865, 1_084, 1_104, 1_338, 1_668)  # reports in Twente, 2011-2015
CURRENT_CAPACITY = (60, 5, 10, 5, 0, 10, 10)  # per cent of the present 0.9 fte, per task
NEEDED_CAPACITY = (30, 30, 25, 25, 35, 10, 35)

# Hours a week, published value of those hours, published surcharge, surcharge per inhabitant.
MUNICIPALITIES = {
    "Almelo": (6, 11_667, 10_845, "0.15"),
    "Borne": (2, 3_888, 3_317, "0.15"),
    "Dinkelland": (2, 3_888, 3_892, "0.15"),
    "Enschede": (8, 15_555, 15_830, "0.10"),
    "Haaksbergen": (2, 3_888, 3_647, "0.15"),
    "Hellendoorn": (4, 7_778, 7_118, "0.20"),
    "Hengelo": (6, 11_667, 12_160, "0.15"),
    "Hof van Twente": (4, 7_778, 6_685, "0.20"),
    "Losser": (2, 3_888, 3_371, "0.15"),
    "Oldenzaal": (4, 7_778, 6_409, "0.20"),
    "Rijssen-Holten": (4, 7_778, 7_569, "0.20"),
    "Tubbergen": (2, 3_888, 3_163, "0.15"),
    "Twenterand": (4, 7_778, 6_780, "0.20"),
    "Wierden": (2, 3_888, 3_578, "0.15"),
}


def test_the_share_of_attempts_was_cut_off_not_rounded():
    check = arithmetic.percentage_of(409, 1_743, published=Decimal("23.4"))

    assert check.cause is Cause.TRUNCATED
    assert check.recomputed == Decimal("23.465")


@pytest.mark.parametrize(("published", "cause"), [("2.79", Cause.ROUNDED), ("3.34", Cause.DIFFERS)])
def test_burglaries_are_counted_per_inhabitant_not_per_dwelling(published, cause):
    check = arithmetic.rate_of(
        1_743, TWENTE_INHABITANTS, per=1_000, published=Decimal(published), decimals=2
    )

    assert check.cause is cause
    assert check.recomputed == Decimal("2.7921")


def test_the_footnote_would_need_this_many_dwellings():
    assert arithmetic.implied_whole(1_743, rate=Decimal("3.34"), per=1_000) == 521_856


def test_reports_of_disturbance_are_another_measure_than_the_table():
    check = arithmetic.rate_of(
        1_668, TWENTE_INHABITANTS, per=1_000, published=Decimal("3.45"), decimals=2
    )

    assert check.cause is Cause.DIFFERS
    assert check.recomputed == Decimal("2.6720")


def test_the_burglary_series_starts_just_over_the_stated_number():
    check = arithmetic.implied_start(
        1_743, changes_percent=(-17, -20), published=Decimal(2_600), wording=Wording.JUST_OVER
    )

    assert check.agrees
    assert check.recomputed == 2_625


def test_reports_of_disturbance_nearly_doubled():
    check = arithmetic.growth_factor(DISTURBANCE[0], DISTURBANCE[-1])

    assert check.cause is Cause.NEARLY
    assert check.recomputed == Decimal("1.93")
    assert arithmetic.growth_rates(DISTURBANCE) == (
        Decimal("25.3"),
        Decimal("1.8"),
        Decimal("21.2"),
        Decimal("24.7"),
    )


def test_the_published_surcharges_imply_inhabitants_that_add_up():
    implied = {
        name: arithmetic.implied_whole(surcharge, rate=Decimal(rate), per=1)
        for name, (_, _, surcharge, rate) in MUNICIPALITIES.items()
    }

    assert implied["Dinkelland"] == 25_947
    assert implied["Enschede"] == 158_300
    total = arithmetic.total_of(list(implied.values()), published=Decimal(TWENTE_INHABITANTS))
    assert total.cause is Cause.EXACT


@pytest.mark.parametrize(("hours", "published", "_surcharge", "_rate"), MUNICIPALITIES.values())
def test_hours_were_valued_by_cutting_off_in_two_classes_and_rounding_in_the_others(
    hours, published, _surcharge, _rate
):
    check = arithmetic.value_of_hours(hours, price=PRICE_PER_FTE, published=Decimal(published))

    assert check.cause is (Cause.TRUNCATED if hours in {2, 8} else Cause.ROUNDED)


def test_the_coordinator_of_the_larger_network_costs_more_per_full_week():
    check = arithmetic.value_of_hours(
        36, price=90_000, full_week=32, published=PRICE_PER_FTE, decimals=2
    )

    assert check.cause is Cause.DIFFERS
    assert check.recomputed == 101_250


def test_the_hours_are_worth_more_than_the_surcharges_that_replace_them():
    hours = arithmetic.total_of(
        [value for _, value, _, _ in MUNICIPALITIES.values()], published=Decimal(101_107)
    )
    surcharges = arithmetic.total_of(
        [surcharge for _, _, surcharge, _ in MUNICIPALITIES.values()], published=Decimal(94_364)
    )

    assert hours.agrees
    assert surcharges.agrees


def test_the_budget_is_the_contribution_rounded_off():
    check = arithmetic.covered_by(
        Decimal("0.15"), inhabitants=TWENTE_INHABITANTS, cost=Decimal(93_500)
    )

    assert check.recomputed == Decimal("93638.70")


@pytest.mark.parametrize(
    ("rate", "fte", "execution", "left"),
    [
        ("0.05", "0.5", 0, "-3787.10"),
        ("0.05", "0.8", 0, "-24787.10"),
        ("0.20", "1.71", 0, "5151.60"),
        ("0.20", "1.71", 10_000, "-4848.40"),
    ],
)
def test_the_raise_does_not_pay_for_the_extra_coordination(rate, fte, execution, left):
    check = arithmetic.covered_by(
        Decimal(rate),
        inhabitants=TWENTE_INHABITANTS,
        cost=Decimal(fte) * PRICE_PER_FTE + execution,
    )

    assert check.difference == Decimal(left)
    assert check.agrees == (Decimal(left) >= 0)
    assert check.cause is (Cause.COVERED if Decimal(left) >= 0 else Cause.SHORTFALL)


def test_a_contribution_that_just_pays_covers_the_cost():
    assert arithmetic.covered_by(Decimal("0.05"), inhabitants=100, cost=5).cause is Cause.COVERED


def test_seven_cents_fall_short_of_the_budget_of_the_larger_network():
    needed = arithmetic.total_of(
        [90_000, 50_000, 20_000, 70_000], published=Decimal(230_000)
    ).published

    check = arithmetic.covered_by(Decimal("0.07"), inhabitants=3_230_000, cost=needed)

    assert check.cause is Cause.SHORTFALL
    assert check.difference == -3_900
    assert arithmetic.implied_whole(needed, rate=Decimal("0.07"), per=1) == 3_285_714


def test_the_reserve_leaves_five_months_unfunded():
    check = arithmetic.funded_months(date(2016, 8, 1), months=12, until=date(2018, 1, 1))

    assert check.cause is Cause.UNFUNDED
    assert check.difference == 5


@given(
    start=st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    until=st.dates(date(2000, 1, 1), date(2040, 12, 31)),
    months=st.integers(0, 60),
)
def test_months_to_bridge_are_counted_one_by_one(start, until, months):
    check = arithmetic.funded_months(start, months=months, until=max(start, until))

    assert check.recomputed == months_by_hand(start, max(start, until))
    assert check.agrees == (check.recomputed <= months)


@pytest.mark.parametrize(
    ("percentages", "total", "fte", "published", "cause"),
    [
        (CURRENT_CAPACITY, 100, "0.9", "0.9", Cause.EXACT),
        (NEEDED_CAPACITY, 190, "1.71", "1.7", Cause.ROUNDED),
    ],
)
def test_the_capacity_table_adds_up(percentages, total, fte, published, cause):
    in_percent = arithmetic.total_of(percentages, published=Decimal(total))
    in_fte = arithmetic.rate_of(
        sum(percentages), 100, per=Decimal("0.9"), published=Decimal(published), decimals=1
    )

    assert in_percent.cause is Cause.EXACT
    assert in_fte.cause is cause
    assert in_fte.recomputed == Decimal(fte)


@pytest.mark.parametrize(
    ("fte", "municipalities", "published", "cause", "recomputed"),
    [
        (3, 22, "1.9", Cause.ROUNDED, "1.909"),
        (7, 41, "2.3", Cause.TRUNCATED, "2.390"),
    ],
)
def test_the_upper_benchmark_was_cut_off(fte, municipalities, published, cause, recomputed):
    check = arithmetic.scaled_benchmark(fte, municipalities, own=14, published=Decimal(published))

    assert check.cause is cause
    assert check.recomputed == Decimal(recomputed)


@pytest.mark.parametrize(("percent", "farms"), [(10, 2_000), (5, 4_000)])
def test_dismantled_farms_imply_a_range(percent, farms):
    assert arithmetic.implied_whole(200, rate=percent, per=100) == farms


def test_three_municipalities_say_nothing_about_neighbour_mediation():
    check = arithmetic.total_of([4, 7], published=Decimal(14))

    assert check.cause is Cause.DIFFERS
    assert check.difference == -3


@pytest.mark.parametrize(
    ("first", "last", "published", "inclusive", "cause"),
    [
        (2011, 2015, 5, False, Cause.OFF_BY_ONE),
        (2011, 2018, 10, False, Cause.DIFFERS),
        (2008, 2018, 10, False, Cause.EXACT),
        (2015, 2019, 4, True, Cause.OFF_BY_ONE),
        (2015, 2019, 5, True, Cause.EXACT),
    ],
)
def test_years_are_steps_or_calendar_years(first, last, published, inclusive, cause):
    check = arithmetic.years_between(first, last, published=published, inclusive=inclusive)

    assert check.cause is cause
    assert check.agrees == (cause is Cause.EXACT)


@given(end=st.integers(1, 10**6), changes=st.lists(st.integers(-99, 200), max_size=5))
def test_the_implied_start_undoes_every_change(end, changes):
    check = arithmetic.implied_start(
        end, changes_percent=changes, published=Decimal(1), wording=Wording.ABOUT
    )

    start = float(end)
    for change in changes:
        start /= 1 + change / 100
    assert float(check.recomputed) == pytest.approx(start, rel=1e-9, abs=0.0050001)


def months_by_hand(start, until):
    """Count begun months from ``start`` in a loop."""
    months, year, month = 0, start.year, start.month
    while (year, month, start.day) < (until.year, until.month, until.day):
        months, month = months + 1, month + 1
        if month > 12:
            year, month = year + 1, 1
    return months
