"""Keeping the list of themes: adding, renaming, following up, taking back."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from ivz.authorization.roles import BodyKind
from ivz.network.models import Theme
from ivz.portfolios.queries.portfolios import theme_called
from ivz.workflow.models import Change
from tests.factories import (
    BodyFactory,
    NetworkFactory,
    ThemeFactory,
    ThemeFieldFactory,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db
WHY = {"reason": "Kernbeleid herzien", "version": 1}


@pytest.fixture(autouse=True)
def _example(settings):
    settings.IS_EXAMPLE = True


@pytest.fixture
def network():
    return NetworkFactory(slug="twente", name="Twente")


@pytest.fixture
def platform(network):
    return BodyFactory(network=network, kind=BodyKind.PLATFORM)


@pytest.fixture(autouse=True)
def coordinator(client, platform):
    by = secretary_of(platform)
    client.force_login(by.user)
    return by


def page(client, rest=""):
    answer = client.get(f"/netwerk/twente/themas/{rest}")
    return BeautifulSoup(answer.content, "html.parser")


def send(client, rest, **fields):
    return client.post(f"/netwerk/twente/themas/{rest}", WHY | fields)


def test_the_hint_at_other_names_speaks_of_a_theme(client):
    hints = [hint.get_text() for hint in page(client, "nieuw/").select("form [id$=helptext]")]

    assert "Andere namen waaronder dit thema in stukken en cijfers staat." in hints
    assert "functie" not in " ".join(hints)


def test_a_theme_is_added_under_its_own_and_its_other_names(client):
    field = ThemeFieldFactory()

    sent = send(
        client, "nieuw/", name="Ondermijning", field=field.pk, aliases="Georganiseerde misdaad"
    )

    added = Theme.objects.get()
    assert sent.status_code == 302
    assert (added.code, added.field, added.position) == ("ondermijning", field, 1)
    assert theme_called("georganiseerde-misdaad") == added
    assert "Ondermijning" in page(client).get_text()


def test_two_themes_never_go_by_one_name(client):
    known = ThemeFactory(name="Jeugd", aliases="Jongeren")

    for fields in ({"name": "jongeren"}, {"name": "Jeugdgroepen", "aliases": "JEUGD"}):
        sent = send(client, "nieuw/", field=known.field.pk, **fields)
        assert sent.status_code == 422
        assert "is al het thema Jeugd" in sent.content.decode()
    assert Theme.objects.get() == known


def test_a_theme_that_goes_names_what_takes_its_place_and_comes_back_with_one_press(client):
    before, after = ThemeFactory(name="Verwarde personen"), ThemeFactory(name="Onbegrepen gedrag")
    fields = {"name": before.name, "field": before.field.pk, "successor": after.pk}

    send(client, f"{before.code}/wijzig/", last_day="2015-12-31", **fields)
    gone = Theme.objects.get(pk=before.pk)
    shown = page(client).get_text(" ", strip=True)
    client.post(f"/netwerk/twente/wijzigingen/{Change.objects.get().pk}/terugdraaien/")

    assert (gone.valid_until, gone.successor) == (date(2016, 1, 1), after)
    assert "Opgevolgd door Onbegrepen gedrag" in " ".join(shown.split())
    assert Theme.objects.get(pk=before.pk).successor is None


def test_successors_never_lead_back(client):
    first = ThemeFactory()
    second = ThemeFactory(successor=first)

    sent = send(
        client,
        f"{first.code}/wijzig/",
        name=first.name,
        field=first.field.pk,
        successor=second.pk,
    )

    assert sent.status_code == 422
    assert "kring" in sent.content.decode()


def test_only_the_secretary_of_a_network_keeps_the_list(client, platform):
    theme = ThemeFactory()
    assert page(client).select(f'a[href$="{theme.code}/wijzig/"]')
    client.force_login(member_of(platform).user)

    assert not page(client).select('a[href$="/wijzig/"]')
    assert client.get("/netwerk/twente/themas/nieuw/").status_code == 403
    assert send(client, f"{theme.code}/wijzig/", name="x").status_code == 403
    assert Theme.objects.get().name == theme.name
