"""The pages on which people record choices, read tables in and lay down a scheme."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ivz.authorization.roles import BodyKind, Role
from ivz.finance import actions
from ivz.finance.actions import Agreement
from ivz.finance.models import ContributionChoice, PublishedContribution, Scheme
from ivz.finance.states import Choice
from ivz.network.models import Network
from tests.factories import TODAY, BodyFactory, actor_with, member_of
from tests.finance.twente import CAPACITY, PUBLISHED, municipalities_of_twente, twente

pytestmark = pytest.mark.django_db


def page_in(response):
    return BeautifulSoup(response.content, "html.parser").main


def words(element):
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()


def recorded(region, name="Hengelo", choice=Choice.MONEY):
    return actions.record_choice(
        region.scheme,
        area=region.area(name),
        agreement=Agreement(choice=choice, agreed_on=TODAY, note="Van de een"),
        version=0,
        by=region.coordinator,
    )


def test_a_choice_is_recorded_on_its_page(client, at_example_date):
    region = twente()
    client.force_login(region.coordinator.user)
    address = reverse("finance:choose", args=["twente", 2018, "GM0164"])
    answer = {"version": 0, "choice": "hours", "agreed_on": "2016-10-03", "note": "Een jurist"}

    form = page_in(client.get(address))
    response = client.post(address, answer, follow=True)

    assert "€ 12.160,05" in words(form)
    assert ContributionChoice.objects.get().note == "Een jurist"
    assert "Vastgelegd voor Hengelo." in words(page_in(response))
    assert "Gekozen: 1 van 14" in words(page_in(response))


def test_a_stale_choice_shows_both_texts_and_saves_on_the_next_try(client, at_example_date):
    region = twente()
    recorded(region)
    client.force_login(region.coordinator.user)
    address = reverse("finance:choose", args=["twente", 2018, "GM0164"])
    answer = {"version": 0, "choice": "hours", "agreed_on": "2016-10-03", "note": "Van de ander"}

    refused = client.post(address, answer)
    page = page_in(refused)
    answer["version"] = page.select_one("input[name=version]")["value"]
    saved = client.post(address, answer)

    assert (refused.status_code, saved.status_code) == (409, 302)
    both = {text.get_text() for text in page.select(".ivz-compare p")}
    assert {"Van de een", "Van de ander"} <= both
    assert page.select_one("textarea").text.strip() == "Van de ander"
    assert ContributionChoice.objects.get().note == "Van de ander"


@pytest.mark.parametrize(
    "changed",
    [{"choice": ""}, {"choice": "both"}, {"agreed_on": "morgen"}, {"agreed_on": "2999-01-01"}],
)
def test_a_choice_with_a_mistake_keeps_what_was_typed(client, at_example_date, changed):
    region = twente()
    client.force_login(region.coordinator.user)
    address = reverse("finance:choose", args=["twente", 2018, "GM0164"])
    answer = {"version": 0, "choice": "hours", "agreed_on": "2016-10-03", "note": "Blijft staan"}

    response = client.post(address, answer | changed)

    assert response.status_code == 422
    assert page_in(response).select_one(".ivz-field__error")
    assert page_in(response).select_one("textarea").text.strip() == "Blijft staan"


@pytest.mark.parametrize("part", ["inlezen/", "keuze/GM0164/"])
def test_who_may_read_but_not_write_is_told_so(client, part):
    region = twente()
    client.force_login(member_of(region.platform).user)

    assert client.get(region.scheme.get_absolute_url() + part).status_code == 403


def test_a_municipality_elsewhere_has_no_choice_page(client):
    region = twente()
    client.force_login(region.coordinator.user)

    assert client.get(region.scheme.get_absolute_url() + "keuze/GM9999/").status_code == 404


def upload(client, region, content, **answer):
    file = SimpleUploadedFile("tabel.csv", content, content_type="text/csv")
    address = region.scheme.get_absolute_url() + "inlezen/"
    return client.post(address, {"what": "published", "year": 2016, "file": file} | answer)


def test_a_table_is_read_in_on_its_page(client):
    region = twente(published=None)
    client.force_login(region.coordinator.user)

    published = upload(client, region, PUBLISHED)
    capacity = upload(client, region, CAPACITY, what="capacity")

    assert (published.status_code, capacity.status_code) == (302, 302)
    assert PublishedContribution.objects.count() == 14
    assert "7 taken ingelezen" in words(page_in(client.get(region.scheme.get_absolute_url())))


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (PUBLISHED.replace(b"Almelo", b"Ons Dorp"), "2", "municipality"),
        (PUBLISHED.replace(b"0.15,10845", b"0;15,10845"), "2", "surcharge_eur_per_inhabitant"),
        (b"\x00\xff" * 5_000_000, "1", "-"),
        (b"", "1", "municipality"),
    ],
)
def test_a_refused_table_tells_line_column_and_expectation(client, content, line, column):
    region = twente(published=None)
    client.force_login(region.coordinator.user)

    response = upload(client, region, content)

    cells = [words(cell) for cell in page_in(response).select("[role=alert] tbody td")]
    assert response.status_code == 422
    assert cells[:2] == [line, column]
    assert cells[2]
    assert PublishedContribution.objects.count() == 0


SCHEME = {
    "year": 2017,
    "title": "Bijdrage 2017",
    "source": "Begroting 2017",
    "population_on": "2017-01-01",
    "rate": "0,15",
    "fte_price": "72000",
    "hours_per_week": "36",
    "tiers": "0; 2; 0,15\n26000; 4; 0,20\n",
    "is_public": "on",
}


def fresh_network():
    region_area = municipalities_of_twente()
    network = Network.objects.create(slug="twente", name="Twente", area=region_area)
    return actor_with(Role.SECRETARY, body=BodyFactory(network=network, kind=BodyKind.PLATFORM))


def test_a_new_network_lays_down_its_own_scheme(client):
    client.force_login(fresh_network().user)
    address = reverse("finance:lay_down", args=["twente"])

    form = client.get(address)
    response = client.post(address, SCHEME, follow=True)

    page = page_in(response)
    assert form.status_code == 200
    assert response.redirect_chain[0][0] == "/bijdragen/twente/2017/"
    assert "Geteld door het CBS" in words(page)
    assert "niet gepubliceerd" in words(page)
    assert not page.select(".ivz-tabs, #tellingen")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("tiers", "0; 2", "Schrijf elke regel"),
        ("tiers", "100; 2; 0,15", "sluiten niet op elkaar aan"),
        ("tiers", "0; 2; 0,15\n0; 4; 0,20", "sluiten niet op elkaar aan"),
        ("tiers", "99999999999; 2; 0,15", "Schrijf elke regel"),
        ("rate", "101", ""),
        ("hours_per_week", "0", ""),
        ("year", "", ""),
    ],
)
def test_a_scheme_with_a_mistake_is_not_laid_down(client, field, value, says):
    client.force_login(fresh_network().user)

    response = client.post(reverse("finance:lay_down", args=["twente"]), SCHEME | {field: value})

    errors = " ".join(words(error) for error in page_in(response).select(".ivz-field__error"))
    assert response.status_code == 422
    assert says in errors
    assert errors
    assert not Scheme.objects.exists()
