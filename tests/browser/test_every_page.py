"""Every kind of page that links lead to: readable for everyone, wide and narrow."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve

from ivz.network import urls as network_urls
from ivz.portfolios import urls as portfolio_urls
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.usefixtures("example_region")

# Whoever sees most comes first; who comes later is followed to the kinds of page not seen so far.
ROLES = ["voorbeeld-coordinator", "voorbeeld-municipal-coordinator", "voorbeeld-auditor", ""]
SKIPPED = re.compile(r"/static/|\.(pdf|csv|ods|json)\b|/api/")
PAGES_PER_KIND = {"meetings": 2}
WIDTH_WITH_MENU_OPEN = """() => {
  document.querySelector(".ivz-bar__networks")?.setAttribute("open", "")
  return document.documentElement.scrollWidth
}"""


# Links do not lead to a form that is sent, nor to the second judgement on one body.
NOT_LED_TO = re.compile(
    r"_(file|export|download|template)$|undo_|:(take_back|choose|set_day|add_preparation)$"
)


@pytest.mark.slow
def test_every_kind_of_page_passes_axe_and_fits_a_phone(page, axe):
    seen = {}
    for role in ROLES:
        sign_in(page, role)
        for kind, path in crawl(page, role):
            if seen.get(kind, 0) < most_of(kind):
                seen[kind] = seen.get(kind, 0) + 1
                look_at(page, path, axe)

    assert register_pages() - seen.keys() == set()


def register_pages():
    """Name the pages of the registers; the crawl has to find each."""
    spaces = {"network": network_urls, "portfolios": portfolio_urls}
    names = {f"{space}:{each.name}" for space, urls in spaces.items() for each in urls.urlpatterns}
    return {name for name in names if not NOT_LED_TO.search(name)}


def sign_in(page, role):
    page.context.clear_cookies()
    if role:
        page.goto("/inloggen/")
        page.locator(f"button[value='{role}']").click()
        page.wait_for_url("/")


def look_at(page, path, axe):
    page.set_viewport_size(DESKTOP)
    page.goto(path)
    axe(page)
    page.set_viewport_size(PHONE)
    width = page.evaluate(WIDTH_WITH_MENU_OPEN)
    assert width <= PHONE["width"], f"{path} is {width} points wide on a phone"


def crawl(page, role):
    """Give kind and address of the pages that links lead to, so many of each kind."""
    waiting, met, found = ["/"], set(), {}
    while waiting:
        path = waiting.pop(0)
        if path in met or SKIPPED.search(path):
            continue
        met.add(path)
        kind = kind_of(path, role)
        if len(found.get(kind, [])) >= most_of(kind):
            continue
        answer = page.request.get(path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        found.setdefault(kind, []).append(path)
        waiting += links_in(answer.text(), path)
    return [(kind, path) for kind, paths in found.items() for path in paths]


def kind_of(path, role):
    """Name a page after its view; the start page is another one for each."""
    name = resolve(urlsplit(path).path).view_name
    return f"{name} {role}" if path == "/" else name


def most_of(kind):
    return PAGES_PER_KIND.get(kind.partition(":")[0], 1)


def links_in(text, path):
    found = [urljoin(path, link) for link in re.findall(r'href="([^"#]+)', text)]
    return [link.replace("&amp;", "&") for link in found if not urlsplit(link).netloc]
