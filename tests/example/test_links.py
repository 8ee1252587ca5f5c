"""No page of the registers leads its reader to a closed door.

What everyone may read is tried by a few of a kind; what only some may do is tried link by link,
for rights differ from row to row.
"""

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from ivz.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]

ENTRANCES = ["/netwerk/twente/overlegstructuur/", "/netwerk/oost-nederland/overlegstructuur/"]
NO_PAGE = re.compile(r"/static/|/api/|\.(pdf|csv|ods|json|ics|svg)\b|/inloggen/|/uitloggen/")
PAGES_OF_A_KIND = 1


# These change no register, or take long; `bin/test --all` follows them as well.
LASTING = [
    pytest.param(role, marks=pytest.mark.slow)
    for role in [
        "coordinator",
        "chair",
        "dvo-chair",
        "mayor",
        "project-leader",
        "prosecutor",
        "analyst",
        "auditor",
        "administrator",
    ]
]


@pytest.mark.parametrize("role", ["", "municipal-coordinator", "police", *LASTING])
def test_every_link_on_a_register_page_opens(role):
    reader = client_of(role)

    closed = {
        link: (answer.status_code, f"on {page}")
        for page, link, answer in followed(reader)
        if answer.status_code not in {200, 301, 302}
    }

    assert closed == {}


def client_of(role):
    client = Client()
    if role:
        client.force_login(User.objects.get(username=f"voorbeeld-{role}"))
    return client


def followed(reader):
    """Give the page, the link on it and its answer, for every link that counts."""
    waiting, met, pages = [("", entrance) for entrance in ENTRANCES], set(), Counter()
    while waiting:
        page, link = waiting.pop()
        kind = (resolve(urlsplit(link).path).view_name, link.split("/")[2:3])
        if link in met or (is_open(kind[0], link) and pages[str(kind)] >= PAGES_OF_A_KIND):
            continue
        met.add(link)
        pages[str(kind)] += 1
        answer = reader.get(link)
        yield page, link, answer
        if link.startswith("/netwerk/") and answer.status_code == 200:
            waiting += [(link, found) for found in links_in(answer.content.decode(), link)]


def links_in(text, page):
    found = {
        urljoin(page, link.replace("&amp;", "&")) for link in re.findall(r'href="([^"#]+)', text)
    }
    return sorted(each for each in found if not urlsplit(each).netloc and not NO_PAGE.search(each))


OPEN_KINDS = {}


def is_open(kind, link):
    """Tell whether a visitor may read pages of this kind; asked once per kind."""
    if kind not in OPEN_KINDS:
        OPEN_KINDS[kind] = Client().get(link).status_code == 200
    return OPEN_KINDS[kind]
