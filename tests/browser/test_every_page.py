"""Every kind of page that links lead to: readable for everyone, wide and narrow."""

import re
from collections import Counter

import pytest

from ivz.network import urls as network_urls
from ivz.portfolios import urls as portfolio_urls
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.links import follow

pytestmark = pytest.mark.usefixtures("example_region")

# Whoever sees most comes first; who comes later is followed to the kinds of page not seen so far.
ROLES = [
    "voorbeeld-coordinator",
    "voorbeeld-municipal-coordinator",
    "voorbeeld-administrator",
    "voorbeeld-auditor",
    "",
]
PAGES_PER_KIND = {"meetings": 2}
WIDTH_WITH_MENU_OPEN = """() => {
  document.querySelector(".ivz-bar__networks")?.setAttribute("open", "")
  return document.documentElement.scrollWidth
}"""


# Links do not lead to a form that is sent, nor to the second judgement on one body.
NOT_LED_TO = re.compile(
    r"_(file|export|download|template)$|undo_|:(take_back(_areas|_import)?|begin_themes|choose|set_day|add_preparation)$"
)


@pytest.mark.slow
def test_every_kind_of_page_passes_axe_and_fits_a_phone(page, axe):
    seen = Counter()
    for role in ROLES:
        sign_in(page, role)
        for view, path in pages(page):
            # The start page is another one for each.
            kind = f"{view} {role}" if path == "/" else view
            if seen[kind] < most_of(view):
                seen[kind] += 1
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


def pages(page):
    """Give view and path of the pages that links lead to, so many of each view."""
    found = []
    for view, path, answer in follow(page, most_of=most_of):
        assert answer.status == 200, f"{path} answers {answer.status}"
        if "text/html" in answer.headers["content-type"]:
            found.append((view, path))
    return found


def most_of(view):
    return PAGES_PER_KIND.get(view.partition(":")[0], 1)
