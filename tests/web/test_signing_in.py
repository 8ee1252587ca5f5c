"""Signing in and out."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import SESSION_KEY

from ivz.accounts.models import User
from ivz.signin.actions.accounts import create_account
from tests.factories import BodyFactory, UserFactory, secretary_of, visitor

pytestmark = pytest.mark.django_db

PHRASE = "een lange zin als wachtwoord"


def sign_in(client, username, password):
    return client.post("/inloggen/", {"username": username, "password": password})


def error_on(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [error.get_text(strip=True) for error in page.select(".ivz-field__error")]


def is_signed_in(client):
    return SESSION_KEY in client.session


def test_the_right_password_signs_in(client):
    create_account("iemand", password=PHRASE, by=visitor())

    response = sign_in(client, "iemand", PHRASE)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("iemand", "een andere zin"),
        ("niemand", PHRASE),
        ("uitgezet", PHRASE),
        ("zonder-wachtwoord", "None"),
        ("voorbeeld-coordinator", "voorbeeld"),
    ],
    ids=["wrong password", "unknown name", "switched off", "no password set", "example account"],
)
def test_whatever_was_wrong_the_answer_is_the_same(client, username, password):
    create_account("iemand", password=PHRASE, by=visitor())
    create_account("uitgezet", password=PHRASE, by=visitor())
    User.objects.filter(username="uitgezet").update(is_active=False)
    create_account("zonder-wachtwoord", by=visitor())
    create_account("voorbeeld-coordinator", by=visitor())

    response = sign_in(client, username, password)

    assert response.status_code == 422
    assert error_on(response) == ["Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar."]
    assert not is_signed_in(client)


def test_the_password_does_not_come_back_on_the_page(client):
    response = sign_in(client, "niemand", "geheime zin")

    assert "geheime zin" not in response.content.decode()


def test_signing_in_makes_a_new_session(client):
    create_account("iemand", password=PHRASE, by=visitor())
    client.post("/netwerk/kies/", {"network": "twente"})
    before = client.session.session_key

    sign_in(client, "iemand", PHRASE)

    assert before
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("is_example", "account", "signs_in"),
    [
        (True, "voorbeeld-coordinator", True),
        (True, "voorbeeld-uitgezet", False),
        (True, "voorbeeld-onbekend", False),
        (True, "iemand", False),
        (True, "", False),
        (True, "\x00", False),
        (False, "voorbeeld-coordinator", False),
        (False, "iemand", False),
    ],
)
def test_one_click_signs_in_as_an_example_role_in_example_mode_only(
    client, settings, is_example, account, signs_in
):
    settings.IS_EXAMPLE = is_example
    for username in ("voorbeeld-coordinator", "iemand"):
        UserFactory(username=username)
    UserFactory(username="voorbeeld-uitgezet", is_active=False)

    response = client.post("/inloggen/voorbeeld/", {"account": account})

    assert response.status_code == (302 if signs_in else 404)
    assert is_signed_in(client) is signs_in


@pytest.mark.parametrize("is_example", [True, False])
def test_the_example_roles_are_offered_in_example_mode_only(client, settings, is_example):
    settings.IS_EXAMPLE = is_example
    UserFactory(username="voorbeeld-coordinator")

    page = client.get("/inloggen/").content.decode()

    assert ("voorbeeld-coordinator" in page) is is_example


def test_signing_out_takes_a_button_and_not_a_link(client):
    client.force_login(UserFactory())

    by_link = client.get("/uitloggen/")
    was_signed_in = is_signed_in(client)
    by_button = client.post("/uitloggen/")

    assert (by_link.status_code, was_signed_in) == (405, True)
    assert (by_button.status_code, is_signed_in(client)) == (302, False)


def test_an_account_that_is_switched_off_is_signed_out_at_the_next_page(client):
    secretary = secretary_of(BodyFactory())
    client.force_login(secretary.user)
    before = client.get("/").wsgi_request.actor.is_signed_in
    User.objects.update(is_active=False)

    after = client.get("/").wsgi_request.actor

    assert before
    assert not after.is_signed_in
    assert not after.seats


@pytest.mark.parametrize(
    ("address", "origin"), [("/", "web"), ("/api/v1/meetings", "api"), ("/apiary/", "web")]
)
def test_the_audit_trail_hears_where_an_action_came_from(client, address, origin):
    assert client.get(address).wsgi_request.actor.origin == origin
