"""Choosing who may read something: from a page of an annex, and out of a long list."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.decisions.models import Restriction
from ivz.meetings.models import AgendaItem, Annex
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    AnnexFactory,
    BodyFactory,
    DecisionFactory,
    PersonFactory,
    ProposalFactory,
    SeatFactory,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    clock.move_to(TODAY)
    return BodyFactory()


@pytest.fixture
def secretary(client, body):
    actor = secretary_of(body)
    client.force_login(actor.user)
    return actor


@pytest.fixture
def annex(body):
    return AnnexFactory(proposal=ProposalFactory(body=body), title="Namen van adressen")


@pytest.fixture
def filled(body):
    """Give the form as somebody filled it in, without readers."""
    return {
        "reason": "Lopend onderzoek",
        "ground": "woo-5.1.2c",
        "imposed_by": DecisionFactory(body=body).pk,
        "ends_on": (TODAY + timedelta(days=20)).isoformat(),
    }


def named(body, function):
    return SeatFactory(body=body, person=PersonFactory(function=function)).person


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def ticked_and_offered(answer):
    boxes = soup(answer).select("input[name=readers]")
    labels = [(box.has_attr("checked"), box.parent.get_text(strip=True)) for box in boxes]
    return [label for is_ticked, label in labels if is_ticked], [label for _ticked, label in labels]


def status_for(actor, annex):
    client = Client()
    client.force_login(actor.user)
    return client.get(annex.get_absolute_url()).status_code


def test_one_annex_is_restricted_from_its_own_page(client, body, secretary, annex, filled):
    reader, other = member_of(body), member_of(body)
    way = soup(client.get(annex.get_absolute_url())).select_one('a[href*="/opleggen/bijlage/"]')

    made = client.post(way["href"], filled | {"readers": [reader.person_id]}, follow=True)

    restriction = Restriction.objects.get()
    assert "Namen van adressen" in made.content.decode()
    assert (restriction.reason, restriction.ends_on) == (
        "Lopend onderzoek",
        TODAY + timedelta(days=20),
    )
    assert restriction.imposed_by_id == filled["imposed_by"]
    assert [status_for(who, annex) for who in (reader, secretary, other)] == [200, 200, 404]
    assert status_for(other, annex.proposal) == 200


def test_a_restricted_annex_keeps_its_secrecy_when_its_title_changes(
    client, secretary, annex, filled
):
    client.post(f"/geheimhouding/opleggen/bijlage/{annex.pk}/", filled)
    page = client.get(annex.get_absolute_url())
    version = Annex.objects.get(pk=annex.pk).version
    assert not soup(page).select("[name=planned_openness]")

    client.post(f"{annex.get_absolute_url()}wijzig/", {"title": "Anders", "version": version})

    stored = Annex.objects.get(pk=annex.pk)
    assert (stored.title, stored.openness) == ("Anders", Openness.RESTRICTED)
    assert stored.restriction == Restriction.objects.get()


def test_a_member_is_led_to_no_restriction(client, body, annex):
    client.force_login(member_of(body).user)

    page = client.get(annex.get_absolute_url()).content.decode()

    assert "geheimhouding/opleggen" not in page


def test_searching_keeps_what_was_typed_and_stores_nothing(client, body, secretary, annex, filled):
    police, mayor = named(body, "Teamchef politie"), named(body, "Burgemeester van Borne")
    address = f"/geheimhouding/opleggen/bijlage/{annex.pk}/"
    asked = {"readers": [mayor.pk], "zoek": "1", "zoek_lezers": "POLITIE team"}

    answer = client.post(address, filled | asked)

    assert answer.status_code == 200
    assert not Restriction.objects.exists()
    assert ticked_and_offered(answer) == ([mayor.function], [mayor.function, police.function])
    page = soup(answer)
    assert page.select_one("[name=reason]").text.strip() == "Lopend onderzoek"
    assert page.select_one("[name=ends_on]")["value"] == filled["ends_on"]
    assert page.select_one("[name=imposed_by] [selected]")["value"] == str(filled["imposed_by"])
    assert not page.select(".ivz-field__error")


def test_searching_for_nothing_gives_everybody_the_chosen_first(client, body, secretary, annex):
    named(body, "Aardig mens")
    last = named(body, "Zorgcoördinator")
    asked = {"readers": [last.pk], "zoek": "1", "zoek_lezers": ""}

    answer = client.post(f"/geheimhouding/opleggen/bijlage/{annex.pk}/", asked)

    ticked, offered = ticked_and_offered(answer)
    assert (ticked, offered[0]) == ([last.function], last.function)
    assert len(offered) == 3


def test_who_reads_already_stands_first(client, body, secretary, annex, filled):
    last = named(body, "Zorgcoördinator")
    client.post(f"/geheimhouding/opleggen/bijlage/{annex.pk}/", filled | {"readers": [last.pk]})
    restriction = Restriction.objects.get()
    named(body, "Aardig mens")

    answer = client.get(restriction.get_absolute_url() + "lezers/")

    ticked, offered = ticked_and_offered(answer)
    assert set(ticked) == set(offered[:2])
    assert last.function in ticked


def test_searching_on_the_page_of_an_item_saves_no_item(client, body, secretary):
    item = AgendaItemFactory(meeting__body=body, title="Zoals het was")
    named(body, "Teamchef politie")
    address = f"{item.meeting.get_absolute_url()}agenda/{item.pk}/wijzig/"

    answer = client.post(address, {"title": "Half af", "zoek": "1", "zoek_lezers": "politie"})

    assert answer.status_code == 200
    assert AgendaItem.objects.get(pk=item.pk).title == "Zoals het was"
    assert soup(answer).select_one("[name=title]")["value"] == "Half af"
    assert soup(answer).select_one(".ivz-restriction").has_attr("open")
    assert ticked_and_offered(answer) == ([], ["Teamchef politie"])


def test_nobody_found_is_told(client, secretary, annex):
    asked = {"zoek": "1", "zoek_lezers": "qqq"}

    answer = client.post(f"/geheimhouding/opleggen/bijlage/{annex.pk}/", asked)

    assert "Verder niemand met deze woorden" in answer.content.decode()
