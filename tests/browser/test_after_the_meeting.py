"""After a meeting, by keyboard: a decision becomes complete, a municipality decides elsewhere."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import choose_radio, press_on, tab_to, type_in

pytestmark = pytest.mark.usefixtures("example_region")
CONTRIBUTION = "/vergaderingen/besluiten/dvo-twente/2016/6/"
PRIMARY = "main form button[type=submit].nl-button--primary"


def sign_in(page, role):
    page.goto("/inloggen/")
    page.locator(f"button[value='{role}']").click()
    page.wait_for_url("/")


@pytest.mark.slow
def test_a_decision_is_complete_once_everybody_acknowledged_it(page, axe, screenshot):
    sign_in(page, "voorbeeld-coordinator")
    page.goto(CONTRIBUTION)
    axe(page)
    press_on(page, page.locator("main a[href$='/geadresseerden/']"))
    page.wait_for_url("**/geadresseerden/")
    axe(page)
    tab_to(page, page.get_by_label("Platform Integrale Veiligheid Twente", exact=True))
    page.keyboard.press("Space")
    press_on(page, page.locator(PRIMARY))
    page.wait_for_url(f"**{CONTRIBUTION}")
    expect(page.locator("main")).to_contain_text("wacht op 2 van 2")

    page.goto("/")
    press_on(page, page.locator("main a[href$='/wacht-op-jou/']"))
    page.wait_for_url("**/wacht-op-jou/")
    axe(page)
    press_on(page, page.locator("main button[name=acknowledge]"))
    expect(page.locator("main")).to_contain_text("Er wacht niets op je")

    page.goto(CONTRIBUTION)
    press_on(page, page.locator("main summary", has_text="Bevestig namens hen"))
    type_in(page, page.locator("main [name=evidence]"), "Brief van 7 oktober")
    axe(page)
    press_on(page, page.locator("main button[name=acknowledge_for]"))
    expect(page.locator("#ontvangst ~ p").first).to_have_text("compleet")
    axe(page)
    screenshot(page, "besluit-compleet")


def test_a_coordinator_fills_in_what_the_own_municipality_decided(page, axe, screenshot):
    sign_in(page, "voorbeeld-municipal-coordinator")
    page.goto(CONTRIBUTION)
    expect(page.locator("main")).to_contain_text("Het hangt af van 14 besluiten elders")
    press_on(page, page.locator("#elders ~ table a[href*='/elders/']"))
    page.wait_for_url("**/elders/*/")
    axe(page)
    choose_radio(page, page.locator("[name=state][value=in_favour]"))
    press_on(page, page.locator(PRIMARY))
    expect(page.locator("main .ivz-field__error")).to_be_visible()
    axe(page)
    page.locator("[name=on]").fill("2016-10-04")
    type_in(page, page.locator("[name=evidence]"), "Besluitenlijst van de raad, punt 7")
    press_on(page, page.locator(PRIMARY))
    page.wait_for_url(f"**{CONTRIBUTION}")
    expect(page.locator("main")).to_contain_text("Vóór besloten: 1")
    axe(page)
    screenshot(page, "besluiten-elders")
