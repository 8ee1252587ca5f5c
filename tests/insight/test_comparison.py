"""Rates ranked and added up, against the published table and against plain loops."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivz.insight import queries
from ivz.insight.models import DataSet, Figure
from ivz.network.models import Area, AreaPopulation
from tests.factories import AreaFactory, DataSetFactory, ThemeFactory, visitor
from tests.insight.published import IJSSELLAND, NOORDOOST, TWENTE

# One set of weights explains the published row of the whole unit (requirements, B3).
WEIGHTS = {
    IJSSELLAND: 162,
    NOORDOOST: 262,
    "district-gelderland-midden": 206,
    "district-gelderland-zuid": 173,
    TWENTE: 197,
}


@pytest.fixture
def comparison(data_set):
    return queries.comparison(data_set, visitor())


def row_of(comparison, code):
    return next(row for row in comparison.rows if row.theme.code == code)


def test_ranks_equal_the_printed_ones_except_two(comparison, printed_ranks):
    names = {name: area for area in comparison.areas for name in area.names}

    computed = {
        (row.theme.name, cell.area): cell.rank for row in comparison.rows for cell in row.cells
    }
    different = {
        (theme, area)
        for (theme, area), rank in printed_ranks.items()
        if computed[theme, names[area]] != rank
    }

    assert len(printed_ranks) == len(computed) == 105
    assert different == {("Vernieling", "IJsselland"), ("Vernieling", "Noordoost Gelderland")}


def test_equal_rates_share_a_rank_and_show_it(comparison):
    labels = [cell.rank_label for cell in row_of(comparison, "woninginbraken").ranked]

    assert labels == ["1", "=2", "=2", "3", "4"]


def test_the_whole_unit_is_not_ranked(comparison):
    assert comparison.total_area.code == "eenheid-oost"
    assert comparison.total_area not in comparison.areas
    assert row_of(comparison, "woninginbraken").total == Decimal("2.97")


def test_rank_sums_over_the_priorities(comparison):
    sums = [standing.rank_sum for standing in comparison.priority_standings]

    assert sums == [5, 8, 9, 9, 10]
    assert comparison.priority_standings[0].area.code == TWENTE
    assert [standing.place_label for standing in comparison.priority_standings][2:4] == ["=3", "=3"]


def test_rank_sums_over_all_themes_differ_from_the_printed_ranks(comparison):
    computed = {standing.area.name: standing.rank_sum for standing in comparison.overall_standings}
    printed = {
        standing.area.name: standing.rank_sum
        for standing in comparison.printed_standings(comparison.rows)
    }

    assert computed == {
        "Noord- en Oost-Gelderland": 53,
        "Twente": 54,
        "IJsselland": 55,
        "Gelderland-Midden": 67,
        "Gelderland-Zuid": 78,
    }
    assert printed == computed | {"Noord- en Oost-Gelderland": 54, "IJsselland": 54}


def test_the_mean_weighted_by_inhabitants_gives_the_row_of_the_unit(data_set):
    AreaPopulation.objects.all().delete()
    AreaPopulation.objects.bulk_create(
        AreaPopulation(area=Area.objects.get(code=code), on="2015-01-01", inhabitants=weight)
        for code, weight in WEIGHTS.items()
    )

    rows = queries.comparison(data_set, visitor()).rows

    assert len(rows) == 21
    assert all(abs(row.weighted_mean - float(row.total)) < 0.01 for row in rows)


def test_inhabitants_come_from_the_nearest_date_on_which_all_are_known(comparison):
    assert comparison.population_on.isoformat() == "2021-01-01"


def test_without_inhabitants_there_is_no_interval_and_no_mean(data_set):
    AreaPopulation.objects.all().delete()

    comparison = queries.comparison(data_set, visitor())

    assert comparison.population_on is None
    assert all(cell.interval is None for row in comparison.rows for cell in row.cells)
    assert all(row.weighted_mean is None for row in comparison.rows)


def test_a_small_rate_gets_no_interval_because_rounding_moves_it(comparison):
    burglaries = row_of(comparison, "woninginbraken").cells
    robberies = row_of(comparison, "overvallen").cells

    assert all(cell.interval for cell in burglaries)
    assert not any(cell.interval for cell in robberies)


def test_an_interval_holds_the_published_rate(comparison):
    cells = [cell for row in comparison.rows for cell in row.cells if cell.interval]

    assert cells
    assert all(cell.interval.lower < cell.rate < cell.interval.upper for cell in cells)


def test_a_comparison_takes_few_queries(data_set, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        queries.comparison(data_set, visitor())


def test_a_closed_data_set_is_not_compared_for_a_visitor(data_set):
    DataSet.objects.update(openness="network")

    with pytest.raises(DataSet.DoesNotExist):
        queries.comparison(data_set, visitor())
    assert queries.findings(data_set, visitor()) == []


rates = st.integers(0, 999).map(lambda units: Decimal(units) / 100)
tables = st.integers(1, 6).flatmap(
    lambda areas: st.lists(st.lists(rates, min_size=areas, max_size=areas), min_size=1, max_size=4)
)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables)
def test_ranks_and_sums_follow_a_plain_loop(table):
    data_set = DataSetFactory(openness="public")
    areas = AreaFactory.create_batch(len(table[0]))
    themes = ThemeFactory.create_batch(len(table))
    Figure.objects.bulk_create(
        Figure(data_set=data_set, area=area, theme=theme, rate=rate)
        for theme, line in zip(themes, table, strict=True)
        for area, rate in zip(areas, line, strict=True)
    )

    comparison = queries.comparison(data_set, visitor())

    ranks = [[cell.rank for cell in row.cells] for row in comparison.rows]
    expected = [[sorted(set(line)).index(rate) + 1 for rate in line] for line in table]
    assert ranks == expected
    sums = {standing.area: standing.rank_sum for standing in comparison.overall_standings}
    assert [sums[area] for area in areas] == [sum(column) for column in zip(*expected, strict=True)]
