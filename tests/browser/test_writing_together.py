"""Long texts survive a closed browser, and two people writing one plan lose nothing."""

import pytest
from playwright.sync_api import expect

from ivz.authorization.roles import GroupRole
from ivz.network.models import Body, Person
from ivz.projects.models import PlanSection
from ivz.unsaved.models import UnsavedText
from tests.browser.keyboard import press_on, tab_to, type_in
from tests.factories import LONG_AGO
from tests.projects import factories as make

pytestmark = pytest.mark.usefixtures("example_region")
FORM = "/projecten/samen-schrijven/plan/aim/"
TEXT = "textarea[name=text]"


@pytest.fixture
def project():
    """Give a project whose plan the coordinator and the police write together."""
    project = make.ProjectFactory(
        body=Body.objects.get(slug="dvo-twente"), slug="samen-schrijven", title="Samen schrijven"
    )
    make.PlanFactory(project=project)
    for name, role in [("coordinator", GroupRole.LEADER), ("police", GroupRole.LEADER)]:
        person = Person.objects.get(user__username=f"voorbeeld-{name}")
        make.MemberFactory(project=project, person=person, role=role, valid_from=LONG_AGO)
    return project


@pytest.fixture
def window(browser, browser_context_args):
    """Give a way to open a browser of its own, signed in."""
    opened = []

    def open_one(role):
        context = browser.new_context(**browser_context_args)
        opened.append(context)
        page = context.new_page()
        page.goto("/inloggen/")
        page.locator(f"button[value='voorbeeld-{role}']").click()
        page.wait_for_url("/")
        return page

    yield open_one
    for context in opened:
        context.close()


def test_a_long_text_survives_a_closed_browser(window, axe, screenshot, project):
    page = window("coordinator")
    page.goto(FORM)
    type_in(page, page.locator(TEXT), "Minder inbraken, en dat blijft zo.")
    expect(page.locator("[data-keeps-typing]")).to_contain_text("Vastgehouden om")
    axe(page)
    page.context.close()

    page = window("coordinator")
    page.goto(FORM)
    expect(page.locator(TEXT)).to_have_value("Minder inbraken, en dat blijft zo.")
    expect(page.locator(".ivz-unsaved")).to_contain_text("Niet bewaarde tekst van")
    axe(page)
    screenshot(page, "niet-bewaarde-tekst")
    press_on(page, page.get_by_role("button", name="Gooi die tekst weg"))
    expect(page.locator(TEXT)).to_have_value("")
    type_in(page, page.locator(TEXT), "Toch dit.")
    expect(page.locator("[data-keeps-typing]")).to_contain_text("Vastgehouden om")
    press_on(page, page.get_by_role("button", name="Bewaar", exact=True))
    page.wait_for_url("**/plan/#aim")

    assert PlanSection.objects.get().text == "Toch dit."
    assert not UnsavedText.objects.exists()


@pytest.mark.slow
def test_two_people_write_one_section_and_the_second_merges(window, axe, screenshot, project):
    first, second = window("coordinator"), window("police")
    for page in (first, second):
        page.goto(FORM)
    type_in(first, first.locator(TEXT), "Minder inbraken in alle gemeenten.")
    press_on(first, first.get_by_role("button", name="Bewaar", exact=True))
    first.wait_for_url("**/plan/#aim")

    type_in(second, second.locator(TEXT), "Minder branden in alle gemeenten.")
    press_on(second, second.get_by_role("button", name="Bewaar", exact=True))
    expect(second.get_by_role("alert").first).to_contain_text("Iemand anders was je voor")
    marked = second.locator(".ivz-compare mark")
    expect(marked).to_have_text(["inbraken ", "branden "])
    axe(second)
    screenshot(second, "samenvoegen")
    press_on(second, second.get_by_role("button", name="Neem die van de ander"))
    expect(second.locator(TEXT)).to_have_value("Minder inbraken in alle gemeenten.")
    press_on(second, second.get_by_role("button", name="Houd de mijne"))
    expect(second.locator(TEXT)).to_have_value("Minder branden in alle gemeenten.")
    press_on(second, second.get_by_role("button", name="Allebei, onder elkaar"))
    tab_to(second, second.locator(TEXT))
    second.keyboard.press("Control+End")
    second.keyboard.type(" Allebei dus.")
    press_on(second, second.get_by_role("button", name="Bewaar", exact=True))
    second.wait_for_url("**/plan/#aim")

    assert PlanSection.objects.get().text.splitlines()[0::2] == [
        "Minder inbraken in alle gemeenten.",
        "Minder branden in alle gemeenten. Allebei dus.",
    ]
    assert not UnsavedText.objects.exists()
