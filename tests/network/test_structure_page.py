"""The page on the structure: which bodies work for a network, and who sits in them today."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.roles import Role
from ivz.clock.reading import move_to
from ivz.network.models import AreaLink, BodyRelation, Hosting
from ivz.network.models.bodies import BodyStatus, SeatState
from tests.factories import (
    TODAY,
    AreaFactory,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def network(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    return NetworkFactory(slug="twente", name="Twente")


def page_of(client, network):
    response = client.get(reverse("network:structure", args=[network.slug]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def body_on(page, slug):
    return " ".join(page.find(id=slug).get_text(" ", strip=True).split())


def names_on(page):
    return [name.get_text(strip=True) for name in page.select("article h3, .ivz-duty__what")]


def test_a_visitor_sees_who_sits_where_as_what_and_on_whose_behalf(client, network):
    body = BodyFactory(network=network, slug="dvo-twente")
    SeatFactory(
        body=body,
        person=PersonFactory(function="Burgemeester van Borne", name="Naam Die Blijft"),
        organisation=OrganisationFactory(name="Gemeente Borne"),
        deputy=PersonFactory(function="Locoburgemeester van Borne"),
        title="Lid namens Borne",
        valid_from=date(2016, 3, 1),
    )

    shown = body_on(page_of(client, network), "dvo-twente")

    for words in (
        "1 zetel",
        "Burgemeester van Borne",
        "Lid namens Borne",
        "Gemeente Borne",
        "Sinds 1 maart 2016",
        "Vervanger: Locoburgemeester van Borne",
    ):
        assert words in shown
    assert "Naam Die Blijft" not in shown


def test_bodies_stand_by_what_they_do_and_the_largest_first(client, network):
    for name, status, seats in [
        ("Stuurgroep", BodyStatus.EXECUTING, 2),
        ("Agendacommissie", BodyStatus.PREPARING, 1),
        ("Bestuurscommissie", BodyStatus.DECIDING, 1),
        ("Algemeen Bestuur", BodyStatus.DECIDING, 1),
        ("DVO", BodyStatus.DECIDING, 3),
        ("Platform", BodyStatus.ADVISING, 1),
    ]:
        body = BodyFactory(network=network, name=name, status=status)
        SeatFactory.create_batch(seats, body=body)

    page = page_of(client, network)

    assert [title.get_text(strip=True) for title in page.select("section > div > h2")] == [
        "Besluitend",
        "Adviserend",
        "Voorbereidend",
        "Uitvoerend",
    ]
    assert names_on(page) == [
        "DVO",
        "Algemeen Bestuur",
        "Bestuurscommissie",
        "Platform",
        "Agendacommissie",
        "Stuurgroep",
    ]


def test_a_body_of_which_nobody_noted_the_seats_is_shown_in_brief(client, network):
    BodyFactory(network=network, slug="ozjt", name="Bestuurscommissie", mandate="Houdt toezicht.")
    SeatFactory(body=BodyFactory(network=network, name="DVO"))

    page = page_of(client, network)

    assert names_on(page) == ["DVO", "Bestuurscommissie"]
    brief = page.find(id="ozjt")
    assert brief.name == "li"
    assert brief.find("table") is None
    assert "Wie hierin zit, is niet vastgelegd" in page.main.get_text(" ", strip=True)


def test_the_links_lead_to_every_body_on_the_page(client, network):
    SeatFactory(body=BodyFactory(network=network, slug="dvo"))
    BodyFactory(network=network, slug="ozjt", status=BodyStatus.ADVISING)

    page = page_of(client, network)

    targets = [link["href"] for link in page.select(".ivz-jump a")]
    assert targets == ["#dvo", "#ozjt"]
    assert all(page.select_one(target) for target in targets)


def test_open_seats_are_counted_and_shown(client, network):
    body = BodyFactory(network=network, slug="platform")
    SeatFactory(body=body)
    SeatFactory(body=body, person=None, state=SeatState.OPEN, title="Analist")
    SeatFactory(body=body, person=None, state=SeatState.RECRUITING, title="Adviseur")

    shown = body_on(page_of(client, network), "platform")

    assert "3 zetels" in shown
    assert "2 open" in shown
    assert "Open Analist" in shown
    assert "Werving loopt Adviseur" in shown


def test_a_few_seats_stand_behind_their_roles(client, network):
    body = BodyFactory(network=network, slug="driehoek")
    SeatFactory(body=body, title="Burgemeester", person__function="Burgemeester van Borne")
    SeatFactory(body=body, title="Officier", person=None, state=SeatState.OPEN)

    article = page_of(client, network).find(id="driehoek")

    words = [each.get_text(strip=True) for each in article.select("dl dt, dl dd")]
    assert words == ["Burgemeester", "Burgemeester van Borne", "Officier", "Open"]
    assert not article.details.has_attr("open")


def test_a_long_list_is_folded_and_names_chair_and_secretary(client, network):
    body = BodyFactory(network=network, slug="dvo")
    SeatFactory.create_batch(9, body=body)
    SeatFactory(body=body, role=Role.SECRETARY, person__function="Regiocoördinator")
    SeatFactory(body=body, role=Role.CHAIR, person__function="Burgemeester van Enschede")

    article = page_of(client, network).find(id="dvo")

    leading = [held.get_text(strip=True) for held in article.select("dl dd")]
    assert leading == ["Burgemeester van Enschede", "Regiocoördinator"]
    assert not article.details.has_attr("open")
    first = article.select_one("tbody th").get_text(strip=True)
    assert first == "Burgemeester van Enschede"


@pytest.mark.parametrize(
    ("period", "is_shown"),
    [
        ({"valid_until": TODAY}, False),
        ({"valid_until": TODAY + A_DAY}, True),
        ({"valid_from": TODAY + A_DAY}, False),
        ({"valid_from": TODAY}, True),
        ({}, True),
    ],
)
def test_only_bodies_and_seats_in_force_today_are_shown(client, network, period, is_shown):
    body = BodyFactory(network=network, slug="altijd", name="Altijd")
    SeatFactory(body=body, person__function="Altijd bezet")
    SeatFactory(body=body, person__function="Soms bezet", **({"valid_from": None} | period))
    SeatFactory(body=BodyFactory(network=network, name="Soms", **period))

    page = page_of(client, network)

    assert ("Soms" in names_on(page)) is is_shown
    assert ("Soms bezet" in body_on(page, "altijd")) is is_shown


def test_a_revoked_seat_is_gone(client, network):
    body = BodyFactory(network=network, slug="dvo")
    SeatFactory(body=body, person__function="Blijft")
    SeatFactory(body=body, person__function="Vertrokken", is_revoked=True)

    assert "Vertrokken" not in body_on(page_of(client, network), "dvo")


def test_the_last_day_of_a_seat_is_shown_as_people_say_it(client, network):
    body = BodyFactory(network=network, slug="dvo", valid_until=date(2019, 1, 1))
    SeatFactory(body=body, valid_from=date(2016, 1, 1), valid_until=date(2018, 1, 1))

    shown = body_on(page_of(client, network), "dvo")

    assert "Van 1 januari 2016 t/m 31 december 2017" in shown
    assert "T/m 31 december 2018" in shown


def test_municipalities_are_those_of_today_however_deep_they_lie(client, network):
    team = AreaFactory(kind="police_team")
    inside, left = AreaFactory(name="Borne"), AreaFactory(name="Elders")
    for area, parent, until in [
        (team, network.area, None),
        (inside, team, None),
        (left, team, TODAY),
    ]:
        AreaLink.objects.create(area=area, parent=parent, valid_until=until)

    shown = page_of(client, network).aside.get_text(" ", strip=True)

    assert "1 gemeente Borne" in shown
    assert "Elders" not in shown


def test_the_page_leads_to_the_networks_around_it(client, network):
    above, beside = NetworkFactory(slug="oost"), NetworkFactory(slug="elders")
    below = NetworkFactory(slug="onder", parent=network)
    network.parent = above
    network.save()

    links = {link["href"] for link in page_of(client, network).aside.select("a")}

    assert links == {f"/netwerk/{each.slug}/overlegstructuur/" for each in (above, below)}
    assert beside.slug not in str(links)


def test_bodies_of_another_network_stay_out(client, network):
    SeatFactory(body=BodyFactory(name="Van elders"))

    assert "Van elders" not in names_on(page_of(client, network))


def test_a_network_without_bodies_says_so(client, network):
    page = page_of(client, network)

    assert "nog geen overleggen vastgelegd" in page.select_one(".ivz-empty").get_text()
    assert not page.select(".ivz-jump")


def test_each_body_leads_to_its_own_page(client, network):
    SeatFactory(body=BodyFactory(network=network, slug="dvo"))
    BodyFactory(network=network, slug="ozjt")

    page = page_of(client, network)

    links = [link["href"] for link in page.select("article h3 a, .ivz-duty__what a")]
    assert links == ["/netwerk/twente/overleggen/dvo/", "/netwerk/twente/overleggen/ozjt/"]
    assert {client.get(link).status_code for link in links} == {200}


def test_host_legal_form_and_motto_of_the_day_are_shown(client, network):
    network.motto, network.legal_form = "Samen sterk", "Netwerk zonder rechtspersoonlijkheid"
    network.save()
    for name, period in [
        ("Veiligheidsregio Twente", {"valid_from": date(2012, 1, 1)}),
        ("Gemeente Enschede", {"valid_until": date(2012, 1, 1)}),
    ]:
        host = OrganisationFactory(name=name)
        Hosting.objects.create(network=network, organisation=host, **period)

    shown = " ".join(page_of(client, network).main.get_text(" ", strip=True).split())

    assert "“Samen sterk”" in shown
    assert "Netwerk zonder rechtspersoonlijkheid" in shown
    assert "Gastheer: Veiligheidsregio Twente Sinds 1 januari 2012" in shown
    assert "Gemeente Enschede" not in shown


def test_a_relation_with_a_body_that_ended_is_not_shown(client, network):
    body = BodyFactory(network=network, slug="platform", status=BodyStatus.ADVISING)
    ended = BodyFactory(network=network, short_name="College", valid_until=TODAY)
    BodyRelation.objects.create(body=body, kind="advises", other=ended)

    assert "College" not in body_on(page_of(client, network), "platform")


def test_an_unknown_network_is_not_there(client, network):
    assert client.get("/netwerk/bestaat-niet/overlegstructuur/").status_code == 404


def test_the_page_takes_as_many_queries_with_many_rows(
    client, network, django_assert_max_num_queries
):
    for number in range(12):
        body = BodyFactory(network=network, name=f"Overleg {number}")
        other = BodyFactory(network=network)
        BodyRelation.objects.create(body=body, kind="advises", other=other)
        SeatFactory.create_batch(
            4, body=body, organisation=OrganisationFactory(), deputy=PersonFactory()
        )

    with django_assert_max_num_queries(10):
        page_of(client, network)


def test_the_index_leads_to_the_chosen_network(client, network):
    other = NetworkFactory(slug="ijsselland")

    chosen = client.post("/netwerk/kies/", {"network": other.slug, "next": "/netwerk/"})
    led_to = client.get(chosen["Location"])["Location"]

    assert led_to == "/netwerk/ijsselland/overlegstructuur/"


def test_without_any_network_the_page_says_how_to_begin(client):
    response = client.get("/netwerk/")

    assert response.status_code == 200
    assert "Begin een netwerk" in response.content.decode()
