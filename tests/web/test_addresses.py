"""Where a form sends its reader afterwards: always to this site."""

import pytest

from ivz.signin.actions.accounts import create_account
from tests.factories import NetworkFactory, UserFactory, visitor

pytestmark = pytest.mark.django_db

PHRASE = "een lange zin als wachtwoord"
TARGETS = [
    ("/vergaderingen/", "/vergaderingen/"),
    ("/vergaderingen/?page=2#e01a", "/vergaderingen/?page=2#e01a"),
    ("", "/"),
    ("https://elders.example/", "/"),
    ("//elders.example/", "/"),
    ("///elders.example/", "/"),
    ("/\\elders.example/", "/"),
    ("\\\\elders.example", "/"),
    ("https:elders.example", "/"),
    ("http://testserver@elders.example/", "/"),
    ("javascript:alert(1)", "/"),
    ("data:text/html,x", "/"),
    (" //elders.example", "/"),
    ("\x00//elders.example", "/"),
]


def by_signing_in(client, target):
    create_account("iemand", password=PHRASE, by=visitor())
    form = {"username": "iemand", "password": PHRASE, "next": target}
    return client.post("/inloggen/", form)


def by_signing_in_from_a_link(client, target):
    create_account("iemand", password=PHRASE, by=visitor())
    form = {"username": "iemand", "password": PHRASE}
    return client.post("/inloggen/", form, query_params={"next": target})


def by_signing_in_as_example(client, target):
    UserFactory(username="voorbeeld-coordinator")
    form = {"account": "voorbeeld-coordinator", "next": target}
    return client.post("/inloggen/voorbeeld/", form)


def by_choosing_a_language(client, target):
    return client.post("/taal/", {"language": "en", "next": target})


def by_choosing_a_network(client, target):
    NetworkFactory(slug="twente")
    return client.post("/netwerk/kies/", {"network": "twente", "next": target})


@pytest.mark.parametrize(("target", "arrives"), TARGETS)
@pytest.mark.parametrize(
    "go",
    [
        by_signing_in,
        by_signing_in_from_a_link,
        by_signing_in_as_example,
        by_choosing_a_language,
        by_choosing_a_network,
    ],
)
def test_nobody_is_sent_to_another_site(client, settings, go, target, arrives):
    settings.IS_EXAMPLE = True

    response = go(client, target)

    assert (response.status_code, response["Location"]) == (302, arrives)
