"""A municipal coordinator fills in what plays in the own municipality, by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import choose_option, choose_radio, press_on, tab_to, type_in

pytestmark = pytest.mark.usefixtures("example_region")

PRIORITIES = "/netwerk/twente/prioriteiten/"
SUBMIT = "main form button[type=submit].nl-button--primary"


def signs_in(page, role):
    page.goto("/inloggen/")
    page.locator(f"button[value='{role}']").click()
    page.wait_for_url("/")


def test_a_municipal_coordinator_fills_in_the_priorities(page, axe, screenshot):
    signs_in(page, "voorbeeld-municipal-coordinator")
    page.goto(PRIORITIES)
    axe(page)
    press_on(page, page.get_by_role("link", name="Vul de prioriteiten van Almelo in"))
    page.wait_for_url("**/GM0141/")
    axe(page)
    screenshot(page, "prioriteiten-invullen")

    box = page.get_by_role("checkbox", name="Winkeldiefstal", exact=True)
    expect(box).not_to_be_checked()
    tab_to(page, box)
    page.keyboard.press("Space")
    press_on(page, page.locator(SUBMIT))
    expect(page.locator(".ivz-field--invalid")).to_have_count(2)
    axe(page)
    expect(box).to_be_checked()
    type_in(page, page.locator("[name=source]"), "Uitvoeringsplan 2017")
    type_in(page, page.locator("[name=reason]"), "Vastgesteld door de raad")
    press_on(page, page.locator(SUBMIT))

    expect(page.get_by_role("status")).to_contain_text("Almelo zijn bewaard")
    expect(page.locator("main")).to_contain_text("Uitvoeringsplan 2017")
    takes_it_back(page)


def takes_it_back(page):
    press_on(page, page.locator("summary", has_text="Geschiedenis"))
    press_on(page, page.get_by_role("button", name="Draai terug").first)
    expect(page.get_by_role("status")).to_contain_text("teruggedraaid")
    expect(page.get_by_role("checkbox", name="Winkeldiefstal", exact=True)).not_to_be_checked()


def test_the_matrix_scrolls_inside_itself_and_is_a_list_on_a_phone(page, phone, axe, screenshot):
    for window, name in ((page, "breed"), (phone, "smal")):
        window.goto("/netwerk/oost-nederland/prioriteiten/")
        axe(window)
        screenshot(window, f"prioriteiten-{name}")
    table = page.locator(".pf-matrix")
    expect(table).to_be_visible()
    region = page.locator(".pf-scroll")
    heading = table.locator("thead th").nth(1)
    before = heading.bounding_box()["y"]
    region.evaluate("element => element.scrollTo(0, 400)")

    assert region.evaluate("element => element.scrollTop") > 0
    assert heading.bounding_box()["y"] == before
    expect(phone.locator(".pf-matrix")).to_be_hidden()
    expect(phone.get_by_role("heading", name="Per thema")).to_be_visible()


def test_the_secretary_leaves_a_portfolio_vacant_and_fills_it_by_keyboard(page, axe):
    signs_in(page, "voorbeeld-coordinator")
    page.goto("/netwerk/twente/portefeuilles/toewijzen/")
    axe(page)
    choose_option(page, page.locator("[name=theme]"), "Winkeldiefstal")
    choose_radio(page, page.locator("[name=state][value=vacant]"))
    type_in(page, page.locator("[name=basis]"), "DVO van oktober")
    press_on(page, page.locator(SUBMIT))
    expect(page.get_by_role("status")).to_contain_text("Winkeldiefstal")
    axe(page)

    page.goto("/netwerk/twente/portefeuilles/")
    expect(page.locator("section.ivz-note")).to_contain_text("Winkeldiefstal")
    press_on(page, page.get_by_role("link", name="Winkeldiefstal", exact=True).first)
    page.wait_for_url("**/winkeldiefstal/")
    press_on(page, page.get_by_role("link", name="Herstel").first)
    page.wait_for_url("**/herstellen/")
    axe(page)
    choose_option(page, page.locator("[name=holder]"), "Burgemeester van Haaksbergen")
    type_in(page, page.locator("[name=reason]"), "Afgesproken in het overleg")
    press_on(page, page.locator(SUBMIT))

    expect(page.locator("#on-the-day + dl")).to_contain_text("Burgemeester van Haaksbergen")
