"""Keeping the registers true, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from ivz.network.models import RegisterCheck, Seat
from tests.browser.keyboard import press_on, type_in

pytestmark = pytest.mark.usefixtures("example_region")
BODY = "/netwerk/twente/overleggen/agendacommissie-platform/"


def sign_in(page, role):
    page.goto("/inloggen/")
    page.locator(f"button[value='{role}']").click()
    page.wait_for_url("/")


def names_a_successor(page):
    type_in(page, page.locator("[name=person]"), "Burgemeester van Borne, Gemeente Borne")
    page.keyboard.press("Escape")
    type_in(page, page.locator("[name=reason]"), "Voorgedragen door het basisteam")
    press_on(page, page.locator("main form button[type=submit]").last)


@pytest.mark.slow
def test_the_secretary_lets_somebody_take_a_seat_over_and_takes_it_back(
    page, phone, axe, screenshot
):
    sign_in(page, "voorbeeld-coordinator")
    page.goto(BODY)
    axe(page)
    seats = page.locator("section[aria-labelledby=seats]")
    old = seats.locator("tr", has_text="Gemeentelijk vertegenwoordiger basisteam Midden")
    press_on(page, old.get_by_role("link", name="Opvolger"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Opvolger")
    axe(page)

    names_a_successor(page)

    expect(page).to_have_url(BODY)
    expect(seats).to_contain_text("Burgemeester van Borne")
    expect(page.locator("section[aria-labelledby=history]")).to_contain_text(
        "Voorgedragen door het basisteam"
    )
    axe(page)
    screenshot(page, "overleg-opvolger")
    press_on(page, page.get_by_role("button", name="Draai terug").first)

    expect(page).to_have_url(BODY)
    expect(page.get_by_role("status").first).to_contain_text("Teruggedraaid")
    expect(seats).not_to_contain_text("Burgemeester van Borne")
    expect(seats).to_contain_text("Gemeentelijk vertegenwoordiger basisteam Midden")
    assert not Seat.objects.filter(
        body__slug="agendacommissie-platform", valid_until__isnull=False
    ).exists()
    phone.goto(BODY)
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_mistake_is_told_where_it_was_made(page, axe):
    sign_in(page, "voorbeeld-coordinator")
    page.goto(f"{BODY}zetels/nieuw/")
    type_in(page, page.locator("[name=person]"), "Niemand die bestaat")
    page.keyboard.press("Escape")
    press_on(page, page.locator("main form button[type=submit]").last)

    expect(page.locator("#id_person_error")).to_contain_text("is niemand bekend")
    expect(page.locator("#id_reason_error")).to_be_visible()
    expect(page.locator("main [role=alert]")).to_be_focused()
    axe(page)


def test_a_municipal_coordinator_does_the_yearly_check(page, axe, screenshot):
    sign_in(page, "voorbeeld-municipal-coordinator")
    axe(page)
    press_on(page, page.get_by_role("link", name="Naar de jaarlijkse controle"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Jaarlijkse controle 2016")
    expect(page.locator("main table")).to_contain_text("IVZ-coördinator van Almelo")
    axe(page)
    screenshot(page, "jaarlijkse-controle")
    box = page.locator("main table input[type=checkbox]").first
    press_on(page, box, "Space")
    press_on(page, page.get_by_role("button", name="Alles klopt"))
    expect(page.get_by_role("alert")).to_contain_text("staat een kruisje")
    axe(page)

    press_on(page, page.locator("main table input[type=checkbox]").first, "Space")
    type_in(page, page.locator("[name=remarks]"), "Er komt een tweede adviseur")
    press_on(page, page.get_by_role("button", name="Alles klopt"))

    expect(page.get_by_role("status").first).to_contain_text("De controle van dit jaar is gedaan")
    assert RegisterCheck.objects.get().remarks == "Er komt een tweede adviseur"
    page.goto("/")
    expect(page.get_by_role("link", name="Naar de jaarlijkse controle")).to_have_count(0)
