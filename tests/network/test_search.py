"""Searching the registers of a network: what is found, on which day, and for whom."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories import (
    TODAY,
    AreaFactory,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    ThemeFactory,
    member_of,
)

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("ivz.clock.reading.today", lambda: TODAY)


@pytest.fixture
def network():
    return NetworkFactory(slug="oostland")


def found(client, words, **parameters):
    address = reverse("network:search", args=["oostland"])
    answer = client.get(address, {"q": words, "peildatum": TODAY.isoformat(), **parameters})
    return {
        group.key: [hit.title for hit in group.hits] for group in answer.context["groups"]
    }, answer


def test_every_kind_of_row_is_found_by_part_of_its_name(client, network):
    body = BodyFactory(network=network, name="Stuurgroep Vossenland")
    organisation = OrganisationFactory(name="Gemeente Vossenland", area=network.area)
    person = PersonFactory(function="Burgemeester van Vossenland", organisation=organisation)
    SeatFactory(body=body, person=person)
    network.area.name = "Vossenland"
    network.area.save()
    ThemeFactory(name="Inbraak", aliases="vossenlandse inbraken")

    hits, _answer = found(client, "vossenland")

    assert hits == {
        "bodies": ["Stuurgroep Vossenland"],
        "people": ["Burgemeester van Vossenland"],
        "organisations": ["Gemeente Vossenland"],
        "areas": ["Vossenland"],
        "themes": ["Inbraak"],
    }


def test_every_word_has_to_fit(client, network):
    BodyFactory(network=network, name="Werkgroep jeugd")
    BodyFactory(network=network, name="Stuurgroep jeugd en zorg")

    hits, _answer = found(client, "jeugd stuurgroep")

    assert hits == {"bodies": ["Stuurgroep jeugd en zorg"]}


def test_what_ended_is_found_on_a_day_on_which_it_was_there(client, network):
    BodyFactory(network=network, name="Kerngroep oud", valid_until=TODAY)

    now, answer = found(client, "kerngroep")
    earlier, _answer = found(client, "kerngroep", peildatum="2016-10-09")

    assert now == {}
    assert earlier == {"bodies": ["Kerngroep oud"]}
    assert "past bij" in answer.content.decode()


def test_bodies_and_people_of_another_network_are_not_found(client, network):
    elsewhere = BodyFactory(name="Stuurgroep elders")
    SeatFactory(body=elsewhere, person=PersonFactory(function="Projectleider elders"))

    hits, _answer = found(client, "elders")

    assert hits == {}


def test_how_else_somebody_is_called_is_only_for_readers_with_a_seat_here(client, network):
    body = BodyFactory(network=network)
    person = PersonFactory(function="Projectleider", name="Vos de Bree", aliases="Vosje")
    SeatFactory(body=body, person=person)
    reader, neighbour = member_of(body), member_of(BodyFactory())

    as_visitor, answer = found(client, "vosje")
    client.force_login(neighbour.user)
    as_neighbour, _answer = found(client, "bree")
    client.force_login(reader.user)
    as_reader, told = found(client, "vosje bree")

    assert as_visitor == as_neighbour == {}
    assert "Bree" not in answer.content.decode()
    assert as_reader == {"people": ["Projectleider"]}
    assert "Vos de Bree" in told.content.decode()


def test_a_name_does_not_show_beside_a_function_that_was_found(client, network):
    person = PersonFactory(function="Projectleider", name="Vos de Bree")
    SeatFactory(body=BodyFactory(network=network), person=person)

    hits, answer = found(client, "projectleider")

    assert hits == {"people": ["Projectleider"]}
    assert "Bree" not in answer.content.decode()


def test_many_hits_are_counted_and_the_first_are_shown(client, network):
    for number in range(11):
        BodyFactory(network=network, name=f"Expertteam {number:02}")

    _hits, answer = found(client, "expertteam")

    (group,) = answer.context["groups"]
    assert (group.total, len(group.hits)) == (11, 8)
    assert "De eerste 8 van 11" in answer.content.decode()


@pytest.mark.parametrize("words", ["", " ", "x", "\x00", "%", "' OR 1=1 --", "_" * 500, "é"])
def test_nothing_asked_and_strange_questions_give_a_page(client, network, words):
    BodyFactory(network=network, name="Stuurgroep")

    hits, answer = found(client, words)

    assert answer.status_code == 200
    assert hits == {}


def test_the_number_of_queries_does_not_grow_with_the_hits(
    client, network, django_assert_max_num_queries
):
    for number in range(12):
        body = BodyFactory(network=network, name=f"Overleg weide {number}")
        area = AreaFactory(name=f"Weide {number}")
        organisation = OrganisationFactory(name=f"Gemeente Weide {number}", area=area)
        person = PersonFactory(function=f"Burgemeester Weide {number}", organisation=organisation)
        SeatFactory(body=body, person=person, organisation=organisation)

    with django_assert_max_num_queries(20):
        hits, _answer = found(client, "weide")

    assert {key: len(titles) for key, titles in hits.items()} == {
        "bodies": 8,
        "people": 8,
        "organisations": 8,
    }
