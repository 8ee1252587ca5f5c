"""The coordinator hangs a file on a meeting by keyboard, publishes it and withdraws it."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import choose_radio, press_on, type_in
from tests.documents import files

pytestmark = pytest.mark.usefixtures("example_region")

MEETING = "/vergaderingen/dvo-twente/2016-10-10/"
TITLE = "Kaart van de wijken"


def test_a_file_is_hung_on_a_meeting_published_and_withdrawn(page, phone, axe):
    page.goto("/inloggen/")
    page.locator("button[value='voorbeeld-coordinator']").click()
    page.wait_for_url("/")
    page.goto(MEETING)
    press_on(page, page.get_by_role("link", name="Bijlage toevoegen"))
    page.wait_for_url("**/bijlage-erbij/")
    axe(page)
    is_refused_a_drawing_with_a_program(page)
    hangs_a_picture(page, axe)
    assert TITLE not in seen_by_a_visitor(phone)

    press_on(page, page.get_by_role("button", name="Nu openbaar maken"))
    expect(page.get_by_role("status")).to_contain_text("Iedereen kan")
    assert TITLE in seen_by_a_visitor(phone)
    axe(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name=TITLE, exact=True).click()
    assert download.value.suggested_filename == f"{TITLE}.png"

    press_on(page, page.get_by_role("button", name="Trek de bijlage in"))
    expect(page.get_by_role("status")).to_contain_text("ingetrokken")
    assert TITLE not in seen_by_a_visitor(phone)


def is_refused_a_drawing_with_a_program(page):
    choose_file(page, b"<svg/>")
    type_in(page, page.locator("[name=title]"), TITLE)
    press_on(page, page.get_by_role("button", name="Voeg de bijlage toe"))
    expect(page.locator(".ivz-field--invalid")).to_contain_text("PNG of PDF")
    expect(page.locator("[name=title]")).to_have_value(TITLE)


def hangs_a_picture(page, axe):
    choose_file(page, files.picture("PNG"))
    choose_radio(page, page.get_by_label("Openbaar", exact=True))
    press_on(page, page.get_by_role("button", name="Voeg de bijlage toe"))
    expect(page.get_by_role("status")).to_contain_text(TITLE)
    axe(page)


def choose_file(page, content):
    chosen = {"name": "kaart.png", "mimeType": "image/png", "buffer": content}
    page.set_input_files("[name=file]", chosen)


def seen_by_a_visitor(window):
    window.goto(MEETING)
    return window.locator("main").inner_text()
