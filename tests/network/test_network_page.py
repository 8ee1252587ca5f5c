"""What is noted of a network itself: seen, changed with a reason, taken back."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from ivz.authorization.roles import BodyKind
from ivz.clock.reading import move_to
from ivz.network.models import Network
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    SeatFactory,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db
PAGE = "/netwerk/twente/overlegstructuur/"


@pytest.fixture(autouse=True)
def _example(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)


@pytest.fixture
def network():
    return NetworkFactory(slug="twente", name="Twente", legal_form="Geen rechtspersoon")


@pytest.fixture
def board(network):
    board = BodyFactory(network=network, kind=BodyKind.BOARD, name="Regionaal College")
    Network.objects.filter(pk=network.pk).update(deciding_body=board)
    return board


@pytest.fixture(autouse=True)
def coordinator(client, network, board):
    by = secretary_of(BodyFactory(network=network, kind=BodyKind.PLATFORM))
    client.force_login(by.user)
    return by


def send(client, **fields):
    given = {"name": "Twente", "motto": "", "legal_form": "", "version": 1}
    return client.post("/netwerk/twente/wijzig/", given | {"reason": "DVO volgt op"} | fields)


def text(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_the_secretary_says_which_body_decides_now_and_takes_it_back(client, network, board):
    follows = BodyFactory(network=network, kind=BodyKind.BOARD, name="DVO")

    answer = send(client, deciding_body=follows.pk, motto="Samen sterk")

    assert answer.url == PAGE
    network.refresh_from_db()
    assert (network.deciding_body, network.motto) == (follows, "Samen sterk")
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    assert "DVO volgt op" in page.select_one("section[aria-labelledby=history]").get_text()
    button = page.select_one("section[aria-labelledby=history] form[action*=terugdraaien]")
    client.post(button["action"], {"next": PAGE})
    network.refresh_from_db()
    assert (network.deciding_body, network.motto) == (board, "")
    assert network.legal_form == "Geen rechtspersoon"


def test_a_body_of_another_network_does_not_decide_here(client, network, board):
    other = BodyFactory()

    assert send(client, deciding_body=other.pk).status_code == 422

    network.refresh_from_db()
    assert network.deciding_body == board


def test_who_saves_after_somebody_else_sees_both(client, network, board):
    send(client, deciding_body=board.pk, motto="Eerst")

    answer = send(client, deciding_body=board.pk, motto="Later")

    assert answer.status_code == 409
    network.refresh_from_db()
    assert network.motto == "Eerst"


def test_only_who_keeps_the_network_changes_it(client, network, board):
    for stranger in [member_of(board), secretary_of(board), secretary_of(_platform_elsewhere())]:
        client.force_login(stranger.user)
        assert client.get("/netwerk/twente/wijzig/").status_code == 403
        assert send(client, motto="Van ons").status_code == 403
        assert "Wijzig dit netwerk" not in text(client.get(PAGE))
    client.logout()
    assert client.get("/netwerk/twente/wijzig/").status_code == 403


def _platform_elsewhere():
    return BodyFactory(kind=BodyKind.PLATFORM)


def test_the_page_names_the_body_that_decides_and_asks_for_another_once_it_ended(
    client, network, board
):
    SeatFactory(body=board)
    before = text(client.get(PAGE))
    board.valid_until = date(2016, 1, 1)
    board.save()

    for_the_secretary = text(client.get(PAGE))
    client.logout()
    for_a_visitor = text(client.get(PAGE))

    assert "Beslist: Regionaal College" in text_of(before)
    assert "Kies dat overleg" in for_the_secretary
    assert "Kies dat overleg" not in for_a_visitor
    assert "Beslist:" not in text_of(for_a_visitor)


def text_of(html):
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())


def test_ending_the_body_that_decides_says_what_is_left_to_do(client, network, board):
    sent = {"last_day": "2016-12-31", "reason": "Opgeheven", "version": 1}

    shown = text(client.post(f"/netwerk/twente/overleggen/{board.slug}/beeindig/", sent))

    assert "beslist voor Twente" in shown


def test_a_network_without_bodies_says_how_to_begin(client):
    empty = NetworkFactory(slug="leeg")
    gone = BodyFactory(network=empty, kind=BodyKind.PLATFORM, valid_from=date(2010, 1, 1))
    keeper = secretary_of(gone)
    address = "/netwerk/leeg/overlegstructuur/"

    earlier = text(client.get(address, {"peildatum": "1950-01-01"}))
    gone.seats.all().delete()
    gone.delete()
    client.force_login(keeper.user)
    nobody = text(client.get(address))

    assert "geen overleg van dit netwerk" in earlier
    assert "nog geen overleggen vastgelegd" in nobody
    assert "De secretaris van het netwerk voegt ze toe" in nobody
