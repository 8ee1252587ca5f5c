"""The main menu."""

import pytest
from bs4 import BeautifulSoup

from ivz.web import navigation
from ivz.web.navigation import MenuEntry, main_menu, register_menu_entry
from tests.factories import BodyFactory, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", {})
    register_menu_entry(MenuEntry(position=6, label="Network", url_name="network:index"))
    register_menu_entry(MenuEntry(position=1, label="Today", url_name="home:start"))
    register_menu_entry(
        MenuEntry(position=3, label="Trail", url_name="home:audit_trail", is_public=False)
    )


@pytest.mark.parametrize(
    ("is_signed_in", "labels"),
    [(False, ["Today", "Network"]), (True, ["Today", "Trail", "Network"])],
)
@pytest.mark.usefixtures("entries")
def test_entries_stand_in_order_and_visitors_see_the_public_ones(is_signed_in, labels):
    assert [item.label for item in main_menu("/", is_signed_in=is_signed_in)] == labels


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["Today"]),
        ("/netwerk/", ["Network"]),
        ("/netwerk/twente/overlegstructuur/", ["Network"]),
        ("/privacy/", []),
    ],
)
@pytest.mark.usefixtures("entries")
def test_the_menu_marks_where_the_reader_is(path, current):
    shown = main_menu(path, is_signed_in=False)

    assert [item.label for item in shown if item.is_current] == current


def test_every_subject_has_its_entry(client):
    BodyFactory()

    page = BeautifulSoup(client.get("/netwerk/", follow=True).content, "html.parser")

    entries = [link.get_text(strip=True) for link in page.select(".ivz-nav a")]
    assert entries == [
        *("Vandaag", "Vergaderingen", "Projecten", "Inzicht", "Bijdragen", "Netwerk", "Kennis"),
        "Rapporten",
    ]
    assert page.select_one(".ivz-nav a[aria-current=page]").get_text(strip=True) == "Netwerk"


def test_the_bar_names_people_by_function(client):
    actor = member_of(BodyFactory())
    client.force_login(actor.user)

    page = BeautifulSoup(client.get("/privacy/").content, "html.parser")

    who = page.select_one(".ivz-bar__who").get_text(" ", strip=True)
    assert actor.standing.function in who
    assert actor.user.username not in who


def test_an_entry_is_current_on_the_pages_it_covers_elsewhere():
    current = [
        item.url for item in main_menu("/bijeenkomsten/", is_signed_in=True) if item.is_current
    ]

    assert current == ["/vergaderingen/"]
