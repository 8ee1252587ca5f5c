"""One template serves the page and the part that is swapped into it."""

import pytest
from bs4 import BeautifulSoup

from ivz.meetings.states import MeetingState
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}

ASKED = [
    # the headers of the browser, and whether it gets the whole page
    ({}, True),
    (HTMX, False),
    ({**HTMX, "HX-Boosted": "true"}, True),
    ({**HTMX, "HX-History-Restore-Request": "true"}, True),
]


@pytest.fixture
def address():
    return MeetingFactory(state=MeetingState.CONVENED).get_absolute_url()


@pytest.mark.parametrize(("headers", "is_whole"), ASKED)
def test_only_an_in_page_swap_gets_the_part(client, address, headers, is_whole):
    response = client.get(address, headers=headers)

    assert response.status_code == 200
    assert (b"<html" in response.content) is is_whole


@pytest.mark.parametrize(("headers", "_is_whole"), ASKED)
def test_caches_keep_page_and_part_apart(client, address, headers, _is_whole):
    vary = client.get(address, headers=headers)["Vary"]

    assert "HX-Request" in vary
    assert "HX-Boosted" in vary


def test_the_part_is_what_stands_in_the_page(client, address):
    part = BeautifulSoup(client.get(address, headers=HTMX).content, "html.parser")
    page = BeautifulSoup(client.get(address).content, "html.parser")

    words = part.get_text(" ", strip=True)

    assert words
    assert words in page.main.get_text(" ", strip=True)
