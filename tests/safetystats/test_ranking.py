"""Rankings, against loops and against the published table of 2015."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetystats import ranking
from tests.safetystats.published import DISTRICTS, PRIORITIES, RANKS, RATES, THEMES

# Whole hundredths, or nothing: figures published to two decimals.
figures = st.one_of(st.none(), st.integers(-500, 500))
tables = st.integers(1, 8).flatmap(
    lambda width: st.lists(st.lists(figures, min_size=width, max_size=width), min_size=1)
)


@given(table=tables, lowest_first=st.booleans())
def test_ranks_count_the_different_values_that_come_first(table, lowest_first):
    ranks = ranking.dense_ranks(hundredths(table), decimals=2, lowest_first=lowest_first)

    for column in range(len(table[0])):
        assert list(ranks[:, column]) == ranked_by_hand(
            [row[column] for row in table], lowest_first=lowest_first
        )


@given(column=st.lists(figures), noise=st.floats(-1e-9, 1e-9))
def test_noise_in_the_last_bits_never_breaks_a_tie(column, noise):
    plain = hundredths([column])[0]

    noisy = plain + np.where(np.arange(plain.size) % 2, noise, 0.0)

    assert list(ranking.dense_ranks(noisy, decimals=2)) == ranked_by_hand(column)


@given(table=tables)
def test_an_area_is_tied_when_another_has_its_rank(table):
    ranks = ranking.dense_ranks(hundredths(table), decimals=2)

    tied = ranking.tied(ranks)

    for column in range(len(table[0])):
        values = [row[column] for row in table]
        assert list(tied[:, column]) == [
            value is not None and values.count(value) > 1 for value in values
        ]


@given(table=tables, data=st.data())
def test_rank_sums_equal_the_plain_sum(table, data):
    columns = data.draw(st.lists(st.integers(0, len(table[0]) - 1), min_size=1, unique=True))
    ranks = ranking.dense_ranks(hundredths(table), decimals=2)

    sums = ranking.rank_sums(ranks, columns)

    for area, row in enumerate(table):
        known = all(row[column] is not None for column in columns)
        assert sums[area] == (sum(ranks[area, column] for column in columns) if known else 0)


@given(column=st.lists(figures, min_size=1))
def test_with_dense_ranks_only_the_last_ranks_can_be_missing(column):
    ranks = ranking.dense_ranks(hundredths([column])[0], decimals=2)

    missing = ranking.missing_ranks(ranks, len(column))

    given_out = len({value for value in column if value is not None})
    assert missing == tuple(range(given_out + 1, len(column) + 1))


def test_an_infinite_value_is_refused():
    with pytest.raises(ValueError, match="infinite"):
        ranking.dense_ranks([1.0, np.inf], decimals=2)


def test_a_sum_over_no_columns_is_refused():
    with pytest.raises(ValueError, match="at least one column"):
        ranking.rank_sums(RANKS, [])


def test_ranks_of_the_published_table_deviate_in_exactly_two_cells():
    ranks = ranking.dense_ranks(RATES, decimals=2)

    deviating = ranking.deviating(RANKS, ranks)

    cells = {(DISTRICTS[area], THEMES[theme]) for area, theme in np.argwhere(deviating)}
    assert cells == {("IJsselland", "vernieling"), ("Noordoost Gelderland", "vernieling")}


def test_a_rank_that_was_not_printed_deviates_from_nothing():
    assert not ranking.deviating([0, 2], [1, 2]).any()


def test_four_published_columns_have_ties_and_no_fifth_rank():
    ranks = ranking.dense_ranks(RATES, decimals=2)

    without_fifth = {
        theme: ranking.missing_ranks(ranks[:, column], 5)
        for column, theme in enumerate(THEMES)
        if ranking.tied(ranks)[:, column].any()
    }

    assert without_fifth == {
        "woninginbraken": (5,),
        "overvallen": (5,),
        "polarisatie": (5,),
        "georganiseerde criminaliteit": (5,),
    }


def test_twente_is_lowest_over_the_three_priorities():
    ranks = ranking.dense_ranks(RATES, decimals=2)

    sums = ranking.rank_sums(ranks, PRIORITIES)

    assert dict(zip(DISTRICTS, sums.tolist(), strict=True)) == {
        "IJsselland": 9,
        "Noordoost Gelderland": 10,
        "Gelderland Midden": 9,
        "Gelderland Zuid": 8,
        "Twente": 5,
    }


def test_twente_is_not_the_lowest_over_all_themes():
    every_theme = range(len(THEMES))

    as_printed = ranking.rank_sums(RANKS, every_theme)
    recomputed = ranking.rank_sums(ranking.dense_ranks(RATES, decimals=2), every_theme)

    assert as_printed.tolist() == [54, 54, 67, 78, 54]
    assert recomputed.tolist() == [55, 53, 67, 78, 54]


def test_four_themes_put_twente_last():
    ranks = ranking.dense_ranks(RATES, decimals=2)

    last = {THEMES[column] for column in np.flatnonzero(ranks[DISTRICTS.index("Twente")] == 5)}

    assert last == {"woonoverlast", "drugsoverlast", "fietsdiefstal", "ongeval letsel"}


def hundredths(table):
    """Write whole hundredths as an array of figures with two decimals, NaN where there is none."""
    return np.array([[np.nan if units is None else units / 100 for units in row] for row in table])


def ranked_by_hand(values, *, lowest_first=True):
    """Rank one column in a loop."""
    order = sorted({v for v in values if v is not None}, reverse=not lowest_first)
    return [0 if value is None else order.index(value) + 1 for value in values]
