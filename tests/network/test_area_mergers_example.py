"""Oost-Nederland in 2016 and today: 79 municipalities became 76."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from ivz.accounts.actors import system_actor
from ivz.clock.reading import move_to
from ivz.example.network import load_areas
from ivz.network.models import Area
from ivz.network.queries.areas_pages import register_of
from tests.factories import TODAY, NetworkFactory

pytestmark = pytest.mark.django_db
NOW = date(2026, 11, 1)
PER_DISTRICT_NOW = {
    "Gelderland-Midden": 15,
    "Gelderland-Zuid": 14,
    "IJsselland": 11,
    "Noord- en Oost-Gelderland": 22,
    "Twente": 14,
}
PER_DISTRICT_2016 = PER_DISTRICT_NOW | {"Gelderland-Midden": 16, "Gelderland-Zuid": 16}


@pytest.fixture
def unit():
    load_areas(by=system_actor(TODAY))
    return Area.objects.get(code="eenheid-oost")


def per_district(register):
    return {district.area.name: len(district.municipalities) for district in register.districts}


@pytest.mark.parametrize(
    ("day", "count", "districts"),
    [
        (TODAY, 79, PER_DISTRICT_2016),
        (date(2017, 12, 31), 79, PER_DISTRICT_2016),
        (date(2018, 1, 1), 78, PER_DISTRICT_2016 | {"Gelderland-Midden": 15}),
        (date(2019, 1, 1), 76, PER_DISTRICT_NOW),
        (NOW, 76, PER_DISTRICT_NOW),
    ],
)
def test_each_district_has_the_municipalities_of_its_day(unit, day, count, districts):
    register = register_of(unit, on=day)

    assert len(register.municipalities) == count
    assert per_district(register) == districts


def test_both_mergers_are_told_on_either_side(unit):
    for day in (TODAY, NOW):
        told = [
            (merger.on, [str(area) for area in merger.predecessors], str(merger.successor))
            for merger in register_of(unit, on=day).mergers
        ]
        assert told == [
            (date(2019, 1, 1), ["Geldermalsen", "Lingewaal", "Neerijnen"], "West Betuwe"),
            (date(2018, 1, 1), ["Rijnwaarden"], "Zevenaar"),
        ]


def test_the_figures_of_2016_do_not_count_people_of_a_later_merger(unit):
    then = {each.area.name: each for each in register_of(unit, on=TODAY).municipalities}
    now = {each.area.name: each for each in register_of(unit, on=NOW).municipalities}

    assert then["Zevenaar"].population.inhabitants == 32_379
    assert then["Rijnwaarden"].population is None
    assert "West Betuwe" not in then
    assert now["Zevenaar"].population.inhabitants == 45_020
    assert now["West Betuwe"].population.inhabitants == 52_925
    assert "Rijnwaarden" not in now


def test_just_after_a_merger_the_count_of_the_old_borders_is_not_used(unit):
    """In February 2018 the count of 2017 is nearer, but it is without Rijnwaarden."""
    after = {each.area.name: each for each in register_of(unit, on=date(2018, 2, 1)).municipalities}

    assert after["Zevenaar"].population.inhabitants == 44_096


def test_the_sum_of_2016_names_the_four_without_a_number(unit):
    whole = register_of(unit, on=TODAY).whole

    assert [str(area) for area in whole.uncounted] == [
        "Rijnwaarden",
        "Geldermalsen",
        "Lingewaal",
        "Neerijnen",
    ]
    assert not register_of(unit, on=NOW).whole.uncounted


@pytest.mark.parametrize(("day", "count"), [(TODAY, 79), (NOW, 76)])
def test_the_page_shows_a_square_per_municipality(unit, client, settings, day, count):
    settings.IS_EXAMPLE = True
    move_to(day)
    NetworkFactory(slug="oost", area=unit)

    page = BeautifulSoup(client.get("/netwerk/oost/gebieden/").content, "html.parser")

    assert len(page.select(".ivz-areamap__whole a")) == count
    assert len(page.select(".ivz-areamap__piece a")) == count
    assert len(page.select("section[aria-labelledby=municipalities] tbody tr")) == count
