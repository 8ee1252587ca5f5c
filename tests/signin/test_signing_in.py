"""From a password to a session: second step, lock-out, limits, and what a stranger learns."""

import time

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from ivz.accounts.models import User
from ivz.signin import factors
from tests.entry import app_of, code_for
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PHRASE = "een lange zin als wachtwoord"


@pytest.fixture
def account():
    user = UserFactory(username="coordinator", email="coordinator@regio.example")
    user.set_password(PHRASE)
    user.save()
    return user


@pytest.fixture
def secret(account):
    return app_of(account)


def give_password(client, typed="coordinator", password=PHRASE, **more):
    return client.post("/inloggen/", {"username": typed, "password": password, **more})


def give_code(client, code):
    return client.post("/inloggen/tweede-stap/", {"code": code})


def is_in(client):
    return client.get("/toegankelijkheid/").wsgi_request.actor.is_signed_in


def words(response):
    return response.content.decode()


def test_password_and_code_together_sign_in(production, client, secret):
    first = give_password(client)
    after_password = is_in(client)
    second = give_code(client, code_for(secret))

    assert (first.status_code, first["Location"]) == (302, "/inloggen/tweede-stap/")
    assert not after_password
    assert second["Location"] == "/"
    assert is_in(client)


@pytest.mark.parametrize(
    "typed", ["coordinator", "coordinator@regio.example", " COORDINATOR@Regio.example "]
)
def test_the_user_name_and_the_address_both_do(client, account, typed):
    give_password(client, typed)

    assert is_in(client)


def test_a_second_step_is_asked_in_the_example_too_once_somebody_has_one(client, secret):
    assert give_password(client)["Location"] == "/inloggen/tweede-stap/"


@pytest.mark.parametrize("code", ["", "000000", "abcdef", "1" * 21, "\x00"])
def test_a_wrong_code_does_not_sign_in(production, client, secret, code):
    give_password(client)

    answer = give_code(client, code)

    assert answer.status_code == 422
    assert not is_in(client)


def test_a_code_works_once(production, client, secret):
    code = code_for(secret)
    give_password(client)
    give_code(client, code)
    other = Client()
    give_password(other)

    answer = give_code(other, code)

    assert answer.status_code == 422
    assert not is_in(other)


def test_a_code_of_another_account_does_not_do(production, client, secret):
    other = app_of(UserFactory())
    give_password(client)

    give_code(client, code_for(other))

    assert not is_in(client)


def test_codes_cannot_be_tried_without_end(production, client, secret):
    give_password(client)
    for _attempt in range(5):
        give_code(client, "000000")

    answer = give_code(client, code_for(secret))

    assert answer.status_code == 422
    assert "te vaak" in words(answer)
    assert not is_in(client)


def test_a_recovery_code_signs_in_once(production, client, account, secret):
    factors.make_codes(account)
    code = factors.codes_to_show(account)[0]
    give_password(client)
    give_code(client, code)
    assert is_in(client)
    other = Client()
    give_password(other)

    again = give_code(other, code)

    assert again.status_code == 422
    assert factors.codes_left(account) == 9


def test_who_has_almost_no_recovery_codes_left_hears_so(production, client, account, secret):
    factors.make_codes(account)
    codes = factors.codes_to_show(account)
    for code in codes[:8]:
        other = Client()
        give_password(other)
        answer = give_code(other, code)

    assert answer["Location"] == "/account/"


@pytest.mark.parametrize("address", ["/inloggen/tweede-stap/", "/inloggen/tweede-stap/opties/"])
def test_the_second_step_is_no_way_around_the_first(client, secret, address):
    assert client.get(address).status_code in {302, 404}
    assert not is_in(client)


def test_the_second_step_must_follow_within_ten_minutes(production, client, secret):
    give_password(client)
    session = client.session
    session["first_step"] = {**session["first_step"], "at": time.time() - 601}
    session.save()

    give_code(client, code_for(secret))

    assert not is_in(client)


def test_a_password_that_changes_between_the_steps_ends_the_first(
    production, client, account, secret
):
    give_password(client)
    account.set_password("een heel andere lange zin")
    account.save()

    give_code(client, code_for(secret))

    assert not is_in(client)


def test_an_account_locked_between_the_steps_does_not_get_in(production, client, account, secret):
    give_password(client)
    User.objects.update(is_active=False)

    give_code(client, code_for(secret))

    assert not is_in(client)


def test_signing_in_gives_a_new_session_at_each_step(production, client, secret):
    client.post("/netwerk/kies/", {"network": "twente"})
    keys = [client.session.session_key]
    give_password(client)
    keys.append(client.session.session_key)
    give_code(client, code_for(secret))
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3


def test_a_session_planted_beforehand_is_not_the_one_that_gets_rights(production, secret):
    thief, victim = Client(), Client()
    thief.post("/netwerk/kies/", {"network": "twente"})
    victim.cookies["sessionid"] = thief.cookies.get("sessionid", "planted" * 5)

    give_password(victim)
    give_code(victim, code_for(secret))

    assert is_in(victim)
    assert not is_in(thief)


def test_of_the_one_who_signed_in_before_nothing_stays_in_the_session(client, account):
    client.force_login(UserFactory())
    session = client.session
    session["founding"] = {"network": "geheim"}
    session.save()

    give_password(client)

    assert "founding" not in client.session
    assert client.session[SESSION_KEY] == str(account.pk)


@pytest.mark.parametrize(
    "target",
    [
        "https://elders.example/",
        "//elders.example/",
        "///elders.example",
        "/\\elders.example",
        "http:elders.example",
        "javascript:alert(1)",
        "https://testserver@elders.example/",
        "\x00//elders.example",
        " //elders.example",
    ],
)
def test_signing_in_leads_to_no_other_site(production, client, secret, target):
    give_password(client, next=target)

    answer = give_code(client, code_for(secret))

    assert answer["Location"] == "/"


def test_signing_in_leads_to_the_page_that_was_asked(production, client, secret):
    give_password(client, next="/netwerk/")

    assert give_code(client, code_for(secret))["Location"] == "/netwerk/"


def test_a_form_of_another_site_signs_nobody_in(account):
    client = Client(enforce_csrf_checks=True)

    for address in ["/inloggen/", "/inloggen/tweede-stap/", "/inloggen/passkey/"]:
        assert client.post(address, {"username": "coordinator"}).status_code == 403


@pytest.mark.parametrize("host", ["elders.example", "testserver.elders.example", "x@testserver"])
def test_an_unknown_name_of_the_site_is_refused(client, account, host, mailoutbox):
    answer = client.post("/inloggen/vergeten/", {"email": account.email}, headers={"host": host})

    assert answer.status_code == 400
    assert not mailoutbox


def test_a_link_in_a_mail_does_not_follow_a_forwarded_name(client, account, mailoutbox):
    client.post(
        "/inloggen/vergeten/",
        {"email": account.email},
        headers={"x-forwarded-host": "elders.example"},
    )

    assert "elders.example" not in mailoutbox[0].body
    assert "http://testserver/" in mailoutbox[0].body
