"""The coordinator hangs a file on a meeting by keyboard, replaces it and withdraws it."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import choose_radio, press_on, type_in
from tests.documents import files

pytestmark = pytest.mark.usefixtures("example_region")

MEETING = "/vergaderingen/dvo-twente/2016-10-10/"


def test_a_file_is_hung_on_a_meeting_replaced_and_withdrawn(page, phone, axe, screenshot):
    page.goto("/inloggen/")
    page.locator("button[value='voorbeeld-coordinator']").click()
    page.wait_for_url("/")
    page.goto(MEETING)
    press_on(page, page.get_by_role("link", name="Bijlage toevoegen"))
    page.wait_for_url("**/bijlage-erbij/")
    axe(page)

    chosen = {"name": "kaart.svg", "mimeType": "image/png", "buffer": b"<svg/>"}
    page.set_input_files("[name=file]", chosen)
    type_in(page, page.locator("[name=title]"), "Kaart van de wijken")
    press_on(page, page.get_by_role("button", name="Voeg de bijlage toe"))
    expect(page.locator(".ivz-field--invalid")).to_contain_text("PNG of PDF")
    expect(page.locator("[name=title]")).to_have_value("Kaart van de wijken")
    axe(page)

    page.set_input_files("[name=file]", {**chosen, "buffer": files.picture("PNG")})
    choose_radio(page, page.get_by_label("Openbaar", exact=True))
    press_on(page, page.get_by_role("button", name="Voeg de bijlage toe"))
    expect(page.get_by_role("status")).to_contain_text("Kaart van de wijken")
    axe(page)
    screenshot(page, "bijlage")

    phone.goto(MEETING)
    expect(phone.locator("main")).not_to_contain_text("Kaart van de wijken")
    press_on(page, page.get_by_role("button", name="Nu openbaar maken"))
    expect(page.get_by_role("status")).to_contain_text("Iedereen kan")
    phone.goto(MEETING)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Kaart van de wijken").click()
    assert download.value.suggested_filename == "Kaart van de wijken.png"
    axe(phone)
    screenshot(phone, "bijlage-bezoeker")

    press_on(page, page.get_by_role("button", name="Trek de bijlage in"))
    expect(page.get_by_role("status")).to_contain_text("ingetrokken")
    phone.goto(MEETING)
    expect(phone.locator("main")).not_to_contain_text("Kaart van de wijken")
