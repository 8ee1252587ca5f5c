"""The round trip to a real provider (npm ``oidc-provider``) that the test starts, and back."""

import html
import re

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from ivz.accounts.models import AccountState, User
from ivz.audit.models import AuditEntry
from ivz.signin.actions import invitations, keeping
from ivz.signin.single_sign_on import _had_second_step
from tests.entry import app_of
from tests.factories import UserFactory
from tests.signin.provider import running_provider, trust

pytestmark = pytest.mark.django_db

CALLBACK = "http://testserver/inloggen/organisatie/terug/"


@pytest.fixture(scope="module")
def issuer():
    with running_provider(CALLBACK) as address:
        yield address


@pytest.fixture
def provider(settings, issuer):
    return trust(settings, issuer)


def round_trip(client, who, target="/account/"):
    """Go to the provider, sign in there as ``who``, and come back."""
    start = client.post(f"/inloggen/organisatie/?next={target}")
    with requests.Session() as browser:
        page = browser.get(start["Location"], timeout=10)
        while CALLBACK not in page.url:
            fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
            fields |= {"login": who, "password": "x"} if 'name="login"' in page.text else {}
            action = html.unescape(re.search(r'action="([^"]+)"', page.text)[1])
            page = follow(browser, browser.post(action, fields, timeout=10, allow_redirects=False))
    return start, client.get(page.url.removeprefix("http://testserver"))


def follow(browser, page):
    """Follow redirects, but not to the platform: that is not on the network."""
    while page.is_redirect:
        target = requests.compat.urljoin(page.url, page.headers["Location"])
        if target.startswith(CALLBACK):
            page.url = target
            return page
        page = browser.get(target, timeout=10, allow_redirects=False)
    return page


def is_in(client):
    return client.get("/toegankelijkheid/").wsgi_request.actor.is_signed_in


def test_somebody_we_know_by_a_verified_address_gets_in(provider, client):
    user = UserFactory(email="Coordinator@regio.example")

    start, back = round_trip(client, "coordinator")

    assert "code_challenge_method=S256" in start["Location"]
    assert back["Location"] == "/account/"
    assert client.get("/account/").wsgi_request.actor.user == user
    assert SocialAccount.objects.get().user == user


def test_a_changed_address_is_no_matter_afterwards(provider, client):
    user = UserFactory(email="coordinator@regio.example")
    round_trip(client, "coordinator")
    User.objects.update(email="anders@regio.example")

    other = Client()
    round_trip(other, "coordinator")

    assert other.get("/account/").wsgi_request.actor.user == user


@pytest.mark.parametrize("email", ["", "iemand-anders@regio.example"])
def test_a_stranger_gets_no_account(provider, client, email):
    UserFactory(email=email)

    _start, back = round_trip(client, "vreemde")

    assert back["Location"] == "/inloggen/"
    assert "kent dit account niet" in client.get("/inloggen/").content.decode()
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_an_address_that_the_provider_did_not_verify_does_not_count(provider, client):
    UserFactory(email="onbevestigd@regio.example")

    round_trip(client, "onbevestigd")

    assert not is_in(client)


def test_an_invitation_is_accepted_by_signing_in(provider, client, secretary, officer):
    site = invitations.Site(address="http://testserver/", now=timezone.now())
    invitations.invite(officer, email="politie@regio.example", site=site, by=secretary)

    round_trip(client, "politie")

    assert client.get("/").wsgi_request.actor.person_id == officer.pk
    assert User.objects.get(person=officer).state == AccountState.ACTIVE


@pytest.mark.parametrize("change", [{"is_active": False}, {"activated_at": None}])
def test_locked_and_uninvited_accounts_stay_out(provider, client, change):
    UserFactory(email="coordinator@regio.example")
    User.objects.update(**change)

    round_trip(client, "coordinator")

    assert not is_in(client)


def test_locking_works_after_the_round_trip_too(provider, client, administrator):
    user = UserFactory(email="coordinator@regio.example")
    round_trip(client, "coordinator")

    keeping.lock(user, by=administrator)

    assert not is_in(client)


def test_without_a_second_step_of_the_provider_ours_is_asked(provider, client):
    provider.OIDC_SECOND_STEP = "amr:mfa"
    app_of(UserFactory(email="coordinator@regio.example"))

    _start, back = round_trip(client, "coordinator")

    assert back["Location"] == "/inloggen/tweede-stap/"
    assert not is_in(client)


def test_an_answer_that_was_not_asked_for_signs_nobody_in(provider, client):
    UserFactory(email="coordinator@regio.example")

    answer = client.get("/inloggen/organisatie/terug/", {"code": "x", "state": "verzonnen"})

    assert answer["Location"] == "/inloggen/"
    assert not is_in(client)


def test_a_round_trip_that_fails_leaves_a_line(settings, client):
    trust(settings, "http://localhost:1")

    client.get(CALLBACK, {"error": "access_denied", "state": "verzonnen"})

    refused = AuditEntry.objects.get(event="signin.refused")
    assert (refused.result, refused.subject_id) == ("refused", "")


def test_the_provider_is_no_way_to_another_site(provider, client):
    UserFactory(email="coordinator@regio.example")

    _start, back = round_trip(client, "coordinator", target="https://elders.example/")

    assert back["Location"] == "/"


def test_without_a_provider_there_is_nothing(client):
    assert client.post("/inloggen/organisatie/").status_code == 404
    assert "organisatie" not in client.get("/inloggen/").content.decode()


@pytest.mark.parametrize(
    ("setting", "claims", "had"),
    [
        ("", {"amr": ["mfa"]}, False),
        ("always", {}, True),
        ("amr:mfa", {"amr": ["pwd", "mfa"]}, True),
        ("amr:mfa", {"amr": ["pwd"]}, False),
        ("amr:", {"amr": [""]}, False),
        ("amr:", {"amr": ""}, False),
        ("acr:hoog", {"acr": "hoog"}, True),
        ("acr:hoog", {"acr": "hoger"}, False),
        ("acr:hoog", {}, False),
        ("email:x", {"email": "x"}, False),
    ],
)
def test_how_to_see_that_the_provider_asked_a_second_step(settings, setting, claims, had):
    settings.OIDC_SECOND_STEP = setting

    assert _had_second_step({"id_token": claims}) is had
