"""The pages about contributions."""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.roles import BodyKind, Role
from ivz.finance import actions
from ivz.finance.models import Scheme
from tests.factories import BodyFactory, SchemeFactory, actor_with, member_of
from tests.finance.twente import CAPACITY, twente, with_cell

pytestmark = pytest.mark.django_db

MOST_QUERIES = 20


def page_in(response):
    return BeautifulSoup(response.content, "html.parser").main


def words(element):
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()


def close(region):
    Scheme.objects.update(is_public=False)


def test_everyone_reads_the_finding_in_the_title(client):
    region = twente()

    page = page_in(client.get(region.scheme.get_absolute_url()))

    assert words(page.h1) == "Bijdragen 2018: uren of geld"
    assert "11 van hen goedkoper" in words(page.select_one(".ivz-lead"))
    assert words(page.select_one(".ivz-chart__title")) == (
        "Alleen Dinkelland, Enschede en Hengelo betalen meer als zij afkopen"
    )


def test_the_title_follows_the_table(client):
    region = twente(published=with_cell("Dinkelland", "published_surcharge_eur", "3800"))

    page = page_in(client.get(region.scheme.get_absolute_url()))

    assert words(page.select_one(".ivz-chart__title")) == (
        "Alleen Enschede en Hengelo betalen meer als zij afkopen"
    )


def test_the_table_marks_what_differs_with_its_cause(client):
    region = twente()

    page = page_in(client.get(region.scheme.get_absolute_url()))

    table = page.select_one("section[aria-labelledby=per-gemeente] table")
    marked = [row for row in table.select("tbody tr") if row.select_one(".ivz-diff")]
    together = [words(cell) for cell in table.select("tfoot tr > *")]
    assert len(table.select("tbody tr")) == 14
    assert len(marked) == 7
    assert all("afronding naar beneden" in words(row) for row in marked)
    assert "53 onder de grens" in words(table)
    assert together == [
        "Samen",
        "624.258",
        "€ 124.852",
        "52",
        "€ 101.114",
        "€ 101.107 (\u2212 € 7)",
        "",
        "€ 94.364",
        "€ 94.364",
    ]


def test_the_count_of_cbs_is_one_link_away(client):
    region = twente()
    first = page_in(client.get(region.scheme.get_absolute_url()))

    link = first.select_one(".ivz-tabs a:not([aria-current])")
    page = page_in(client.get(region.scheme.get_absolute_url() + link["href"]))

    assert words(page.select_one(".ivz-tabs a[aria-current]")) == "Geteld door het CBS"
    assert "andere klasse" in words(page.select_one("tr:has(a[href*=GM1774])"))
    assert "herleid" in words(first.select_one("aside")).lower()


def test_both_counts_stand_side_by_side(client):
    region = twente()

    page = page_in(client.get(region.scheme.get_absolute_url()))

    counts = page.select_one("section[aria-labelledby=tellingen] tbody")
    hof = next(row for row in counts.select("tr") if "Hof van Twente" in words(row))
    dinkelland = next(row for row in counts.select("tr") if "Dinkelland" in words(row))
    assert "33.425 35.011 +1.586" in words(hof)
    assert "andere klasse" in words(dinkelland)


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        ("?gemeente=GM0164", ["81.067", "6 uur", "€ 11.666,67", "€ 12.160,05", "€ 16.213,40"]),
        (
            "?basis=cbs&gemeente=GM1774",
            ["26.244", "4 uur", "€ 7.777,78", "€ 5.248,80", "€ 5.248,80"],
        ),
        ("?gemeente=onbekend", ["81.067", "6 uur", "€ 11.666,67", "€ 12.160,05", "€ 16.213,40"]),
    ],
)
def test_the_steps_of_a_municipality_can_be_followed(client, asked, steps):
    region = twente()

    page = page_in(client.get(region.scheme.get_absolute_url() + asked))

    assert [words(cell) for cell in page.select("#stappen td")] == steps


def test_people_see_their_own_municipality_first(client):
    region = twente()
    member = member_of(region.platform)
    member.user.person.organisation = region.area("Wierden").organisations.create(
        slug="gemeente-wierden", name="Gemeente Wierden", kind="municipality"
    )
    member.user.person.save()
    client.force_login(member.user)

    page = page_in(client.get(region.scheme.get_absolute_url()))

    assert "Wierden" in words(page.select_one("#stappen h2"))


def test_the_capacity_adds_up_on_the_page(client):
    region = twente()
    actions.import_capacity(region.network, year=2016, content=CAPACITY, by=region.coordinator)

    page = page_in(client.get(region.scheme.get_absolute_url()))

    section = page.select_one("section[aria-labelledby=capaciteit]")
    assert [words(cell) for cell in section.select("tfoot td")] == [
        "100 % 0,9 fte",
        "190 % 1,71 fte",
    ]


def test_the_drawing_has_a_mark_for_each_municipality(client):
    region = twente()

    page = page_in(client.get(region.scheme.get_absolute_url()))

    drawings = page.select("figure svg[role=img]")
    numbers = [
        value for mark in drawings[0].select("circle, rect") for value in mark.attrs.values()
    ]
    assert [len(drawing.select("circle")) for drawing in drawings] == [14, 14]
    assert "11 en duurder voor 3" in drawings[0]["aria-label"]
    assert not [text for text in numbers if isinstance(text, str) and "," in text]


def test_a_page_asks_the_database_little(client, django_assert_max_num_queries):
    region = twente()
    actions.import_capacity(region.network, year=2016, content=CAPACITY, by=region.coordinator)
    client.force_login(region.coordinator.user)

    with django_assert_max_num_queries(MOST_QUERIES) as captured:
        client.get(region.scheme.get_absolute_url())

    assert isinstance(captured, CaptureQueriesContext)


def test_the_page_speaks_english_too(client):
    region = twente()

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get(region.scheme.get_absolute_url())

    assert words(page_in(response).h1) == "Contributions 2018: hours or money"


def unknown_and_closed(region):
    address = region.scheme.get_absolute_url()
    return [address, address.replace("2018", "2017"), address.replace("twente", "elders")]


@pytest.mark.parametrize("part", ["", "bijdragen.csv", "inlezen/", "keuze/GM0164/"])
def test_a_closed_scheme_looks_like_one_that_does_not_exist(client, part):
    region = twente()
    close(region)

    answers = [client.get(address + part) for address in unknown_and_closed(region)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    pages = {
        re.sub(r"csrf\w*|value=\"\w{64}\"|/bijdragen/\S*", "", words(page_in(answer)))
        for answer in answers
    }
    assert len(pages) == 1


def test_a_closed_scheme_is_there_for_its_network_and_no_other(client):
    region = twente()
    close(region)
    outsider = actor_with(Role.SECRETARY, body=BodyFactory(kind=BodyKind.PLATFORM))

    client.force_login(member_of(region.platform).user)
    inside = client.get(region.scheme.get_absolute_url())
    client.force_login(outsider.user)
    outside = client.get(region.scheme.get_absolute_url())

    assert (inside.status_code, outside.status_code) == (200, 404)


def test_the_file_explains_itself(client):
    twente()

    response = client.get(reverse("finance:download", args=["twente", 2018]))

    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert "attachment" in response["Content-Disposition"]
    assert len(rows) == 14
    assert rows[1]["waarde van de uren in euro"] == "3888.89"
    assert rows[1]["waarde van de uren in euro, gepubliceerd"] == "3888.00"
    assert all("herleid" in row["hoe de inwoners zijn geteld"] for row in rows)
    assert all(row["bron"] and row["definitie"] for row in rows)


def test_the_file_over_the_count_of_cbs_says_so(client):
    twente()

    response = client.get(reverse("finance:download", args=["twente", 2018]), {"basis": "cbs"})

    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {row["hoe de inwoners zijn geteld"] for row in rows} == {"CBS, 2017-01-01"}


def test_the_start_leads_to_the_latest_scheme(client):
    region = twente()

    response = client.get(reverse("finance:start"))

    assert response.url == region.scheme.get_absolute_url()


def test_the_start_tells_how_to_begin(client):
    region = twente()
    Scheme.objects.all().delete()

    nobody = page_in(client.get(reverse("finance:start")))
    client.force_login(region.coordinator.user)
    coordinator = page_in(client.get(reverse("finance:start")))

    assert "begint met de regeling" in words(nobody)
    assert not nobody.select("a.nl-button")
    assert coordinator.select_one("a.nl-button")["href"] == reverse(
        "finance:lay_down", args=["twente"]
    )


def test_without_any_network_the_start_still_answers(client):
    assert "nog geen netwerk" in words(page_in(client.get(reverse("finance:start"))))


def test_a_scheme_without_inhabitants_says_what_comes_here(client):
    region = twente(published=None)
    region.network.area.child_links.all().delete()

    page = page_in(client.get(region.scheme.get_absolute_url()))

    assert "Hier komen de bedragen per gemeente" in words(page)


def test_only_those_who_may_see_the_buttons(client):
    region = twente()
    address = region.scheme.get_absolute_url()

    visitor = page_in(client.get(address))
    client.force_login(member_of(region.platform).user)
    member = page_in(client.get(address))
    client.force_login(region.coordinator.user)
    coordinator = page_in(client.get(address))

    assert not visitor.select("#keuzes, a.nl-button")
    assert member.select("#keuzes")
    assert not member.select("a.nl-button")
    assert len(coordinator.select("a.nl-button")) == 2 + 14


def test_the_menu_leads_to_contributions(client):
    response = client.get(reverse("finance:start"))

    menu = BeautifulSoup(response.content, "html.parser").select(".ivz-nav a")
    assert ("Bijdragen", "/bijdragen/") in [(words(link), link["href"]) for link in menu]


def test_without_a_choice_the_readers_own_network_comes_first(client):
    twente()
    own = BodyFactory(network__name="Zz achteraan")
    scheme = SchemeFactory(network=own.network)
    client.force_login(member_of(own).user)

    response = client.get(reverse("finance:start"))

    assert response.url == scheme.get_absolute_url()
