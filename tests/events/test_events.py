"""Events that members announce: who announces what, who reads it, and on which calendars it is."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.events import actions
from ivz.events.actions import EventDetails
from ivz.events.models import NetworkEvent
from ivz.events.queries import in_year
from ivz.meetings.calendars import calendar_of
from ivz.network.models import Person
from ivz.workflow.versions import StaleEdit
from tests.events.factories import NetworkEventFactory
from tests.factories import (
    TODAY,
    BodyFactory,
    OrganisationFactory,
    actor_with,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.pages import main_of, soup

pytestmark = pytest.mark.django_db
DAY = dt.date(2016, 11, 15)
YEAR = reverse("meetings:year", args=[2016])


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def platform():
    return BodyFactory(kind=BodyKind.PLATFORM, network__slug="twente")


@pytest.fixture
def board(platform):
    return BodyFactory(kind=BodyKind.BOARD, network=platform.network, name="Het bestuur")


@pytest.fixture
def municipality():
    return OrganisationFactory(name="Gemeente Ommen")


@pytest.fixture
def coordinator(platform, municipality):
    actor = actor_with(Role.MUNICIPAL_COORDINATOR, body=platform)
    Person.objects.filter(pk=actor.person_id).update(organisation=municipality)
    return actor


@pytest.mark.parametrize("body", ["%00", "twente%00", "a%20b"])
def test_what_cannot_be_the_name_of_a_body_in_an_address_is_not_looked_for(client, body):
    event = NetworkEventFactory(openness=Openness.PUBLIC, starts_on=DAY)

    page = client.get(f"{YEAR}?overleg={body}")

    assert page.status_code == 200
    assert event.title not in main_of(page)


def test_nothing_is_asked_for_what_cannot_be_a_body(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert in_year(NetworkEvent.objects.all(), DAY.year, body="\x00") == []


def filled_in(organiser, **other):
    return {
        "title": "Avond over het buitengebied",
        "organiser": organiser.pk,
        "starts_on": "2016-11-15",
        "starts_at": "19:30",
        "ends_at": "22:00",
        "place": "Gemeentehuis",
        "audience": "Agrariërs en het buitengebied",
        "openness": "network",
    } | other


def details(organiser, **other):
    given = {"title": "Avond", "starts_on": DAY, "place": "Ommen", "audience": "Agrariërs"}
    return EventDetails(organiser=organiser, **given | other)


def test_the_coordinator_of_a_municipality_puts_its_event_on_the_shared_calendar(
    client, coordinator, municipality, board
):
    client.force_login(coordinator.user)
    made = client.post(reverse("events:new"), filled_in(municipality, invited=[board.pk]))
    client.force_login(member_of(board).user)

    event = NetworkEvent.objects.get()
    year, page = main_of(client.get(YEAR)), main_of(client.get(event.get_absolute_url()))

    assert made.url == event.get_absolute_url()
    for told in ["Avond over het buitengebied", "19.30", "Gemeentehuis", "Gemeente Ommen"]:
        assert told in year
        assert told in page
    assert "Agrariërs en het buitengebied" in year
    assert "Het bestuur" in page
    assert AuditEntry.objects.filter(event="event.announced").exists()


def test_only_the_own_coordinator_and_who_manages_the_network_announce(
    platform, coordinator, municipality
):
    network, other = platform.network, OrganisationFactory()

    for actor, organiser in [
        (coordinator, other),
        (member_of(platform), municipality),
        (secretary_of(BodyFactory(kind=BodyKind.PLATFORM)), municipality),
        (visitor(), municipality),
    ]:
        with pytest.raises(PermissionDenied):
            actions.announce(network, details(organiser), by=actor)
    assert actions.announce(network, details(other), by=secretary_of(platform)).organiser == other


def test_a_coordinator_cannot_hand_an_event_to_another_municipality(coordinator, municipality):
    network = coordinator.seats[0].network_id
    event = NetworkEventFactory(network_id=network, organiser=municipality)

    with pytest.raises(PermissionDenied):
        actions.change(event, details(OrganisationFactory()), version=1, by=coordinator)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"ends_on": "2016-11-14"}, "laatste dag"),
        ({"ends_at": "18:00"}, "voordat"),
        ({"starts_at": ""}, "hoe laat"),
        ({"openness": "body"}, "minstens één overleg"),
        ({"openness": "restricted"}, "geldige keuze"),
        ({"place": ""}, "verplicht"),
    ],
)
def test_what_nobody_could_come_to_is_refused_in_place(
    client, coordinator, municipality, wrong, told
):
    client.force_login(coordinator.user)

    answer = client.post(reverse("events:new"), filled_in(municipality, **wrong))

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not NetworkEvent.objects.exists()


def test_bodies_of_another_network_are_not_invited(coordinator, municipality, platform):
    with pytest.raises(RuleBroken):
        actions.announce(
            platform.network, details(municipality, invited=[BodyFactory()]), by=coordinator
        )


@pytest.mark.parametrize(
    ("openness", "readers"),
    [
        (Openness.PUBLIC, {"visitor", "elsewhere", "network", "invited", "own"}),
        (Openness.NETWORK, {"network", "invited", "own"}),
        (Openness.BODY, {"invited", "own"}),
    ],
)
def test_who_reads_an_event(request, client, board, openness, readers):
    platform = board.network.bodies.get(kind=BodyKind.PLATFORM)
    event = NetworkEventFactory(
        network=platform.network,
        organiser=request.getfixturevalue("municipality"),
        openness=openness,
        invited=[board],
    )
    people = {
        "visitor": None,
        "elsewhere": member_of(BodyFactory()),
        "network": member_of(platform),
        "invited": member_of(board),
        "own": request.getfixturevalue("coordinator"),
    }

    for name, actor in people.items():
        client.logout()
        if actor is not None:
            client.force_login(actor.user)
        may = name in readers
        assert client.get(event.get_absolute_url()).status_code == (200 if may else 404), name
        for page in [reverse("events:list"), YEAR]:
            if name != "elsewhere":
                assert (event.title in main_of(client.get(page))) == may, (name, page)


def test_members_of_an_invited_body_find_it_in_their_own_calendar(platform, board, municipality):
    given = {"network": platform.network, "organiser": municipality, "invited": [board]}
    open_one = NetworkEventFactory(openness=Openness.PUBLIC, title="Netwerkdag", **given)
    NetworkEventFactory(openness=Openness.BODY, title="Besloten avond", **given)
    NetworkEventFactory(network=platform.network, openness=Openness.PUBLIC, title="Niet voor u")

    invited = calendar_of(member_of(board), site="https://ivz.example/").to_ical().decode()
    others = calendar_of(member_of(platform), site="https://ivz.example/").to_ical().decode()

    assert "Netwerkdag" in invited
    assert f"bijeenkomst-{open_one.key}" in invited
    assert invited.count("BEGIN:VEVENT") == 2
    for closed in ["Besloten avond", "Niet voor u"]:
        assert closed not in invited
    assert "BEGIN:VEVENT" not in others


def test_members_of_an_invited_body_see_the_invitation_among_their_meetings(
    client, platform, board
):
    event = NetworkEventFactory(network=platform.network, invited=[board])
    page = reverse("meetings:list")

    client.force_login(member_of(platform).user)
    assert event.title not in main_of(client.get(page))
    client.force_login(member_of(board).user)
    assert event.title in main_of(client.get(page))
    assert event.title in main_of(client.get(f"{YEAR}?mijn=ja"))
    assert event.title in main_of(client.get(f"{YEAR}?overleg={board.slug}"))
    assert event.title not in main_of(client.get(f"{YEAR}?overleg={platform.slug}"))


def test_calling_off_says_why_everywhere_and_is_taken_back(
    client, coordinator, municipality, board
):
    event = NetworkEventFactory(
        network=board.network, organiser=municipality, invited=[board], openness="public"
    )
    client.force_login(coordinator.user)
    page, undo = event.get_absolute_url(), reverse("events:put_back", args=[event.key])

    client.post(reverse("events:cancel", args=[event.key]), {"version": 1, "why": ""})
    event.refresh_from_db()
    assert not event.is_cancelled
    client.post(
        reverse("events:cancel", args=[event.key]), {"version": 1, "why": "Te weinig mensen"}
    )

    assert "Te weinig mensen" in main_of(client.get(page))
    assert "gaat niet door" in main_of(client.get(YEAR))
    assert "STATUS:CANCELLED" in calendar_of(member_of(board), site="/").to_ical().decode()
    client.post(undo, {"version": 2})
    assert "Te weinig mensen" not in main_of(client.get(page))
    told = set(AuditEntry.objects.values_list("event", flat=True))
    assert {"event.cancelled", "event.put_back"} <= told


def test_calling_off_and_changing_is_for_who_announces(client, platform, municipality):
    event = NetworkEventFactory(network=platform.network, organiser=municipality)
    client.force_login(member_of(platform).user)

    for name in ["change", "cancel", "put_back"]:
        answer = client.post(
            reverse(f"events:{name}", args=[event.key]), {"version": 1, "why": "-"}
        )
        assert answer.status_code == 403
    assert client.get(reverse("events:new")).status_code == 403
    assert not soup(client.get(event.get_absolute_url())).select("main form")


def test_two_who_change_one_event_see_both_texts(client, coordinator, municipality):
    event = NetworkEventFactory(network_id=coordinator.seats[0].network_id, organiser=municipality)
    actions.change(event, details(municipality, title="Van de eerste"), version=1, by=coordinator)
    client.force_login(coordinator.user)
    sent = filled_in(municipality, title="Van de tweede", version=1)

    answer = client.post(reverse("events:change", args=[event.key]), sent)

    assert answer.status_code == 409
    for text in ["Van de eerste", "Van de tweede"]:
        assert text in answer.content.decode()
    with pytest.raises(StaleEdit):
        actions.cancel(event, why="-", version=1, by=coordinator)
