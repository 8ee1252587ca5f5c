"""Progress is reported and more time is asked, decided and shown, by keyboard."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from ivz.authorization.roles import GroupRole
from ivz.decisions.states import PaperState
from ivz.network.models import Body, Person
from ivz.projects.models import Project
from ivz.projects.states import ProjectState
from tests.browser.keyboard import choose_radio, press_on, tab_to, type_in
from tests.factories import LONG_AGO, TODAY, MeetingFactory
from tests.projects import factories as make

pytestmark = pytest.mark.usefixtures("example_region")
PAGE = "/projecten/borging-woninginbraken/"
SUBMIT = "main form button[type=submit].nl-button--primary"
EFFECT = "De laatste dag is nu 30 juni 2017"


@pytest.fixture
def project():
    """Give a running project that the coordinator leads and that owes a report."""
    project = make.ProjectFactory(
        body=Body.objects.get(slug="dvo-twente"),
        slug="borging-woninginbraken",
        title="Borging aanpak woninginbraken",
        state=ProjectState.RUNNING,
        starts_on=dt.date(2016, 1, 1),
        ends_on=dt.date(2016, 12, 31),
    )
    make.PlanFactory(project=project, state=PaperState.ADOPTED)
    make.MilestoneFactory(project=project, title="Advies in elke wijk", due_on=dt.date(2016, 9, 1))
    make.BudgetLineFactory(project=project, amount_cents=100_000_00, spent_cents=60_000_00)
    coordinator = Person.objects.get(user__username="voorbeeld-coordinator")
    make.MemberFactory(
        project=project, person=coordinator, role=GroupRole.LEADER, valid_from=LONG_AGO
    )
    return project


def sign_in(page, role):
    page.goto("/inloggen/")
    page.locator(f"button[value='{role}']").click()
    page.wait_for_url("/")


def reports(page, axe, screenshot):
    expect(page.locator("section[aria-labelledby=project-duties]")).to_contain_text("Te laat")
    axe(page)
    press_on(page, page.get_by_role("link", name="Voortgang melden: Borging aanpak"))
    page.wait_for_url("**/voortgang/melden/")
    expect(page.locator("main")).to_contain_text("is te laat; de datum was 1")
    axe(page)
    screenshot(page, "voortgang-melden")
    choose_radio(page, page.locator("[name=money_colour][value=watch]"))
    press_on(page, page.get_by_role("button", name="Verstuur de rapportage"))
    expect(page.get_by_role("alert").first).to_contain_text("Zeg waarom je anders oordeelt")
    type_in(page, page.locator("[name=money_reason]"), "De subsidie stopt eind dit jaar. ")
    press_on(page, page.get_by_role("button", name="Verstuur de rapportage"))
    expect(page.locator("main")).to_contain_text("De subsidie stopt eind dit jaar.")
    expect(page.locator("main")).to_contain_text("De gegevens zeiden: op koers")
    axe(page)
    screenshot(page, "voortgang")


def asks_for_more_time(page, axe, screenshot):
    page.goto(PAGE)
    axe(page)
    screenshot(page, "project-lopend")
    press_on(page, page.get_by_role("link", name="Stel een andere laatste dag vast"))
    page.wait_for_url("**/voorleggen/**")
    axe(page)
    tab_to(page, page.locator("[name=term_last_day]"))
    page.locator("[name=term_last_day]").fill("2017-06-30")
    type_in(page, page.locator("[name=term_reason]"), "De subsidie kwam laat.")
    press_on(page, page.locator(SUBMIT))
    expect(page.locator("main")).to_contain_text("Leg het eerst aan het Platform voor")
    axe(page)
    type_in(page, page.locator("[name=term_without_platform]"), "Het Platform komt te laat bijeen.")
    press_on(page, page.locator(SUBMIT))
    expect(page.get_by_role("status").first).to_contain_text("Het staat op de agenda als punt A")


def decides(page, axe):
    page.goto(page.url.split("#")[0] + "besluiten/A/")
    choose_radio(page, page.get_by_role("radio", name="Akkoord", exact=True))
    press_on(page, page.get_by_role("button", name="Bewaar punt 1"))
    expect(page.locator("section[aria-labelledby=gevolg]")).to_contain_text(EFFECT)
    press_on(page, page.get_by_role("link", name="Leg één besluit vast"))
    page.wait_for_url("**/vastleggen/")
    axe(page)
    press_on(page, page.locator(SUBMIT))
    expect(page.locator("#recording")).to_contain_text(EFFECT)


@pytest.mark.slow
def test_a_leader_reports_and_the_board_gives_more_time(page, phone, axe, screenshot, project):
    MeetingFactory(
        body=Body.objects.get(slug="dvo-twente"), slug="extra", date=TODAY, note="", place=""
    )
    sign_in(page, "voorbeeld-coordinator")

    reports(page, axe, screenshot)
    asks_for_more_time(page, axe, screenshot)
    decides(page, axe)

    assert Project.objects.get(pk=project.pk).ends_on == dt.date(2017, 6, 30)
    page.goto(PAGE)
    expect(page.locator("main")).to_contain_text("Einddatum verplaatst")
    axe(page)
    screenshot(page, "project-verlengd")
    sign_in(phone, "voorbeeld-coordinator")
    for address in [PAGE, f"{PAGE}voortgang/", f"{PAGE}evaluatie/", "/projecten/rapportage/"]:
        phone.goto(address)
        axe(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.goto(f"{PAGE}voortgang/")
    screenshot(phone, "voortgang-telefoon")
