"""The tour in five steps, played from 10 October to 12 December with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import press_on
from tests.browser.test_board_meeting import OPEN_POINT, decide_nine_points, record

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("example_region")]
TOUR = "/rondleiding/"


def test_the_meeting_is_played_again_step_by_step(page, axe, screenshot):
    page.goto(TOUR)
    axe(page)
    begin(page, 1)
    expect(page.locator("h1")).to_contain_text("10 oktober 2016")

    begin(page, 2)
    press_on(page, page.locator("button[name=rest]"))
    expect(page.get_by_role("status").first).to_contain_text("staat nu op aanwezig")
    press_on(page, page.locator("main form button.nl-button--primary"))
    expect(page.locator("main")).to_contain_text("De aanwezigheid is bewaard")

    begin(page, 3)
    expect(page).to_have_url(re.compile("/besluiten/D1/"))
    decide_nine_points(page, axe, screenshot)
    record(page, axe)

    begin(page, 4)
    press_on(page, page.get_by_role("button", name="Maak nu openbaar"))
    expect(page).to_have_url(re.compile("gepubliceerd/$"))

    begin(page, 5)
    expect(page.locator("main")).to_contain_text(OPEN_POINT)
    expect(page.locator("body")).to_contain_text(re.compile(r"maandag\s12\sdecember\s2016"))
    page.goto(TOUR)
    expect(page.locator(".ivz-tour__step.is-done")).to_have_count(5)
    axe(page)


def begin(page, number):
    """Press the button of a step; the step before it has to be done."""
    page.goto(TOUR)
    expect(page.locator(".ivz-tour__step.is-next")).to_have_count(1)
    press_on(page, page.locator(f"button[name=step][value='{number}']"))
    page.wait_for_url(re.compile(f"^(?!.*{TOUR})"))
