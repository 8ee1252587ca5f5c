"""Dutch notation of dates, money and numbers."""

import datetime as dt
from decimal import Decimal

import pytest

from ivz.web.templatetags import ivz as notation

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1743, 0, "1.743"),
        (Decimal("2.796"), 2, "2,80"),
        (2.795, 2, "2,80"),
        (Decimal("2.5"), 0, "3"),
        (-0.5, 0, "-1"),
        (None, 2, ""),
    ],
)
def test_numbers_round_half_up(value, decimals, text):
    assert notation.number(value, decimals) == text


@pytest.mark.parametrize(
    ("cents", "exact", "whole"),
    [(174300, "1.743,00", "1.743"), (388889, "3.888,89", "3.889"), (388850, "3.888,50", "3.889")],
)
def test_money_rounds_to_what_is_shown(cents, exact, whole):
    assert notation.money(cents) == f"€{NO_BREAK}{exact}"
    assert notation.whole_euros(cents) == f"€{NO_BREAK}{whole}"


def test_dates_and_times_read_as_dutch():
    day = dt.date(2016, 10, 10)

    assert notation.long_date(day) == f"maandag 10{NO_BREAK}oktober{NO_BREAK}2016"
    assert notation.clock_time(dt.time(10, 30)) == "10.30"
