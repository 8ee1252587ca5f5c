"""The way to a register page starts at its network, on every one of them."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.urls import resolve, reverse

from tests.addresses import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]

REGISTERS = {"network", "portfolios"}


def test_the_way_to_a_register_page_starts_at_its_network(client):
    client.force_login(get_user_model().objects.get(username="voorbeeld-coordinator"))
    structure = reverse("network:structure", args=["twente"])

    pages = [page for page in (page_at(client, path) for path in one_of_each_kind()) if page]

    assert len(pages) >= 30
    for page in pages:
        assert page.select(".ivz-crumbs li"), page.title
        first, *_others, last = page.select(".ivz-crumbs li")
        assert (first.get_text(strip=True), first.a["href"]) == ("Twente", structure), page.title
        assert last.find(attrs={"aria-current": "page"}), page.title


def one_of_each_kind():
    """Give one address per kind of page in the registers of Twente."""
    return {
        pattern: path
        for pattern, path in addresses(below="netwerk/")
        if path.startswith("/netwerk/twente/") and resolve(path).app_name in REGISTERS
    }.values()


def page_at(client, path):
    """Give a page that is there to be read; files, other answers and refusals are none."""
    response = client.get(path)
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return BeautifulSoup(response.content, "html.parser") if is_page else None
