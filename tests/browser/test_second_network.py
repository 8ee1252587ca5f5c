"""A second network, with other municipalities, built from an empty platform."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.keyboard import choose_radio, press_on, type_in

pytestmark = pytest.mark.usefixtures("empty_platform")


def test_somebody_begins_a_network_and_holds_a_meeting_in_it(
    page, browser, browser_context_args, axe, screenshot
):
    page.goto("/")
    expect(page).to_have_url("/begin/")
    axe(page)
    type_in(page, page.locator("[name=name]"), "Zeeland")
    press_on(page, page.locator("main button[type=submit].nl-button--primary"))

    picks_municipalities(page, axe, ["Goes", "Kapelle", "Reimerswaal"])
    expect(page).to_have_url("/begin/overleggen/")
    axe(page)
    press_on(page, page.locator("main button[type=submit].nl-button--primary"))

    plans_the_first_meeting(page, axe)
    screenshot(page, "tweede-netwerk")
    convenes(page)
    decides_an_item(page)
    publishes(page)
    visitor = browser.new_context(**browser_context_args).new_page()
    finds_it_public(visitor, page)


def picks_municipalities(page, axe, names):
    expect(page).to_have_url("/begin/gemeenten/")
    axe(page)
    for name in names:
        page.get_by_label("Zoek een gemeente").fill(name)
        page.get_by_role("checkbox", name=name, exact=True).check()
    press_on(page, page.locator("main button[type=submit].nl-button--primary").last)


def plans_the_first_meeting(page, axe):
    expect(page).to_have_url("/begin/vergadering/")
    axe(page)
    page.locator("[name$=date]").fill(timezone.localdate().isoformat())
    page.locator("[name$=starts_at]").fill("09:30")
    type_in(page, page.locator("[name$=place]"), "Stadskantoor Goes")
    press_on(page, page.locator("main button[type=submit].nl-button--primary"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vergadering van")
    axe(page)


def convenes(page):
    press_on(page, page.locator("a[href$='bijeenroepen/']").first)
    press_on(page, page.locator("main form button[type=submit]").last)
    expect(page.locator("main")).to_contain_text("Bijeengeroepen")


def decides_an_item(page):
    decide = page.locator("a[href*='/besluiten/']").first
    if not decide.count():
        page.goto(page.url.rstrip("/") + "/besluiten/C/")
    else:
        press_on(page, decide)
    choose_radio(page, page.locator("input[name=outcome][value=accepted]"))
    type_in(page, page.locator("[name=text]"), "De eerste afspraak ligt vast.")
    press_on(page, page.locator("#recording form.ivz-outcome-form button[type=submit]"))
    ready = page.locator("a[href$='/vastleggen/']")
    expect(ready).to_be_visible()
    press_on(page, ready)
    press_on(page, page.locator("main form button[type=submit]"))
    expect(page.locator("#recording")).to_contain_text(f"{timezone.localdate().year}-")


def publishes(page):
    press_on(page, page.locator("a[href$='publiceer/']"))
    press_on(page, page.get_by_role("button", name="Maak nu openbaar"))
    expect(page.locator("main")).to_contain_text("besluitenlijst")


def finds_it_public(visitor, page):
    visitor.goto(page.url.replace("gepubliceerd/", "besluitenlijst/"))
    expect(visitor.locator("main")).to_contain_text("De eerste afspraak ligt vast.")
    visitor.goto("/netwerk/")
    expect(visitor.locator("main")).to_contain_text("Burgemeester van Kapelle")
    expect(visitor.locator("main")).not_to_contain_text("Enschede")
