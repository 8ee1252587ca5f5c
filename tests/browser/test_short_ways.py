"""Short ways through projects: a pilot taken over elsewhere, and effort on a phone."""

import pytest
from playwright.sync_api import expect

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.network.models import Network, Person
from ivz.projects.states import ProjectKind, ProjectState
from tests.browser.keyboard import press_on
from tests.factories import LONG_AGO, TODAY, BodyFactory, SeatFactory
from tests.projects import factories as make

pytestmark = pytest.mark.usefixtures("example_region")
PRIMARY = "main form button[type=submit].nl-button--primary"
SHORTEST_USEFUL = 3600  # pixels that the page of effort may take on a phone


def sign_in(page, role="voorbeeld-coordinator"):
    page.goto("/inloggen/")
    page.locator(f"button[value='{role}']").click()
    page.wait_for_url("/")


def test_effort_fits_a_phone(phone, axe, screenshot):
    sign_in(phone)
    phone.goto("/inzet/")

    axe(phone)
    cell = phone.locator(".ef-partners tbody td.n").first
    assert cell.evaluate("cell => getComputedStyle(cell).textAlign") == "start"
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert phone.evaluate("document.documentElement.scrollHeight") < SHORTEST_USEFUL
    screenshot(phone, "inzet-telefoon")


def test_a_pilot_is_offered_and_taken_over_elsewhere(page, axe):
    there = Network.objects.get(slug="ijsselland")
    platform = BodyFactory(network=there, kind=BodyKind.PLATFORM)
    chair = Person.objects.get(user__username="voorbeeld-municipal-coordinator")
    SeatFactory(body=platform, person=chair, role="chair", valid_from=LONG_AGO)
    pilot = make.ProjectFactory(
        body=Network.objects.get(slug="twente").deciding_body,
        slug="dashboard-meldingen",
        title="Dashboard meldingen",
        kind=ProjectKind.PILOT,
        state=ProjectState.RUNNING,
        openness=Openness.NETWORK,
        starts_on=TODAY,
    )
    make.TrialFactory(project=pilot, result="Eerder hulp.")
    sign_in(page)
    page.goto(f"/projecten/{pilot.slug}/proef/aanbieden/")
    axe(page)
    page.locator("main form select").select_option(label=there.name)
    press_on(page, page.locator(PRIMARY))
    expect(page.locator("main")).to_contain_text("IJsselland")
    transfer = pilot.transfers.get()
    page.context.clear_cookies()
    sign_in(page, "voorbeeld-municipal-coordinator")
    page.goto(transfer.get_absolute_url())
    axe(page)
    page.locator("[name=state][value=taken_over]").check()
    press_on(page, page.locator(PRIMARY))
    expect(page.locator("main")).to_contain_text("Overgenomen")
