"""Every page that links lead to: readable for everyone, wide and narrow."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve

pytestmark = pytest.mark.usefixtures("example_region")

ROLES = ["", "voorbeeld-coordinator", "voorbeeld-auditor"]
SKIPPED = re.compile(r"/static/|\.(pdf|csv|ods|json)\b|/api/")
# Of the registers the coordinator sees what a visitor sees, and forms that have tests of their own.
LEFT_TO_OTHERS = {"voorbeeld-coordinator": "/netwerk/"}
PAGES_PER_KIND = 1
PAGES_PER_KIND_OF_MEETING = 2


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "visitor")
def test_every_kind_of_page_passes_axe_and_fits_a_phone(role, page, phone, axe):
    for window in [page, phone]:
        if role:
            window.goto("/inloggen/")
            window.locator(f"button[value='{role}']").click()
            window.wait_for_url("/")
    paths = crawl(page, but_for=LEFT_TO_OTHERS.get(role, "/static/"))

    for path in paths:
        for window in [page, phone]:
            window.goto(path)
            axe(window)
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"{path} is {width} points wide on a phone"

    assert len(paths) > 8


def crawl(page, *, but_for):
    """Give the addresses that links lead to, a page of each kind; of meetings, two."""
    waiting, found, kinds = ["/"], [], {}
    while waiting:
        path = waiting.pop(0)
        if path in found or SKIPPED.search(path) or path.startswith(but_for):
            continue
        kind = resolve(urlsplit(path).path).view_name
        most = PAGES_PER_KIND_OF_MEETING if kind.startswith("meetings:") else PAGES_PER_KIND
        if kinds.get(kind, 0) >= most:
            continue
        answer = page.request.get(path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        kinds[kind] = kinds.get(kind, 0) + 1
        found.append(path)
        waiting += links_in(answer.text(), path)
    return found


def links_in(text, path):
    found = [urljoin(path, link) for link in re.findall(r'href="([^"#]+)', text)]
    return [link.replace("&amp;", "&") for link in found if not urlsplit(link).netloc]
