"""A register per municipality belongs to a network, lasts for a period, and can be changed."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.portfolios.actions import municipalities as actions
from ivz.portfolios.actions.municipalities import LocalRegisterDetails
from tests.factories import NetworkFactory, member_of, secretary_of
from tests.portfolios.factories import (
    LocalPolicyFactory,
    LocalRegisterFactory,
    coordinator_of,
    deciding_network,
    municipality_in,
    platform_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return deciding_network()


@pytest.fixture
def secretary(client, network):
    by = secretary_of(platform_of(network))
    client.force_login(by.user)
    return by


@pytest.fixture
def register(network):
    return LocalRegisterFactory(network=network, name="Handhaving", question="Wie handhaaft?")


def of(name, network, *args):
    return reverse(f"portfolios:{name}", args=[network.slug, *args])


def sent(**given):
    return {
        "name": "Handhaving",
        "question": "Wie houdt toezicht?",
        "reason": "Duidelijker gevraagd",
        "version": 1,
        **given,
    }


def names_at(client, network, day="2016-10-10"):
    page = client.get(of("registers", network), {"peildatum": day})
    return [found.name for found in page.context["registers"]]


def test_a_network_shows_its_own_registers_and_those_of_its_parent(client, network, register):
    within = NetworkFactory(parent=network)
    LocalRegisterFactory(network=within, name="Buurtbemiddeling")
    elsewhere = LocalRegisterFactory(name="Elders")

    assert names_at(client, network) == ["Handhaving"]
    assert names_at(client, within) == ["Buurtbemiddeling", "Handhaving"]
    for address in ("register", "change_register"):
        assert client.get(of(address, network, elsewhere.slug)).status_code == 404


def test_the_secretary_changes_what_is_asked_and_takes_it_back(
    client, network, register, secretary
):
    page = of("register", network, register.slug)
    link = BeautifulSoup(client.get(page).content, "html.parser").find(
        "a", string="Wijzig dit register"
    )
    assert client.get(link["href"]).status_code == 200

    client.post(link["href"], sent())
    register.refresh_from_db()
    assert register.question == "Wie houdt toezicht?"

    shown = BeautifulSoup(client.get(page).content, "html.parser")
    assert "Wie handhaaft? → Wie houdt toezicht?" in " ".join(shown.main.get_text().split())
    client.post(shown.select_one("form[action*=terugnemen]")["action"])
    register.refresh_from_db()
    assert register.question == "Wie handhaaft?"


def test_a_register_that_ended_asks_nobody_and_keeps_its_answers(
    client, network, register, secretary
):
    almelo = municipality_in(network)
    LocalPolicyFactory(register=register, municipality=almelo, answer="De stadswacht")
    client.post(of("change_register", network, register.slug), sent(last_day="2016-06-30"))

    assert names_at(client, network, "2016-06-30") == ["Handhaving"]
    assert names_at(client, network, "2016-07-01") == []
    later = client.get(of("register", network, register.slug), {"peildatum": "2016-07-01"})
    assert "wordt dit aan niemand gevraagd" in later.content.decode()
    assert "De stadswacht" in later.content.decode()
    answer = client.post(
        of("answer", network, register.slug, almelo.code),
        {
            "answer": "Een dienst",
            "source": "Nota",
            "valid_from": "2016-08-01",
            "reason": "Nieuw",
            "seen": actions.state_of(register.policies.all()),
        },
    )
    assert answer.status_code == 422
    refusal = BeautifulSoup(answer.content, "html.parser").select_one("main [role=alert]").text
    assert "“Handhaving” wordt op" in refusal
    assert "1 augustus 2016 niet gevraagd" in refusal.replace("\N{NO-BREAK SPACE}", " ")
    assert register.policies.count() == 1


def test_an_end_before_an_answer_is_refused_with_the_way_out(client, network, register, secretary):
    almelo = municipality_in(network)
    LocalPolicyFactory(register=register, municipality=almelo, valid_from=dt.date(2016, 9, 1))

    answer = client.post(of("change_register", network, register.slug), sent(last_day="2016-06-30"))

    assert answer.status_code == 422
    assert "draai dat antwoord eerst terug" in answer.content.decode()
    register.refresh_from_db()
    assert register.valid_until is None


def test_two_people_changing_one_register_see_both_texts(client, network, register, secretary):
    address = of("change_register", network, register.slug)
    client.post(address, sent(question="Eerste vraag?"))

    page = client.post(address, sent(question="Tweede vraag?"))

    assert page.status_code == 409
    assert "Eerste vraag?" in page.content.decode()
    assert "Tweede vraag?" in page.content.decode()


def test_only_who_manages_its_network_changes_it(client, network, register):
    details = LocalRegisterDetails(name="Anders", question="Anders?")
    almelo = municipality_in(network)
    within = deciding_network(parent=network)
    for stranger in (
        member_of(platform_of(network)),
        coordinator_of(almelo, network=network),
        secretary_of(platform_of(within)),
    ):
        with pytest.raises(PermissionDenied):
            actions.change_local_register(register, details, version=1, reason="x", by=stranger)
        client.force_login(stranger.user)
        assert client.get(of("change_register", network, register.slug)).status_code == 403
        page = client.get(of("register", network, register.slug)).content.decode()
        assert "Wijzig dit register" not in page

    register.refresh_from_db()
    assert register.name == "Handhaving"
