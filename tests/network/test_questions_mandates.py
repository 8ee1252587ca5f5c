"""Which bodies may decide on something, and what they need first: page, export, interface."""

import csv
import io
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from ivz.clock.reading import move_to
from ivz.network.models import BodyRelation, Mandate
from ivz.network.models.bodies import BodyStatus, MandateSubject, RelationKind
from tests.factories import TODAY, BodyFactory, NetworkFactory, ThemeFactory

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
PAGE = "/netwerk/twente/vragen/wie-beslist/"
EXPORT = "/netwerk/twente/vragen/wie-beslist.csv"
API = "/api/v1/mandates"


@pytest.fixture
def network(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    parent = NetworkFactory(slug="oost", name="Oost-Nederland")
    return NetworkFactory(slug="twente", name="Twente", parent=parent)


def allow(body, *, subject=MandateSubject.POLICY, text="Stelt het beleid vast.", **details):
    return Mandate.objects.create(body=body, subject=subject, text=text, **details)


def page_of(client, **asked):
    return BeautifulSoup(client.get(PAGE, asked).content, "html.parser")


def text_of(element):
    return " ".join(element.get_text(" ", strip=True).split())


def deciders(page):
    return [text_of(name) for name in page.select(".ivz-question h3")]


def exported(client, **asked):
    return list(csv.DictReader(io.StringIO(client.get(EXPORT, asked).content.decode())))


def told(client, **asked):
    return client.get(API, asked).json()["items"]


def test_page_export_and_interface_give_the_same_answer(client, network):
    dvo = BodyFactory(network=network, slug="dvo", name="DVO")
    platform = BodyFactory(network=network, slug="platform", name="Platform")
    agenda = BodyFactory(network=network, slug="agenda", name="Agendacommissie")
    allow(dvo, needs_first="Zienswijze van de raden", legal_ground="Artikel 41a")
    BodyRelation.objects.create(body=platform, kind=RelationKind.ADVISES, other=dvo)
    BodyRelation.objects.create(body=agenda, kind=RelationKind.PREPARES, other=dvo)

    shown = text_of(page_of(client, onderwerp="policy").select_one(".ivz-question"))
    (row,) = exported(client, onderwerp="policy")
    (answer,) = told(client, network="twente", subject="policy")

    for words in (
        "DVO",
        "Besluitend",
        "Artikel 41a",
        "Stelt het beleid vast.",
        "Zienswijze van de raden",
        "Advies van Platform",
        "Voorbereid door Agendacommissie",
    ):
        assert words in shown
    assert (row["Wie beslist"], row["Eerst nodig"]) == ("DVO", "Zienswijze van de raden")
    assert (row["Advies van"], row["Voorbereid door"]) == ("Platform", "Agendacommissie")
    assert answer == {
        "body": {"id": "dvo", "name": "DVO"},
        "network": "twente",
        "status": "deciding",
        "subject": "policy",
        "theme": None,
        "text": "Stelt het beleid vast.",
        "legalGround": "Artikel 41a",
        "source": "",
        "needsFirst": ["Zienswijze van de raden"],
        "advisedBy": [{"id": "platform", "name": "Platform"}],
        "preparedBy": [{"id": "agenda", "name": "Agendacommissie"}],
    }


def test_only_mandates_on_the_subject_asked_count(client, network):
    allow(BodyFactory(network=network, name="DVO"), subject=MandateSubject.POLICY)
    allow(BodyFactory(network=network, name="AB"), subject=MandateSubject.MONEY)

    assert deciders(page_of(client, onderwerp="money")) == ["AB"]
    assert deciders(page_of(client)) == ["DVO", "AB"]


def test_a_mandate_for_another_theme_does_not_count_and_one_for_all_themes_does(client, network):
    drugs, housing = ThemeFactory(code="drugs", name="Drugs"), ThemeFactory(code="woninginbraak")
    allow(BodyFactory(network=network, name="Voor drugs"), theme=drugs)
    allow(BodyFactory(network=network, name="Voor woninginbraak"), theme=housing)
    allow(BodyFactory(network=network, name="Voor alles"))

    assert deciders(page_of(client, thema="drugs")) == ["Voor alles", "Voor drugs"]
    assert [answer["theme"] for answer in told(client, theme="drugs")] == [None, "drugs"]


def test_the_advice_of_a_body_for_another_theme_is_not_needed(client, network):
    drugs, housing = ThemeFactory(code="drugs"), ThemeFactory(code="woninginbraak")
    dvo = BodyFactory(network=network, name="DVO")
    allow(dvo)
    for name, theme in [("Team drugs", drugs), ("Team inbraak", housing), ("Platform", None)]:
        adviser = BodyFactory(network=network, name=name, theme=theme, status=BodyStatus.ADVISING)
        BodyRelation.objects.create(body=adviser, kind=RelationKind.ADVISES, other=dvo)

    (for_drugs,) = exported(client, thema="drugs")
    (for_all,) = exported(client)

    assert for_drugs["Advies van"] == "Platform; Team drugs"
    assert for_all["Advies van"] == "Platform; Team drugs; Team inbraak"


@pytest.mark.parametrize(
    ("period", "counts"),
    [
        ({}, True),
        ({"valid_from": TODAY}, True),
        ({"valid_from": TODAY + A_DAY}, False),
        ({"valid_until": TODAY}, False),
        ({"valid_until": TODAY + A_DAY}, True),
    ],
)
def test_mandate_body_and_advice_count_while_in_force(client, network, period, counts):
    dvo = BodyFactory(network=network, name="DVO")
    allow(dvo, **period)
    allow(BodyFactory(network=network, name="Soms", **period))
    altijd = BodyFactory(network=network, name="Altijd")
    allow(altijd)
    adviser = BodyFactory(network=network, name="Adviseur")
    BodyRelation.objects.create(body=adviser, kind="advises", other=altijd, **period)

    page = page_of(client)

    assert ("DVO" in deciders(page)) is counts
    assert ("Soms" in deciders(page)) is counts
    assert ("Advies van Adviseur" in text_of(page.main)) is counts


def test_the_larger_network_counts_and_comes_after_its_own_bodies(client, network):
    allow(BodyFactory(network=network.parent, name="Algemeen overleg"))
    allow(BodyFactory(network=network, name="DVO"))
    allow(BodyFactory(network=NetworkFactory(), name="Van elders"))

    assert deciders(page_of(client)) == ["DVO", "Algemeen overleg"]
    assert {answer["body"]["name"] for answer in told(client)} == {
        "DVO",
        "Algemeen overleg",
        "Van elders",
    }


def test_the_answer_is_that_of_the_day_asked(client, network):
    college = BodyFactory(network=network, name="Regionaal College", valid_until=date(2013, 1, 1))
    allow(college)

    assert deciders(page_of(client, peildatum="2012-10-02")) == ["Regionaal College"]
    assert [row["Wie beslist"] for row in exported(client, peildatum="2012-10-02")] == [
        "Regionaal College"
    ]
    assert [row["body"]["name"] for row in told(client, asOf="2012-10-02")] == ["Regionaal College"]
    assert told(client) == []


def test_what_the_registers_do_not_know_is_named(client, network):
    page = page_of(client, onderwerp="feest", thema="on\x00zin")

    assert "feest" in text_of(page.select_one("[role=alert]"))
    assert page.select_one(".ivz-empty")


def test_without_a_mandate_the_page_says_who_notes_it(client, network):
    shown = text_of(page_of(client, onderwerp="money").select_one(".ivz-empty"))

    assert "Bijdragen en begroting" in shown or "geen mandaat" in shown
    assert "secretaris" in shown


def test_the_number_of_queries_does_not_grow_with_the_mandates(
    client, network, django_assert_max_num_queries
):
    for _number in range(12):
        dvo, adviser = BodyFactory(network=network), BodyFactory(network=network)
        allow(dvo, theme=ThemeFactory())
        BodyRelation.objects.create(body=adviser, kind=RelationKind.ADVISES, other=dvo)

    with django_assert_max_num_queries(11):
        page_of(client)
    with django_assert_max_num_queries(6):
        assert len(told(client, network="twente")) == 12
