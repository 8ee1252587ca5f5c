"""Who leaves or rotates this half year: page, export, interface."""

import csv
import io
from datetime import date

import pytest
from bs4 import BeautifulSoup

from ivz.clock.reading import move_to
from ivz.network.half_years import HalfYear
from ivz.network.models.bodies import SeatState
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/netwerk/twente/vragen/wie-wisselt/"
EXPORT = "/netwerk/twente/vragen/wie-wisselt.csv"
API = "/api/v1/turnover"


@pytest.fixture
def body(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    network = NetworkFactory(slug="twente", name="Twente")
    return BodyFactory(slug="platform", name="Platform", network=network)


def seat(body, who="Iemand", *, works_until=None, **details):
    person = PersonFactory(function=who, works_until=works_until)
    return SeatFactory(body=body, person=person, **details)


def text_of(element):
    return " ".join(element.get_text(" ", strip=True).replace("\u00a0", " ").split())


def page_of(client, **asked):
    return BeautifulSoup(client.get(PAGE, asked).content, "html.parser")


def rows_on(page):
    return [
        tuple(text_of(cell) for cell in row.select("th, td")[:3]) for row in page.select("tbody tr")
    ]


def told(client, **asked):
    items = client.get(API, {"network": "twente"} | asked).json()["items"]
    return [(item["kind"], item["day"], item["seat"]["function"]) for item in items]


def test_page_export_and_interface_give_the_same_answer(client, body):
    seat(body, "Burgemeester", valid_until=date(2016, 12, 1), organisation=OrganisationFactory())
    seat(body, "Coördinator", valid_from=date(2014, 11, 1), rotates_every_years=2)
    seat(body, "Politie", works_until=date(2016, 12, 1))
    SeatFactory(body=body, person=None, state=SeatState.RECRUITING)

    exported = csv.DictReader(io.StringIO(client.get(EXPORT).content.decode()))

    assert rows_on(page_of(client)) == [
        ("Coördinator", "Wisselt volgens afspraak", "1 november 2016"),
        ("Burgemeester", "De zetel loopt af", "30 november 2016"),
        ("Politie", "Stopt met werken", "30 november 2016"),
        ("Werving loopt", "De zetel is open", ""),
    ]
    assert [(row["Wie"], row["Wat er gebeurt"], row["Dag"]) for row in exported] == [
        ("Coördinator", "Wisselt volgens afspraak", "2016-11-01"),
        ("Burgemeester", "De zetel loopt af", "2016-11-30"),
        ("Politie", "Stopt met werken", "2016-11-30"),
        ("Werving loopt", "De zetel is open", ""),
    ]
    assert told(client) == [
        ("rotates", "2016-11-01", "Coördinator"),
        ("leaves", "2016-11-30", "Burgemeester"),
        ("stops_working", "2016-11-30", "Politie"),
        ("open", None, None),
    ]


@pytest.mark.parametrize(
    ("until", "leaves"),
    [
        (date(2016, 7, 1), False),  # the last day was 30 June
        (date(2016, 7, 2), True),
        (date(2017, 1, 1), True),  # the last day is 31 December
        (date(2017, 1, 2), False),
    ],
)
def test_who_leaves_has_the_last_day_in_the_half_year(client, body, until, leaves):
    seat(body, valid_until=until)

    assert bool(rows_on(page_of(client))) is leaves


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (date(2014, 6, 30), "rotation_overdue"),
        (date(2014, 7, 1), "rotates"),
        (date(2014, 12, 31), "rotates"),
        (date(2015, 1, 1), None),
    ],
)
def test_a_turn_is_over_after_its_years(client, body, start, kind):
    seat(body, valid_from=start, rotates_every_years=2)

    assert [row[0] for row in told(client)] == ([kind] if kind else [])


def test_who_left_before_the_turn_was_over_does_not_rotate(client, body):
    seat(body, valid_from=date(2014, 9, 1), rotates_every_years=2, valid_until=date(2016, 8, 1))

    assert told(client) == [("leaves", "2016-07-31", "Iemand")]


def test_who_left_earlier_is_not_overdue(client, body):
    seat(body, valid_from=date(2012, 1, 1), rotates_every_years=2, valid_until=date(2015, 1, 1))

    assert told(client) == []


def test_the_end_of_a_body_ends_its_seats(client, body):
    body.valid_until = date(2016, 12, 1)
    body.save()
    seat(body)

    assert told(client) == [("body_ends", "2016-11-30", "Iemand")]


def test_open_seats_are_those_of_the_reference_date(client, body):
    SeatFactory(body=body, person=None, state=SeatState.OPEN, valid_until=date(2016, 10, 1))

    assert told(client) == []
    assert told(client, asOf="2016-09-30") == [("open", None, None)]


def test_revoked_seats_and_other_networks_stay_out(client, body):
    seat(body, valid_until=date(2016, 12, 1), is_revoked=True)
    seat(BodyFactory(), valid_until=date(2016, 12, 1))

    assert rows_on(page_of(client)) == []
    assert "vertrekt of wisselt niemand" in text_of(page_of(client).select_one(".ivz-empty"))


def test_the_page_leads_to_the_half_years_around_it(client, body):
    seat(body, "Volgend jaar", valid_until=date(2017, 3, 1))

    page = page_of(client)
    links = [link["href"] for link in page.select("[rel=prev], [rel=next]")]

    assert links == ["?halfjaar=2016-1", "?halfjaar=2017-1"]
    assert rows_on(page_of(client, halfjaar="2017-1"))[0][0] == "Volgend jaar"


def test_the_half_year_follows_the_reference_date(client, body):
    seat(body, "Toen", valid_until=date(2014, 3, 1))

    assert rows_on(page_of(client, peildatum="2014-02-01"))[0][0] == "Toen"


@pytest.mark.parametrize("asked", ["2016", "2016-3", "straks", "0000-1", "9999-2", "2016-2-1"])
def test_what_is_no_half_year_is_named_and_the_current_one_is_shown(client, body, asked):
    page = page_of(client, halfjaar=asked)

    assert asked in text_of(page.select_one("[role=alert]"))
    assert "1 juli 2016 t/m 31 december 2016" in text_of(page.select_one(".ivz-lead"))


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31"])
def test_the_edges_of_the_registers_have_a_page(client, body, day):
    assert client.get(PAGE, {"peildatum": day}).status_code == 200
    assert client.get(API, {"asOf": day}).status_code == 200


def test_the_interface_takes_any_period(client, body):
    seat(body, valid_until=date(2018, 3, 1))

    assert told(client, **{"from": "2018-01-01", "until": "2018-04-01"}) == [
        ("leaves", "2018-02-28", "Iemand")
    ]
    assert told(client, **{"from": "2018-03-01"}) == []


def test_half_years_follow_one_another():
    half = HalfYear(2016, 2)

    assert (half.before, half.after) == (HalfYear(2016, 1), HalfYear(2017, 1))
    assert half.until == half.after.first_day
    assert HalfYear.read(str(half)) == half == HalfYear.of(TODAY)


def test_the_number_of_queries_does_not_grow_with_the_seats(
    client, body, django_assert_max_num_queries
):
    for _number in range(15):
        seat(body, valid_until=date(2016, 12, 1), organisation=OrganisationFactory())

    with django_assert_max_num_queries(9):
        assert len(rows_on(page_of(client))) == 15
    with django_assert_max_num_queries(4):
        assert len(told(client)) == 15
