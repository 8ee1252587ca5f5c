"""The reference date: chosen once, it holds for every page of the registers."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.clock.reading import move_to
from ivz.network.as_of import parse_day
from tests.factories import TODAY, BodyFactory, NetworkFactory

pytestmark = pytest.mark.django_db
PAGE = "/netwerk/twente/overlegstructuur/"
SET_DAY = "/netwerk/peildatum/"


@pytest.fixture
def network(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    network = NetworkFactory(slug="twente", name="Twente")
    BodyFactory(network=network, name="Regionaal College", valid_until=date(2013, 1, 1))
    BodyFactory(network=network, name="DVO Twente", valid_from=date(2013, 1, 1))
    return network


def page_of(client, address=PAGE):
    return BeautifulSoup(client.get(address).content, "html.parser")


def bodies_on(page):
    return [name.get_text(strip=True) for name in page.select(".ivz-row .ivz-duty__what")]


def day_of(page):
    return page.select_one("#as-of")["value"]


def test_without_a_choice_the_registers_show_today(client, network):
    page = page_of(client)

    assert bodies_on(page) == ["DVO Twente"]
    assert day_of(page) == TODAY.isoformat()
    assert not page.select(".ivz-asof--chosen")


def test_a_chosen_day_shows_who_decided_then_and_says_so_in_colour(client, network):
    client.post(SET_DAY, {"peildatum": "2012-10-02", "next": PAGE})

    page = page_of(client)

    assert bodies_on(page) == ["Regionaal College"]
    shown = page.select_one(".ivz-asof--chosen [role=status]").get_text(" ", strip=True)
    assert "2\u00a0oktober\u00a02012" in shown


def test_the_first_day_of_a_body_is_in_force_and_its_last_day_too(client, network):
    on_last_day = bodies_on(page_of(client, f"{PAGE}?peildatum=2012-12-31"))
    on_first_day = bodies_on(page_of(client, f"{PAGE}?peildatum=2013-01-01"))

    assert on_last_day == ["Regionaal College"]
    assert on_first_day == ["DVO Twente"]


def test_a_day_set_once_holds_on_other_register_pages(client, network):
    client.post(SET_DAY, {"peildatum": "2-10-2012", "next": PAGE})

    assert day_of(page_of(client, "/netwerk/twente/vragen/wie-beslist/")) == "2012-10-02"
    assert day_of(page_of(client, "/netwerk/twente/tekening/")) == "2012-10-02"


def test_the_choice_is_undone_with_one_button(client, network):
    client.post(SET_DAY, {"peildatum": "2012-10-02", "next": PAGE})
    client.post(SET_DAY, {"peildatum": "", "next": PAGE})

    assert day_of(page_of(client)) == TODAY.isoformat()


def test_a_day_in_the_address_goes_before_the_chosen_one(client, network):
    client.post(SET_DAY, {"peildatum": "2012-10-02", "next": PAGE})

    assert day_of(page_of(client, f"{PAGE}?peildatum=2014-05-01")) == "2014-05-01"
    assert day_of(page_of(client)) == "2012-10-02"


@pytest.mark.parametrize("asked", ["gisteren", "2012-13-45", "31-2-2016", "0001-01-01", "9999-1-1"])
def test_what_is_no_day_in_the_address_is_named_and_today_is_shown(client, network, asked):
    page = page_of(client, f"{PAGE}?peildatum={asked}")

    assert asked in page.select_one(".ivz-asof [role=alert]").get_text()
    assert day_of(page) == TODAY.isoformat()


FILES = [
    ("home:drawing_pdf", ["twente"]),
    ("network:areas_download", ["twente", "csv"]),
    ("network:people_file", ["twente", "csv"]),
    ("network:organisations_file", ["twente", "ods"]),
    ("network:structure_file", ["twente", "csv"]),
    ("portfolios:themes_file", ["twente", "csv"]),
    ("portfolios:priorities_file", ["twente", "csv"]),
    ("portfolios:frequent_file", ["twente", "csv"]),
    ("portfolios:coverage_file", ["twente", "ods"]),
    ("portfolios:overview_file", ["twente", "csv"]),
    ("projects:portfolio_file", ["csv"]),
]


@pytest.mark.parametrize(("name", "of"), FILES)
def test_no_file_is_given_of_a_day_that_is_none(client, network, name, of):
    answer = client.get(reverse(name, args=of), {"peildatum": "31-02-2016"})

    assert answer.status_code == 400
    assert "“31-02-2016” is geen dag" in answer.content.decode()


@pytest.mark.parametrize("asked", ["gisteren", "2012-13-45", "0001-01-01"])
def test_what_is_no_day_in_the_form_is_refused_and_the_earlier_choice_stays(client, network, asked):
    client.post(SET_DAY, {"peildatum": "2012-10-02", "next": PAGE})

    response = client.post(SET_DAY, {"peildatum": asked, "next": PAGE}, follow=True)

    page = BeautifulSoup(response.content, "html.parser")
    assert "Schrijf de dag als 1-3-2023." in page.get_text(" ")
    assert day_of(page) == "2012-10-02"


def test_nobody_is_led_to_another_site(client, network):
    response = client.post(SET_DAY, {"peildatum": "2012-10-02", "next": "https://elders.example/"})

    assert response["Location"] == "/"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-10-10", date(2016, 10, 10)),
        ("10-10-2016", date(2016, 10, 10)),
        (" 1-3-2023 ", date(2023, 3, 1)),
        ("29-2-2016", date(2016, 2, 29)),
        ("29-2-2015", None),
        ("", None),
        ("2016", None),
        ("1-2-3-4", None),
        ("99999999999999999999-1-1", None),
    ],
)
def test_a_day_is_read_as_people_and_programs_write_it(text, day):
    assert parse_day(text) == day
