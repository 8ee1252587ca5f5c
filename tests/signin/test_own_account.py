"""The own account: second steps, recovery codes, password."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ivz.audit.models import AuditEntry
from ivz.signin import factors
from tests.entry import app_of, code_for, sign_in_strongly
from tests.factories import BodyFactory, member_of

pytestmark = pytest.mark.django_db

PHRASE = "een lange zin als wachtwoord"


@pytest.fixture
def member():
    actor = member_of(BodyFactory())
    actor.user.email = "lid@regio.example"
    actor.user.set_password(PHRASE)
    actor.user.save()
    return actor.user


@pytest.fixture
def inside(member):
    client = Client()
    sign_in_strongly(client, member)
    return client


def words(response):
    return response.content.decode()


def test_visitors_are_asked_to_sign_in(client):
    for address in ["/account/", "/account/tweede-stap/", "/account/herstelcodes/"]:
        assert client.get(address)["Location"].startswith("/inloggen/?next=")


def test_an_app_counts_after_its_first_code(inside, member, mailoutbox):
    page = inside.get("/account/tweede-stap/")
    wrong = inside.post("/account/tweede-stap/", {"code": "000000"})
    secret = wrong.context["secret"]

    answer = inside.post("/account/tweede-stap/", {"code": code_for(secret)})

    assert page.context["secret"] == secret
    assert wrong.status_code == 422
    assert answer["Location"] == "/account/herstelcodes/"
    assert factors.has_app(member)
    assert AuditEntry.objects.filter(event="account.factor_added").exists()
    assert "gewijzigd" in mailoutbox[0].subject


def test_secrets_are_stored_encrypted(member):
    secret = app_of(member)
    factors.make_codes(member)
    codes = factors.codes_to_show(member)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in stored
    assert not [code for code in codes if code in stored]


def test_recovery_codes_are_shown_once(inside, member):
    app_of(member)
    inside.post("/account/herstelcodes/nieuw/")

    first, second = (inside.get("/account/herstelcodes/") for _time in range(2))

    assert len(first.context["codes"]) == 10
    assert second.context["codes"] == []
    assert first.context["codes"][0] in words(first)
    assert first.context["codes"][0] not in words(second)


def test_new_codes_replace_the_old_ones(inside, member):
    app_of(member)
    inside.post("/account/herstelcodes/nieuw/")
    old = inside.get("/account/herstelcodes/").context["codes"]

    inside.post("/account/herstelcodes/nieuw/")

    new = inside.get("/account/herstelcodes/").context["codes"]
    assert not set(old) & set(new)


def test_the_last_second_step_stays_in_production(production, inside, member):
    app_of(member)
    (factor,) = factors.factors_of(member)

    answer = inside.post("/account/tweede-stap/weg/", {"factor": factor.pk}, follow=True)

    assert "laatste tweede stap" in words(answer)
    assert factors.has_app(member)


def test_in_the_example_the_last_one_goes_with_its_codes(inside, member):
    app_of(member)
    factors.make_codes(member)
    (factor,) = factors.factors_of(member)

    inside.post("/account/tweede-stap/weg/", {"factor": factor.pk})

    assert not Authenticator.objects.filter(user=member).exists()


@pytest.mark.parametrize("given", ["", "x", "-1", "999999"])
def test_a_second_step_of_somebody_else_cannot_be_removed(inside, given):
    other = member_of(BodyFactory()).user
    app_of(other)
    pk = given or str(factors.factors_of(other)[0].pk)

    inside.post("/account/tweede-stap/weg/", {"factor": pk})

    assert factors.has_app(other)


def test_the_password_changes_with_the_old_one_only(inside, member):
    address = "/account/wachtwoord/"

    wrong = inside.post(address, {"current": "verkeerd", "password": "een heel nieuwe zin"})
    right = inside.post(address, {"current": PHRASE, "password": "een heel nieuwe zin"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    member.refresh_from_db()
    assert member.check_password("een heel nieuwe zin")


@pytest.mark.parametrize("credential", ["", "x", "{}", '{"id": 1}', "[]", "null"])
def test_a_broken_passkey_is_refused_in_words(inside, member, credential):
    answer = inside.post(
        "/account/passkey/", {"credential": credential, "passwordless": "on"}, follow=True
    )

    assert "niet gemaakt" in words(answer)
    assert not factors.has_factor(member)


@pytest.mark.parametrize("credential", ["", "x", "{}", '{"id": 1}', "[]", '{"response": {}}'])
def test_a_broken_passkey_signs_nobody_in(client, credential):
    client.get("/inloggen/passkey/opties/")

    answer = client.post("/inloggen/passkey/", {"credential": credential})

    assert answer["Location"] == "/inloggen/"
    assert not client.get("/toegankelijkheid/").wsgi_request.actor.is_signed_in


def test_pages_of_allauth_are_not_there(client):
    for address in [
        "/accounts/login/",
        "/accounts/signup/",
        "/login/",
        "/signup/",
        "/account/email/",
        "/2fa/",
        "/account/signup/",
    ]:
        assert client.get(address).status_code == 404
