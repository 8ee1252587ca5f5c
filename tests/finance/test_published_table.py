"""The published table of 2018, recomputed from its rules."""

import pytest

from ivz.finance import actions, queries
from ivz.finance.states import Basis, Cause
from tests.finance.twente import CAPACITY, twente

pytestmark = pytest.mark.django_db

IMPLIED = [
    72_300,
    22_113,
    25_947,
    158_300,
    24_313,
    35_590,
    81_067,
    33_425,
    22_473,
    32_045,
    37_845,
    21_087,
    33_900,
    23_853,
]
HOURS = [6, 2, 2, 8, 2, 4, 6, 4, 2, 4, 4, 2, 4, 2]
SURCHARGES = [
    10_845,
    3_317,
    3_892,
    15_830,
    3_647,
    7_118,
    12_160,
    6_685,
    3_371,
    6_409,
    7_569,
    3_163,
    6_780,
    3_578,
]


def test_the_tiers_and_surcharges_equal_the_source_to_the_euro():
    table = twente().table(Basis.IMPLIED)

    assert [line.inhabitants for line in table.lines] == IMPLIED
    assert [line.tier.hours_per_week for line in table.lines] == HOURS
    assert [line.surcharge_shown // 100 for line in table.lines] == SURCHARGES


def test_the_fixed_contributions_follow_from_the_rates():
    overview = queries.overview_of(twente().scheme)

    yielded = [total.cents for total in overview.rate_totals(Basis.IMPLIED)]

    assert overview.derived.totals.inhabitants == 624_258
    assert yielded == [9_363_870, 12_485_160]
    assert overview.derived.totals.fixed_cents == 12_485_160


def test_the_source_rounds_seven_values_down():
    table = twente().table(Basis.IMPLIED)

    rounded = [line.area.name for line in table.lines if line.value_cause == Cause.ROUNDED_DOWN]

    assert rounded == [
        "Borne",
        "Dinkelland",
        "Enschede",
        "Haaksbergen",
        "Losser",
        "Tubbergen",
        "Wierden",
    ]
    assert table.totals.value_difference == -700
    assert {line.surcharge_cause for line in table.lines} == {Cause.EQUAL}


def test_buying_off_is_dearer_for_three_only():
    table = twente().table(Basis.IMPLIED)

    assert [line.area.name for line in table.dearer] == ["Dinkelland", "Enschede", "Hengelo"]
    assert [round(float(line.extra) / 100, 2) for line in table.dearer] == [3.16, 274.44, 493.38]
    assert len(table.cheaper) == 11


def test_the_count_of_cbs_puts_dinkelland_in_another_tier():
    pairs = queries.overview_of(twente().scheme).pairs

    moved = [pair for pair in pairs if pair.is_other_tier]

    assert [pair.derived.area.name for pair in moved] == ["Dinkelland"]
    assert moved[0].counted.inhabitants == 26_244
    assert moved[0].counted.tier.hours_per_week == 4
    assert moved[0].counted.surcharge_cause == Cause.BOUNDARY


def test_the_counts_differ_most_for_hof_van_twente():
    pairs = queries.overview_of(twente().scheme).pairs

    widest = max(pairs, key=lambda pair: abs(pair.inhabitants_difference))

    assert widest.derived.area.name == "Hof van Twente"
    assert widest.counted.inhabitants == 35_011
    assert widest.inhabitants_difference == 1_586
    assert widest.surcharge_difference == 31_700


def test_the_capacity_is_0_9_and_1_71_fte():
    region = twente()

    actions.import_capacity(region.network, year=2016, content=CAPACITY, by=region.coordinator)

    capacity = queries.overview_of(region.scheme).capacity
    assert (capacity.current_percent, capacity.needed_percent) == (100, 190)
    assert (float(capacity.current_fte), float(capacity.needed_fte)) == (0.9, 1.71)


def test_every_published_figure_stands_beside_a_computed_one():
    region = twente()
    actions.import_capacity(region.network, year=2016, content=CAPACITY, by=region.coordinator)

    rows = queries.recomputed(region.scheme)

    found = {(row["figure"], row["area"]): row for row in rows}
    assert len(found) == len(rows) == 14 * 3 + 14 * 2 + 2 + 4 + 4
    assert found["value_of_hours", "Borne"] == {
        "figure": "value_of_hours",
        "area": "Borne",
        "published": "3888.00",
        "recomputed": "3888.89",
        "unit": "euro",
        "verdict": "differs",
        "cause": "rounded_down",
    }
    assert found["value_of_hours_total", "Twente"]["cause"] == "rounded_down"
    assert found["capacity_needed_fte", "Twente"]["recomputed"] == "1.71"


def test_without_a_published_table_the_count_of_cbs_is_shown():
    overview = queries.overview_of(twente(published=None).scheme)

    assert overview.default_basis() == Basis.CBS
    assert len(overview.counted.lines) == 14
    assert overview.derived.lines == []
    assert {line.surcharge_cause for line in overview.counted.lines} == {None}
