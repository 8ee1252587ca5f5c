"""The example: its date moves for everyone, and it can begin again."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from bs4 import BeautifulSoup

from ivz.accounts.models import User
from ivz.audit.models import AuditEntry
from ivz.authorization.roles import Duty
from ivz.clock import reading as clock
from ivz.example import reset
from ivz.meetings.models import Meeting
from ivz.meetings.states import MeetingState
from ivz.network.models import Network
from ivz.schedule.models import ScheduledAction
from tests.factories import (
    TODAY,
    BodyFactory,
    MeetingFactory,
    NetworkFactory,
    UserFactory,
    someone_with_duty,
)

pytestmark = pytest.mark.django_db
DECEMBER = dt.date(2016, 12, 12)


@pytest.fixture
def someone(client):
    """Sign somebody in on the first day of the example."""
    clock.move_to(TODAY)
    user = UserFactory(username="voorbeeld-coordinator")
    client.force_login(user)
    return user


@pytest.fixture
def small_region(monkeypatch):
    """Load next to nothing instead of the whole region."""

    def load(_progress):
        clock.move_to(TODAY)
        NetworkFactory(slug="twente", name="Twente")
        UserFactory(username="voorbeeld-mayor")
        UserFactory(username="voorbeeld-coordinator")

    monkeypatch.setattr(reset, "load_example", load)


def test_the_date_moves_for_everyone(client, someone):
    response = client.post("/voorbeeld/datum/", {"day": "2016-12-12"}, follow=True)

    assert clock.today() == DECEMBER
    assert "In het voorbeeld is het nu maandag 12" in response.content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.by) == ("example.date_moved", "voorbeeld-coordinator")


@pytest.mark.parametrize("day", ["", "gisteren", "2016-02-30", "1999-12-31", "9999-12-31"])
def test_a_day_that_is_none_is_refused_and_the_date_stays(client, someone, day):
    response = client.post("/voorbeeld/datum/", {"day": day})

    assert response.status_code == 422
    assert clock.today() == TODAY


def test_days_with_an_agenda_are_offered(client, someone):
    body = BodyFactory()
    MeetingFactory(body=body, date=TODAY)
    MeetingFactory(body=body, date=DECEMBER, state=MeetingState.DRAFT, is_practice=True)
    MeetingFactory(body=body, date=dt.date(2016, 11, 1), state=MeetingState.DRAFT)

    page = BeautifulSoup(client.get("/voorbeeld/").content, "html.parser")

    offered = [button["value"] for button in page.select("button[name=day]")]
    assert offered == ["2016-10-10", "2016-12-12"]


@pytest.mark.usefixtures("small_region")
def test_beginning_again_removes_what_was_added(client, someone):
    MeetingFactory(body=BodyFactory(network=NetworkFactory(slug="eigen")))
    clock.move_to(DECEMBER)

    response = client.post("/voorbeeld/opnieuw/", {"is_certain": "on"})

    assert response.url == "/"
    assert [network.slug for network in Network.objects.all()] == ["twente"]
    assert not Meeting.objects.exists()
    assert clock.today() == TODAY


@pytest.mark.usefixtures("small_region")
def test_a_second_factor_goes_with_its_account(client, someone):
    TOTP.activate(someone, "JBSWY3DPEHPK3PXP")

    client.post("/voorbeeld/opnieuw/", {"is_certain": "on"})

    assert User.objects.exists()
    assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("small_region")
def test_beginning_again_keeps_the_role(client, someone):
    client.post("/voorbeeld/opnieuw/", {"is_certain": "on"})

    account = User.objects.get(username="voorbeeld-coordinator")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert client.get("/voorbeeld/").context["actor"].user == account


@pytest.mark.usefixtures("small_region")
def test_somebody_who_is_no_longer_there_is_signed_out(client):
    client.force_login(someone_with_duty(Duty.ADMINISTRATOR).user)

    client.post("/voorbeeld/opnieuw/", {"is_certain": "on"})

    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("small_region")
def test_the_audit_trail_stays_and_says_who_began_again(client, someone):
    client.post("/voorbeeld/datum/", {"day": "2016-12-12"})

    client.post("/voorbeeld/opnieuw/", {"is_certain": "on"})

    moved, began_again, came_in = AuditEntry.objects.order_by("pk")
    assert moved.event == "example.date_moved"
    assert (began_again.event, began_again.by) == ("example.reset", "voorbeeld-coordinator")
    assert (came_in.event, came_in.by) == ("account.signed_in", "voorbeeld-coordinator")


@pytest.mark.usefixtures("small_region")
def test_what_the_worker_did_stays(client, someone):
    ScheduledAction.objects.create(name="iets")

    client.post("/voorbeeld/opnieuw/", {"is_certain": "on"})

    assert ScheduledAction.objects.count() == 1


def test_without_a_tick_nothing_goes(client, someone):
    network = NetworkFactory()

    response = client.post("/voorbeeld/opnieuw/", {})

    assert response.status_code == 422
    assert "Zet hier eerst een vinkje" in response.content.decode()
    assert Network.objects.get() == network


def test_a_failure_while_loading_leaves_everything_as_it_was(client, someone, monkeypatch):
    network = NetworkFactory()

    def fail(_progress):
        raise RuntimeError

    monkeypatch.setattr(reset, "load_example", fail)

    with pytest.raises(RuntimeError):
        client.post("/voorbeeld/opnieuw/", {"is_certain": "on"})

    assert Network.objects.get() == network
    assert User.objects.filter(pk=someone.pk).exists()


def test_the_whole_region_comes_back(client, someone):
    client.post("/voorbeeld/opnieuw/", {"is_certain": "on"})

    assert Network.objects.filter(slug="twente").exists()
    assert Meeting.objects.filter(is_practice=True).count() == 2
    assert client.get("/").status_code == 200


def test_a_visitor_sees_the_date_and_changes_nothing(client):
    clock.move_to(TODAY)

    page = client.get("/voorbeeld/")

    assert "Hier is het maandag 10" in page.content.decode()
    assert client.post("/voorbeeld/datum/", {"day": "2016-12-12"}).status_code == 403
    assert client.post("/voorbeeld/opnieuw/", {"is_certain": "on"}).status_code == 403
    assert clock.today() == TODAY


def test_in_production_there_is_no_example(client, someone, settings):
    settings.IS_EXAMPLE = False

    assert client.get("/voorbeeld/").status_code == 404
    assert client.post("/voorbeeld/datum/", {"day": "2016-12-12"}).status_code == 404
    assert client.post("/voorbeeld/opnieuw/", {"is_certain": "on"}).status_code == 404


def test_the_page_asks_the_database_little(client, someone, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get("/voorbeeld/")
