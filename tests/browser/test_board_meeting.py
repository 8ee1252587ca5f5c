"""The board meeting of 10 October 2016, decided and published with the keyboard alone."""

import io
import re
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import choose_option, choose_radio, press_on, tab_to, type_in
from tests.browser.links import follow

pytestmark = pytest.mark.usefixtures("example_region")

MEETING = "/vergaderingen/dvo-twente/2016-10-10-oefening/"
DECEMBER = "/vergaderingen/dvo-twente/2016-12-12-oefening/"
OPEN_POINT = "Hoe gaat de samenwerking bij toezicht en handhaving verder?"
CLOSED_WORDS = [
    "basisteam bij de jaarwisseling",
    "over de jaarwisseling verdelen",
    "gezamenlijke controle",
    "Geheimhouding",
]


def test_the_coordinator_decides_nine_points_and_a_visitor_reads_them(
    page, browser, browser_context_args, axe, screenshot
):
    sign_in(page, "voorbeeld-coordinator")
    axe(page)
    screenshot(page, "vandaag")

    decide_nine_points(page, axe, screenshot)
    record(page, axe)
    publish(page, axe)

    visitor = browser.new_context(**browser_context_args).new_page()
    reads_the_public_list(visitor, axe, screenshot)
    downloads_the_pdf(visitor)
    finds_no_closed_item(visitor)
    finds_the_open_point_in_december(page, axe)


def sign_in(page, account):
    page.goto("/inloggen/")
    press_on(page, page.locator(f"button[value='{account}']"))
    expect(page.get_by_role("heading", name="Vandaag", level=1)).to_be_visible()


def decide_nine_points(page, axe, screenshot):
    page.goto(f"{MEETING}besluiten/D1/")
    for number in range(1, 10):
        point = page.locator(f"#punt-{number}.ivz-point--open")
        expect(point).to_be_visible()
        outcome = "accepted_with_open_point" if number == 8 else "accepted"
        choose_radio(page, point.locator(f"input[name=outcome][value={outcome}]"))
        if number == 8:
            axe(page)
            type_in(page, point.locator("[name=open_point]"), OPEN_POINT)
            choose_option(page, point.locator("[name=owner]"), "Burgemeester van Haaksbergen")
            choose_option(page, point.locator("[name=returns_in]"), "DVO Twente, maandag 12")
            screenshot(page, "besluiten")
        press_on(page, point.get_by_role("button", name=f"Bewaar punt {number}"))


def record(page, axe):
    ready = page.locator("a[href$='/vastleggen/']")
    expect(ready).to_have_text("Leg negen besluiten vast")
    press_on(page, ready)
    expect(page.get_by_role("heading", name="Leg negen besluiten vast?")).to_be_visible()
    axe(page)
    press_on(page, page.get_by_role("button", name="Leg negen besluiten vast"))
    expect(page.locator("#recording")).to_contain_text("DVO Twente 2016-")


def publish(page, axe):
    press_on(page, page.locator(f"a[href='{MEETING}publiceer/']"))
    expect(page.locator("main")).to_contain_text("zonder account")
    axe(page)
    press_on(page, page.get_by_role("button", name="Maak nu openbaar"))
    expect(page).to_have_url(re.compile("gepubliceerd/$"))
    axe(page)
    expect(page.locator("textarea").first).to_have_value(re.compile("besluitenlijst"))


def reads_the_public_list(visitor, axe, screenshot):
    visitor.goto(f"{MEETING}besluitenlijst/")
    rows = visitor.locator("table").first.locator("tbody tr")
    expect(rows).to_have_count(9)
    expect(rows.nth(7)).to_contain_text(OPEN_POINT)
    axe(visitor)
    screenshot(visitor, "besluitenlijst")


def downloads_the_pdf(visitor):
    link = visitor.locator("main a[href$='besluitenlijst.pdf']").first
    tab_to(visitor, link)
    answer = visitor.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.body())) as document:
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang).startswith("nl")


def finds_no_closed_item(visitor):
    """Follow links from the start page and look for words of closed items, in every meeting."""
    views = set()
    for view, path, answer in follow(visitor, most_of=most_of):
        views.add(view)
        text = "" if "pdf" in answer.headers["content-type"] else answer.text()
        for word in CLOSED_WORDS:
            assert word not in text, f"{word} stands on {path}"
    assert {"meetings:detail", "meetings:decision_list", "meetings:decision_list_pdf"} < views


def most_of(view):
    return 100 if view.startswith("meetings:") else 3


def finds_the_open_point_in_december(page, axe):
    page.goto(DECEMBER)
    expect(page.locator("main")).to_contain_text(OPEN_POINT)
    axe(page)


def test_two_secretaries_see_both_texts(page, browser, browser_context_args, axe):
    sign_in(page, "voorbeeld-coordinator")
    page.goto(f"{MEETING}besluiten/D1/")
    other = browser.new_context(**browser_context_args).new_page()
    sign_in(other, "voorbeeld-chair")
    other.goto(f"{MEETING}besluiten/D1/")
    save_first_point(other, "De tekst van de eerste.")

    save_first_point(page, "De tekst van de tweede.")

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("De tekst van de eerste.")
    expect(alert).to_contain_text("De tekst van de tweede.")
    axe(page)


def save_first_point(page, text):
    point = page.locator("#punt-1.ivz-point--open")
    choose_radio(page, point.locator("input[name=outcome][value=accepted]"))
    type_in(page, point.locator("[name=text]"), text)
    press_on(page, point.get_by_role("button", name="Bewaar punt 1"))
    page.wait_for_load_state("networkidle")


def test_without_javascript_a_point_is_saved(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto("/inloggen/")
    page.locator("button[value='voorbeeld-coordinator']").click()
    page.goto(f"{MEETING}besluiten/D1/")

    page.locator("#punt-1 input[value=accepted]").check()
    page.get_by_role("button", name="Bewaar punt 1").click()

    expect(page.locator("#punt-1")).to_contain_text("Akkoord")
    expect(page.locator("#punt-2.ivz-point--open")).to_be_visible()


def test_a_swapped_answer_is_the_page_that_reloading_gives(page):
    sign_in(page, "voorbeeld-coordinator")
    page.goto(f"{MEETING}besluiten/D1/")
    save_first_point(page, "De tekst van de eerste.")
    expect(page.locator("#punt-2.ivz-point--open")).to_be_visible()
    swapped = page.locator("#recording").inner_text()

    page.reload()

    assert page.locator("#recording").inner_text() == swapped
    assert urlsplit(page.url).path == f"{MEETING}besluiten/D1/"
