"""Looking at the areas of a network: the map by keyboard, and another reference date."""

import pytest

from ivz.network.models import Area, AreaOutline
from tests.browser.keyboard import press_on, tab_to

pytestmark = pytest.mark.usefixtures("example_region")


def test_a_square_of_the_map_leads_to_its_municipality_by_keyboard(page, axe):
    page.goto("/netwerk/twente/gebieden/")

    press_on(page, page.get_by_role("link", name="Enschede: 158.140 inwoners"))

    page.wait_for_url("**/gebieden/GM0153/")
    assert page.get_by_role("heading", level=1).inner_text() == "Enschede"
    axe(page)


def test_another_reference_date_shows_the_municipalities_of_that_day(page, axe):
    page.goto("/netwerk/oost-nederland/gebieden/")
    assert "79 gemeenten" in page.locator(".ivz-lead").inner_text()

    tab_to(page, page.get_by_label("Peildatum"))
    page.get_by_label("Peildatum").fill("2024-01-01")
    press_on(page, page.get_by_role("button", name="Toon", exact=True))

    page.wait_for_selector(".ivz-asof--chosen")
    assert "76 gemeenten" in page.locator(".ivz-lead").inner_text()
    assert page.locator(".ivz-areamap__whole a").count() == 76
    axe(page)


def test_on_a_phone_the_map_comes_in_pieces_with_text_that_can_be_read(phone, axe):
    phone.goto("/netwerk/oost-nederland/gebieden/")

    assert phone.locator(".ivz-areamap__whole").is_hidden()
    assert phone.locator(".ivz-areamap__piece").count() == 5
    name = phone.locator(".ivz-areamap__piece text", has_text="Apeldoorn")
    assert name.bounding_box()["height"] >= 11
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    axe(phone)


def test_imported_outlines_can_be_reached_and_read(page, phone, axe):
    for number, area in enumerate(Area.objects.filter(kind="municipality")):
        west, south = 5 + number % 10 / 10, 52 + number // 10 / 10
        ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        AreaOutline.objects.create(area=area, geometry=geometry, source="Proef")

    for window in (page, phone):
        window.goto("/netwerk/twente/gebieden/")
        axe(window)
        assert window.locator(".ivz-area path").count() == 14
        tab_to(window, window.get_by_role("link", name="Almelo: 72.479 inwoners"))
