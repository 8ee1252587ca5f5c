"""What everybody will see of an event is shown to whoever saves it, before everybody can see it."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.events.models import NetworkEvent
from ivz.network.models import Person
from ivz.unsaved.keeping import KEEP
from tests.events.factories import NetworkEventFactory, ThemeWeekFactory
from tests.factories import TODAY, BodyFactory, OrganisationFactory, actor_with
from tests.meetings.pages import soup

NEW = reverse("events:new")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def board():
    platform = BodyFactory(kind=BodyKind.PLATFORM, network__slug="twente")
    return BodyFactory(kind=BodyKind.BOARD, network=platform.network, name="Het bestuur")


@pytest.fixture
def municipality():
    return OrganisationFactory(name="Gemeente Ommen")


@pytest.fixture
def _coordinator(client, board, municipality):
    platform = board.network.bodies.get(kind=BodyKind.PLATFORM)
    actor = actor_with(Role.MUNICIPAL_COORDINATOR, body=platform)
    Person.objects.filter(pk=actor.person_id).update(organisation=municipality)
    client.force_login(actor.user)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_coordinator")]


@pytest.fixture
def sent(board, municipality):
    return {
        "title": "Avond over het buitengebied",
        "organiser": municipality.pk,
        "starts_on": "2016-11-15",
        "starts_at": "19:30",
        "ends_at": "22:00",
        "place": "Gemeentehuis",
        "audience": "Agrariërs",
        "about": "Neem uw buren mee.\n\nDe koffie staat klaar.",
        "invited": [board.pk],
        "openness": "public",
    }


def told(parts):
    return [" ".join(part.get_text(" ").split()) for part in parts]


def test_exactly_what_was_shown_is_what_a_visitor_reads(client, sent):
    shown = soup(client.post(NEW, sent)).select_one(".ivz-preview")
    assert not NetworkEvent.objects.exists()

    made = client.post(NEW, sent | {"shown": confirmed(client, NEW, sent)})
    client.logout()
    page = soup(client.get(made.url)).select_one("main")

    expected = told(page.select(".ivz-facts, .ivz-prose"))
    assert told(shown.select(".ivz-facts, .ivz-prose")) == expected
    assert len(expected) == 2
    assert sent["title"] in shown.get_text()
    assert NetworkEvent.objects.get().openness == Openness.PUBLIC


def confirmed(client, address, sent):
    return soup(client.post(address, sent)).select_one("[name=shown]")["value"]


def test_what_changes_after_it_was_shown_is_shown_again(client, sent):
    seen = confirmed(client, NEW, sent)

    again = client.post(NEW, sent | {"shown": seen, "about": "Iets anders."})

    assert not NetworkEvent.objects.exists()
    assert "Iets anders." in soup(again).select_one(".ivz-preview").get_text()


@pytest.mark.parametrize("was", [Openness.NETWORK, Openness.PUBLIC])
def test_a_change_of_what_everybody_reads_is_shown_first(client, board, municipality, sent, was):
    event = NetworkEventFactory(network=board.network, organiser=municipality, openness=was)
    address = reverse("events:change", args=[event.key])
    sent |= {"version": event.version}

    seen = confirmed(client, address, sent)
    assert NetworkEvent.objects.get().title == event.title
    client.post(address, sent | {"shown": seen})

    assert NetworkEvent.objects.get().title == sent["title"]


@pytest.mark.parametrize("openness", ["network", "body"])
def test_what_is_not_for_everybody_is_saved_at_once(client, sent, openness):
    client.post(NEW, sent | {"openness": openness})

    assert NetworkEvent.objects.get().openness == openness


def test_what_cannot_be_is_refused_before_it_is_shown(client, sent):
    answer = client.post(NEW, sent | {"ends_at": "18:00"})

    assert answer.status_code == 422
    assert not soup(answer).select(".ivz-preview")


def test_what_lies_outside_its_theme_week_is_refused_before_it_is_shown(client, board, sent):
    week = ThemeWeekFactory(
        network=board.network, starts_on=dt.date(2016, 11, 7), ends_on=dt.date(2016, 11, 11)
    )

    answer = client.post(f"{NEW}?themaweek={week.key}", sent)

    assert answer.status_code == 422
    assert "Een activiteit in de themaweek valt van" in answer.content.decode()
    assert not soup(answer).select("button[name=shown]")


def test_keeping_what_is_typed_shows_nothing(client, sent):
    answer = client.post(NEW, sent | {KEEP: "1"})

    assert answer.status_code == 204
    assert not answer.content
