"""Reviewing who has access, and keeping the secrecy register, by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import choose_radio, press_on, tab_to, type_in

pytestmark = pytest.mark.usefixtures("example_region")

MEETING = "/vergaderingen/dvo-twente/2016-10-10/"
REVIEW = "/netwerk/twente/toegang/"


def sign_in(page, who):
    page.goto("/inloggen/")
    page.locator(f"button[value='voorbeeld-{who}']").click()
    page.wait_for_url("/")


def test_the_coordinator_reviews_access_with_one_press_per_person(page, phone, axe, screenshot):
    sign_in(page, "coordinator")
    press_on(page, page.get_by_role("link", name="Naar de controle").first)
    page.wait_for_url(f"**{REVIEW}")
    axe(page)
    screenshot(page, "toegang-1280")
    mayor = page.get_by_role("row").filter(has_text="Burgemeester van Haaksbergen")

    press_on(page, mayor.get_by_role("button", name="Klopt"))
    expect(page.get_by_role("status")).to_contain_text("Burgemeester van Haaksbergen")
    page.goto(f"{REVIEW}?pagina=99")
    expect(mayor).to_contain_text("Klopt")  # who had a verdict stands behind who waits
    page.goto(REVIEW)
    police = page.get_by_role("row").filter(has_text="Analist").first
    press_on(page, police.get_by_role("button", name="Trek in"))
    expect(page.get_by_role("status")).to_contain_text("Analist")
    axe(page)

    sign_in(phone, "coordinator")
    phone.goto(REVIEW)
    axe(phone)
    screenshot(phone, "toegang-390")


@pytest.mark.slow
def test_secrecy_is_imposed_prolonged_and_lifted_by_keyboard(page, phone, axe, screenshot):
    sign_in(page, "coordinator")
    imposes(page, axe, screenshot)
    expect(page.get_by_role("heading", level=1)).to_have_text("Geheimhouding")
    axe(page)

    prolongs(page, axe)
    expect(page.get_by_role("status")).to_contain_text("verlengd")
    sign_in(phone, "coordinator")
    phone.goto("/geheimhouding/")
    expect(phone.locator("main")).to_contain_text("Lopend onderzoek")
    axe(phone)
    screenshot(phone, "geheimhouding-390")

    lifts(page, axe, screenshot)
    expect(page.get_by_role("status")).to_contain_text("opgeheven")
    axe(page)


def imposes(page, axe, screenshot):
    page.goto(f"{MEETING}?bewerk=1")
    press_on(page, page.get_by_role("link", name="Geheimhouding opleggen").first)
    page.wait_for_url("**/geheimhouding/opleggen/**")
    axe(page)
    screenshot(page, "opleggen-1280")
    type_in(page, page.locator("[name=reason]"), "Lopend onderzoek")
    for name in ("ground", "imposed_by"):
        tab_to(page, page.locator(f"[name={name}]"))
        page.keyboard.press("ArrowDown")
    type_day(page, page.locator("[name=ends_on]"), "20170101")
    press_on(page, page.locator("[name=readers]").first, key="Space")
    press_on(page, page.get_by_role("button", name="Leg op"))
    page.wait_for_url(re.compile(r"/geheimhouding/\d+/$"))


def prolongs(page, axe):
    press_on(page, page.get_by_role("link", name="Verleng"))
    page.wait_for_url("**/verleng/")
    axe(page)
    type_day(page, page.locator("[name=ends_on]"), "20180101")
    type_in(page, page.locator("[name=why]"), "Het onderzoek loopt nog")
    press_on(page, page.get_by_role("button", name="Verleng"))


def lifts(page, axe, screenshot):
    press_on(page, page.get_by_role("link", name="Hef op"))
    page.wait_for_url("**/hef-op/")
    axe(page)
    screenshot(page, "hef-op-1280")
    choose_radio(page, page.get_by_label("Netwerk"))
    tab_to(page, page.locator("[name=decision]"))
    page.keyboard.press("ArrowDown")
    type_in(page, page.locator("[name=why]"), "Afgerond")
    press_on(page, page.get_by_role("button", name="Hef op"))


def type_day(page, field, digits):
    """Type a day in a date field: day, month and year are apart there."""
    tab_to(page, field)
    year, month, day = digits[:4], digits[4:6], digits[6:]
    page.keyboard.type(f"{day}{month}{year}")
