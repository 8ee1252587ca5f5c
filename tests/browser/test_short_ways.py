"""Short ways through projects by keyboard: commissioning, putting hours right, a focus agenda."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.network.models import Network, Organisation, Person
from ivz.projects.models import Request
from ivz.projects.states import ProjectKind, ProjectState
from tests.browser.keyboard import press_on, type_in
from tests.effort.factories import DeliveryFactory
from tests.factories import LONG_AGO, TODAY, BodyFactory, SeatFactory
from tests.projects import factories as make

pytestmark = pytest.mark.usefixtures("example_region")
DECEMBER = "/vergaderingen/dvo-twente/2016-12-12/?bewerk=1"
PRIMARY = "main form button[type=submit].nl-button--primary"
SHORTEST_USEFUL = 3900  # pixels that the page of effort, drawing too, may take on a phone


def sign_in(page, role="voorbeeld-coordinator"):
    page.goto("/inloggen/")
    page.locator(f"button[value='{role}']").click()
    page.wait_for_url("/")


def test_an_item_of_the_board_commissions_a_project(page, axe, screenshot):
    sign_in(page)
    page.goto(DECEMBER)
    press_on(page, page.locator("#punt-D1 a[href$='/opdracht/']"))
    page.wait_for_url("**/opdracht/")
    axe(page)
    press_on(page, page.locator(PRIMARY))
    expect(page.get_by_role("alert").first).to_be_visible()
    type_in(page, page.locator("[name=problem]"), "Inbrekers komen terug in dezelfde straat.")
    press_on(page, page.locator(PRIMARY))
    expect(page.locator("#punt-D1")).to_contain_text("Opdracht geven voor het project:")
    axe(page)
    page.goto(Request.objects.get().get_absolute_url())
    expect(page.locator("main")).to_contain_text("Ligt voor aan DVO")
    axe(page)
    screenshot(page, "opdracht-bij-besluit")


def test_hours_are_put_right_and_that_is_taken_back(page, axe, screenshot):
    DeliveryFactory(
        network=Network.objects.get(slug="twente"),
        organisation=Organisation.objects.get(slug="gemeente-borne"),
        hours=Decimal(40),
        valid_from=dt.date(2016, 3, 1),
        valid_until=dt.date(2016, 4, 1),
    )
    sign_in(page)
    page.goto("/inzet/uren/")
    axe(page)
    press_on(page, page.locator("main a[href^='/inzet/uren/']"))
    type_in(page, page.locator("[name=hours]"), "4")
    type_in(page, page.locator("[name=reason]"), "Een nul te veel.")
    axe(page)
    press_on(page, page.locator(PRIMARY))
    expect(page.locator("main")).to_contain_text("-36, Een nul te veel.")
    screenshot(page, "uren-herstellen")
    press_on(page, page.locator("main a[href^='/inzet/uren/']"))
    press_on(page, page.get_by_role("button", name="Draai het laatste herstel terug"))
    expect(page.locator("main")).to_contain_text("40 uur")
    axe(page)


def test_effort_fits_a_phone(phone, axe, screenshot):
    sign_in(phone)
    phone.goto("/inzet/")

    axe(phone)
    cell = phone.locator(".ef-partners tbody td.n").first
    assert cell.evaluate("cell => getComputedStyle(cell).textAlign") == "start"
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert phone.evaluate("document.documentElement.scrollHeight") < SHORTEST_USEFUL
    screenshot(phone, "inzet-telefoon")


def test_a_focus_agenda_begins_with_its_first_theme(page, axe):
    sign_in(page)
    page.goto("/projecten/focus/nieuw/")
    axe(page)
    type_in(page, page.locator("[name=title]"), "Focus 2019-2020")
    page.locator("[name=valid_from]").fill("2019-01-01")
    page.locator("[name=last_day]").fill("2020-12-31")
    press_on(page, page.locator(PRIMARY))
    expect(page.locator("h1")).to_contain_text("Focus 2019-2020")
    axe(page)
    page.goto(f"{page.url}thema/nieuw/")
    type_in(page, page.locator("[name=title]"), "Woninginbraken")
    type_in(page, page.locator("[name=role]"), "Buurten samenbrengen.")
    axe(page)
    press_on(page, page.locator(PRIMARY))
    expect(page.locator("main")).to_contain_text("Buurten samenbrengen.")


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


def test_what_resembles_a_request_appears_while_typing(page, axe, screenshot):
    sign_in(page, "voorbeeld-mayor")
    page.goto("/projecten/verzoeken/nieuw/")
    resembling = page.locator("#similar")
    expect(resembling).not_to_contain_text("Ondermijning: drugs en hennepteelt")

    type_in(page, page.locator("[name=title]"), "Hennepteelt op zolder")

    expect(resembling).to_contain_text("Ondermijning: drugs en hennepteelt")
    assert not Request.objects.exists()
    axe(page)
    screenshot(page, "verzoek-lijkt-op")
