"""Bringing in areas with the keyboard alone: tried out, put right, stored and taken back."""

import pytest
from playwright.sync_api import expect

from ivz.network.models import AreaPopulation
from tests.browser.keyboard import press_on, tab_to, type_in

pytestmark = pytest.mark.usefixtures("example_region")
PAGE = "/netwerk/oost-nederland/gebieden-inlezen/"
WRONG = "gebied;op;inwoners;woningen;bron\nGM0153;31-02-2015;158586;veel;CBS\n"
RIGHT = "gebied;op;inwoners;woningen;bron\nGM0153;01-01-2015;158586;73000;CBS\n"


def offers(page, content):
    """Choose a file where the keyboard is, and ask what it would change."""
    tab_to(page, page.locator("[name=file]"))
    file = {"name": "inwoners.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.set_input_files("[name=file]", file)
    type_in(page, page.locator("[name=source]"), "CBS, inwoners per gemeente")
    press_on(page, page.get_by_role("button", name="Toon wat er zou veranderen"))


def sign_in(page):
    page.goto("/inloggen/")
    page.locator("button[value='voorbeeld-administrator']").click()
    page.wait_for_url("/")


def test_the_administrator_brings_in_inhabitants_and_takes_them_back(page, axe, screenshot):
    sign_in(page)
    page.goto("/netwerk/oost-nederland/gebieden/")
    press_on(page, page.get_by_role("link", name="Lees gebieden in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Lees gebieden in")
    axe(page)

    offers(page, WRONG)

    told = page.get_by_role("alert").locator("tbody tr")
    expect(told).to_have_count(2)
    expect(told.first).to_contain_text("31-02-2015")
    expect(told.last).to_contain_text("woningen")
    axe(page)
    screenshot(page, "gebieden-inlezen-fout")
    offers(page, RIGHT)
    expect(page.get_by_role("heading", name="Dit zou veranderen")).to_be_focused()
    expect(page.locator("main")).to_contain_text("158.586 inwoners, 73.000 woningen")
    axe(page)
    screenshot(page, "gebieden-inlezen-proef")
    press_on(page, page.get_by_role("button", name="Bewaar dit"))
    page.wait_for_url("**/gebieden/")
    assert AreaPopulation.objects.get(inhabitants=158_586).dwellings == 73_000

    takes_it_back(page, axe, screenshot)


def takes_it_back(page, axe, screenshot):
    page.goto(PAGE)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    axe(page)
    screenshot(page, "gebieden-inlezen-smal")
    press_on(page, page.get_by_role("button", name="Draai terug").first)
    expect(page.get_by_role("status").first).to_contain_text("teruggedraaid")
    assert not AreaPopulation.objects.filter(inhabitants=158_586).exists()
