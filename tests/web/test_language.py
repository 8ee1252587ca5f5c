"""Dutch, and English by a switch."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.utils import translation

from ivz.authorization.roles import Role

pytestmark = pytest.mark.django_db


def language_of(response):
    page = BeautifulSoup(response.content, "html.parser")
    return page.html["lang"], page.h1.get_text(strip=True)


@pytest.mark.parametrize("browser", ["", "nl", "en-GB,en;q=0.9", "de", "*"])
def test_the_platform_speaks_dutch_whatever_the_browser_prefers(client, browser):
    response = client.get("/inloggen/", headers={"Accept-Language": browser})

    assert language_of(response) == ("nl", "Inloggen")
    assert response["Content-Language"] == "nl"


def test_the_switch_changes_the_language_and_back(client):
    client.post("/taal/", {"language": "en", "next": "/inloggen/"})
    english = client.get("/inloggen/")
    client.post("/taal/", {"language": "nl"})
    dutch = client.get("/inloggen/")

    assert language_of(english) == ("en", "Sign in")
    assert language_of(dutch) == ("nl", "Inloggen")


@pytest.mark.parametrize("language", ["de", "xx", "", "../../etc", "nl-BE"])
def test_a_language_that_is_not_offered_changes_nothing(client, language):
    client.post("/taal/", {"language": language})

    assert language_of(client.get("/inloggen/"))[0] == "nl"


def test_the_switch_offers_the_other_language_in_that_language(client):
    page = BeautifulSoup(client.get("/inloggen/").content, "html.parser")

    (button,) = page.select("button[name=language]")

    assert (button["value"], button["lang"], button.get_text(strip=True)) == ("en", "en", "English")


def test_switching_takes_a_button_and_not_a_link(client):
    assert client.get("/taal/?language=en").status_code == 405


def test_one_reader_in_english_leaves_the_next_in_dutch(client):
    client.post("/taal/", {"language": "en"})
    client.get("/inloggen/")
    client.cookies.clear()

    assert language_of(client.get("/inloggen/"))[0] == "nl"


def test_pages_for_what_went_wrong_follow_the_switch(client):
    client.post("/taal/", {"language": "en"})

    assert language_of(client.get("/nothing-here/")) == ("en", "Page not found")


def test_every_catalogue_is_used():
    installed = {Path(config.path) for config in apps.get_app_configs()}
    with_catalogue = {path.parent for path in Path(settings.BASE_DIR).glob("ivz/*/locale")}

    assert with_catalogue <= installed


def test_roles_are_shown_in_dutch():
    with translation.override("nl"):
        assert Role.MEMBER.label == "Lid"
