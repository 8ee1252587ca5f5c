"""A portfolio goes from its own page to an agenda, to a decision and back, by keyboard."""

import pytest
from playwright.sync_api import expect

from ivz.network.models import Body
from tests.browser.keyboard import choose_option, choose_radio, press_on, tab_to, type_in
from tests.factories import TODAY, MeetingFactory

pytestmark = pytest.mark.usefixtures("example_region")
PORTFOLIO = "/netwerk/twente/portefeuilles/woninginbraken/"
SUBMIT = "main form button[type=submit].nl-button--primary"
EFFECT = "Vanaf 1 november 2016 is DVO-lid 4 portefeuillehouder"


def sign_in(page, role):
    page.goto("/inloggen/")
    page.locator(f"button[value='{role}']").click()
    page.wait_for_url("/")


def puts_it_on_the_agenda(page, axe, screenshot):
    page.goto(PORTFOLIO)
    axe(page)
    press_on(page, page.get_by_role("link", name="Benoem de portefeuillehouder"))
    page.wait_for_url("**/voorleggen/**")
    axe(page)
    choose_option(page, page.locator("[name=term_holder]"), "DVO-lid 4")
    tab_to(page, page.locator("[name=term_valid_from]"))
    page.locator("[name=term_valid_from]").fill("2016-11-01")
    screenshot(page, "voorleggen")
    press_on(page, page.locator(SUBMIT))
    expect(page.get_by_role("status").first).to_contain_text("Het staat op de agenda als punt A")


def decides(page, axe, screenshot):
    page.goto(page.url.split("#")[0] + "besluiten/A/")
    choose_radio(page, page.get_by_role("radio", name="Akkoord", exact=True))
    press_on(page, page.get_by_role("button", name="Bewaar punt 1"))
    expect(page.locator("section[aria-labelledby=gevolg]")).to_contain_text(EFFECT)
    axe(page)
    screenshot(page, "besluit-met-gevolg")
    press_on(page, page.get_by_role("link", name="Leg één besluit vast"))
    page.wait_for_url("**/vastleggen/")
    expect(page.locator("section[aria-labelledby=gevolg]")).to_contain_text(EFFECT)
    axe(page)
    press_on(page, page.locator(SUBMIT))
    expect(page.locator("#recording")).to_contain_text(EFFECT)


@pytest.mark.slow
def test_the_board_names_a_portfolio_holder_and_puts_it_right(page, phone, axe, screenshot):
    board = Body.objects.get(slug="dvo-twente")
    MeetingFactory(body=board, slug="extra", date=TODAY, note="", place="")
    sign_in(page, "voorbeeld-coordinator")

    puts_it_on_the_agenda(page, axe, screenshot)
    decides(page, axe, screenshot)
    press_on(page, page.get_by_role("link", name="Herstel"))
    choose_radio(page, page.get_by_role("radio", name="Aangehouden"))
    type_in(page, page.locator("[name=reason]"), "Het overleg hield het aan.")
    press_on(page, page.locator(SUBMIT))

    expect(page.locator("#recording")).to_contain_text("deze uitkomst verandert niets")
    page.goto(PORTFOLIO)
    expect(page.locator("main")).to_contain_text("Teruggedraaid")
    expect(page.locator(".pf-years")).not_to_contain_text("DVO-lid 4")
    axe(page)
    screenshot(page, "portefeuille-met-besluiten")
    phone.goto(PORTFOLIO)
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
