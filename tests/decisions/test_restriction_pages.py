"""The secrecy register as people use it."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.audit.states import Event as AuditEvent
from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.decisions.models import Restriction
from ivz.meetings.models import AgendaItem
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db
REGISTER = "/geheimhouding/"


@pytest.fixture(autouse=True)
def _today():
    clock.move_to(TODAY)


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def secretary(client, body):
    actor = secretary_of(body)
    client.force_login(actor.user)
    return actor


@pytest.fixture
def restriction(body, secretary):
    restriction = RestrictionFactory(imposed_by__body=body, ends_on=TODAY + timedelta(days=5))
    restriction.readers.add(secretary.user.person)
    AgendaItemFactory(
        meeting__body=body,
        title="Gezamenlijke controle",
        openness=Openness.RESTRICTED,
        restriction=restriction,
    )
    return restriction


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_from_an_item_to_the_register_and_back_open(client, body, secretary):
    item = AgendaItemFactory(meeting__body=body, title="Gezamenlijke controle")
    agenda = client.get(item.meeting.get_absolute_url() + "?bewerk=1")
    way = soup(agenda).select_one('a[href*="/geheimhouding/opleggen/"]')["href"]
    decision = DecisionFactory(body=body)
    filled = {
        "reason": "Lopend onderzoek",
        "ground": "woo-5.1.2c",
        "imposed_by": decision.pk,
        "ends_on": (TODAY + timedelta(days=20)).isoformat(),
    }

    imposed = client.post(way, filled, follow=True)
    assert "Lopend onderzoek" in imposed.content.decode()
    restriction = Restriction.objects.get()
    assert "Gezamenlijke controle" in client.get(REGISTER).content.decode()
    assert "Lopend onderzoek" in client.get("/").content.decode()

    preview = client.get(restriction.get_absolute_url() + "hef-op/")
    assert "Gezamenlijke controle" in preview.content.decode()
    assert AgendaItem.objects.get(pk=item.pk).openness == Openness.RESTRICTED
    lifted = client.post(
        restriction.get_absolute_url() + "hef-op/",
        {"to": "network", "why": "Klaar", "decision": decision.pk, "version": 1},
    )

    assert lifted.status_code == 302
    assert AgendaItem.objects.get(pk=item.pk).openness == Openness.NETWORK
    assert "Gezamenlijke controle" not in client.get(REGISTER).content.decode()
    assert "Gezamenlijke controle" in client.get(REGISTER + "?toon=opgeheven").content.decode()


def test_lifting_too_early_is_refused_in_place(client, restriction):
    answer = client.post(
        restriction.get_absolute_url() + "hef-op/", {"to": "network", "why": "Klaar", "version": 1}
    )

    assert answer.status_code == 422
    assert "De einddatum is er nog niet" in answer.content.decode()


@pytest.mark.parametrize("page", ["", "lezers/", "verleng/", "hef-op/"])
def test_what_does_not_name_you_is_not_there(client, body, restriction, page):
    for other in (member_of(body), secretary_of(body), secretary_of(BodyFactory())):
        client.force_login(other.user)
        unknown = client.get(f"/geheimhouding/{restriction.pk + 1}/{page}")

        answer = client.get(restriction.get_absolute_url() + page)

        assert answer.status_code == 404
        assert shape(answer) == shape(unknown)
        assert "Gezamenlijke controle" not in client.get(REGISTER).content.decode()


def shape(answer):
    return re.sub(r"\d+", "", re.sub(r'value="\w{64}"|"\w{64}"', "", soup(answer).text))


@pytest.mark.parametrize("page", ["lezers/", "verleng/", "hef-op/"])
def test_a_reader_without_the_right_is_told_so(client, body, restriction, page):
    reader = member_of(body)
    restriction.readers.add(reader.user.person)
    client.force_login(reader.user)

    assert client.get(restriction.get_absolute_url()).status_code == 200
    assert client.get(restriction.get_absolute_url() + page).status_code == 403


def test_prolonging_and_changing_readers_stand_in_its_history(client, body, restriction):
    new = member_of(body).user.person
    later = (TODAY + timedelta(days=300)).isoformat()
    address = restriction.get_absolute_url()

    client.post(address + "verleng/", {"ends_on": later, "why": "Loopt nog", "version": 1})
    client.post(address + "lezers/", {"readers": [new.pk], "why": "Nieuw lid", "version": 2})

    text = client.get(address).content.decode()
    assert "Loopt nog" in text
    assert "Nieuw lid" in text
    assert new.function in text


def test_reading_the_register_is_reading_what_is_restricted(client, restriction):
    client.get(REGISTER)

    assert AuditEntry.objects.filter(event=AuditEvent.RESTRICTED_READ).exists()


def test_an_unknown_kind_is_not_there(client, secretary):
    assert client.get(reverse("decisions:impose", args=["geheim", 1])).status_code == 404
