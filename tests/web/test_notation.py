"""Dates, times, money and numbers as the Dutch write them."""

from datetime import date, time
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from ivz.web.templatetags.ivz import (
    ICONS,
    clock_time,
    day_date,
    icon,
    long_date,
    money,
    number,
    period,
    validity,
    whole_euros,
)

DAY = date(2016, 10, 10)


@pytest.mark.parametrize(
    ("shown", "dutch", "english"),
    [
        (lambda: long_date(DAY), "maandag 10~oktober~2016", "Monday 10~October~2016"),
        (lambda: day_date(DAY), "10~oktober~2016", "10~October~2016"),
        (lambda: clock_time(time(9, 5)), "09.05", "09.05"),
        (lambda: money(174_300), "€~1.743,00", "€~1,743.00"),
        (lambda: money(5), "€~0,05", "€~0.05"),
        (lambda: money(-174_300), "€~-1.743,00", "€~-1,743.00"),
        (lambda: money(Decimal("100.5")), "€~1,01", "€~1.01"),
        (lambda: whole_euros(174_300), "€~1.743", "€~1,743"),
        (lambda: whole_euros(123_456_700), "€~1.234.567", "€~1,234,567"),
        (lambda: number(1743), "1.743", "1,743"),
        (lambda: number(2.794, 2), "2,79", "2.79"),
        (lambda: number(Decimal("0.125"), 2), "0,13", "0.13"),
        (lambda: number(0), "0", "0"),
    ],
)
def test_both_languages_have_their_own_notation(shown, dutch, english):
    with translation.override("nl"):
        in_dutch = shown()
    with translation.override("en"):
        in_english = shown()

    assert in_dutch == dutch.replace("~", "\u00a0")
    assert in_english == english.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("first", "last", "dutch", "english"),
    [
        (
            DAY,
            DAY,
            "Van 10~oktober~2016 t/m 10~oktober~2016",
            "From 10~October~2016 up to and including 10~October~2016",
        ),
        (DAY, None, "Sinds 10~oktober~2016", "Since 10~October~2016"),
        (None, DAY, "T/m 10~oktober~2016", "Up to and including 10~October~2016"),
        (None, None, "", ""),
    ],
)
def test_how_long_something_holds_is_written_as_people_say_it(first, last, dutch, english):
    row = SimpleNamespace(valid_from=first, last_day=last)

    with translation.override("nl"):
        assert validity(row) == dutch.replace("~", "\u00a0")
    with translation.override("en"):
        assert validity(row) == english.replace("~", "\u00a0")


@pytest.mark.parametrize("shown", [long_date, day_date, clock_time, money, whole_euros, number])
def test_what_is_not_known_is_shown_as_nothing(shown):
    assert shown(None) == ""


@pytest.mark.parametrize(
    ("start", "end", "dutch"),
    [
        (time(10, 30), time(12), "10.30 \u2013 12.00 uur"),
        (time(10, 30), None, "10.30 uur"),
        (None, None, "Tijd nog niet gekozen"),
    ],
)
def test_a_meeting_says_when_it_is(start, end, dutch):
    with translation.override("nl"):
        assert period(start, end).replace("\u00a0", " ") == dutch


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_hidden_from_who_listens(name):
    assert 'aria-hidden="true"' in icon(name)
