"""One project from a request to the adopted evaluation and what stays, through six roles."""

import datetime as dt

import pytest
from django.db.models import Count
from playwright.sync_api import expect

from ivz.clock import reading
from ivz.decisions.states import PaperState
from ivz.network.models import Body, Person, Theme, in_force
from ivz.projects.models import Anchor, Lesson, Project, Request
from ivz.projects.states import ProjectState, Question
from tests.browser.keyboard import choose_radio, press_on, tab_to, type_in
from tests.factories import TODAY, MeetingFactory

pytestmark = [pytest.mark.usefixtures("example_region"), pytest.mark.slow]
TITLE = "Buurtpreventie met bewoners"
SUBMIT = "main form button[type=submit].nl-button--primary"
IN_MARCH, AFTER, LAST = dt.date(2017, 3, 10), dt.date(2017, 7, 3), "2017-06-30"
FOLLOWS = {
    "platform-ivz-twente": "naar het besluitende overleg",
    "dvo-twente": "dan vastgesteld",
}
ROLES = ["mayor", "coordinator", "chair", "dvo-chair", "project-leader", "police"]


@pytest.fixture
def people(browser, browser_context_args):
    """Give a signed-in window for each of the six."""
    contexts = {role: browser.new_context(**browser_context_args) for role in ROLES}
    pages = {}
    for role, context in contexts.items():
        pages[role] = context.new_page()
        pages[role].goto("/inloggen/")
        pages[role].locator(f"button[value='voorbeeld-{role}']").click()
        pages[role].wait_for_url("/")
    yield pages
    for context in contexts.values():
        context.close()


def go(page, locator):
    """Press Enter on a link or button, and wait for the page it leads to."""
    with page.expect_navigation():
        press_on(page, locator)


def save(page):
    go(page, page.locator(SUBMIT).first)


def says(page, text):
    expect(page.locator("main")).to_contain_text(text)


def asks(page, axe):
    page.goto("/projecten/verzoeken/nieuw/")
    type_in(page, page.locator("[name=title]"), TITLE)
    themes = Theme.objects.filter(in_force(TODAY)).annotate(count=Count("priorities"))
    theme = themes.order_by("-count").first()
    page.locator("[name=theme]").select_option(theme.code)
    type_in(page, page.locator("[name=problem]"), "Bewoners weten niet wat zij kunnen doen.")
    axe(page)
    save(page)
    says(page, TITLE)


def works_it_out(page, axe):
    page.goto("/")
    go(page, page.get_by_role("link", name=TITLE))
    go(page, page.get_by_role("link", name="Schrijf de opdracht"))
    type_in(page, page.locator("[name=cause]"), "Het aantal inbraken stijgt.")
    type_in(page, page.locator("[name=aim]"), "Minder inbraken.")
    axe(page)
    save(page)
    says(page, "toets")


def judges_and_assigns(page, axe):
    page.goto(Request.objects.get(title=TITLE).get_absolute_url())
    go(page, page.get_by_role("link", name="Toets", exact=True))
    for criterion in ["public_order", "board_decides", "urgent", "feasible"]:
        choose_radio(page, page.locator(f"[name={criterion}_holds][value=yes]"))
    axe(page)
    save(page)
    go(page, page.get_by_role("button", name="Neem het verzoek aan"))
    says(page, TITLE)
    project = Project.objects.get(title=TITLE)
    for link, role in [
        ("Wijs de portefeuillehouder toe", "voorzitter-dvo-twente"),
        ("Wijs de projectleider toe", "projectleider-buurtbemiddeling"),
    ]:
        page.goto(project.get_absolute_url())
        go(page, page.get_by_role("link", name=link))
        page.locator("[name=person]").select_option(str(Person.objects.get(slug=role).pk))
        save(page)
        says(page, TITLE)
    axe(page)
    return project


def plans(page, axe, project):
    page.goto("/")
    go(page, page.get_by_role("link", name=f"Schrijf het plan: {TITLE}"))
    address = page.url
    for section in ["aim", "result"]:
        page.goto(f"{address}{section}/")
        type_in(page, page.locator("textarea[name=text]"), "Minder inbraken in alle wijken.")
        axe(page)
        go(page, page.get_by_role("button", name="Bewaar", exact=True))
    page.goto(f"{address}looptijd/")
    tab_to(page, page.locator("[name=ends_on]"))
    page.locator("[name=ends_on]").fill(LAST)
    save(page)
    go(page, page.get_by_role("link", name="Stuur naar het Platform"))
    axe(page)
    save(page)
    says(page, "Het plan ligt bij het Platform")


def decided(page, axe, address, body):
    """Put what lies before ``body`` on its agenda of today, and record that it agrees."""
    meeting = MeetingFactory(
        body=body, slug=f"reis-{reading.today()}", date=reading.today(), note="", place=""
    )
    page.goto(address)
    go(page, page.get_by_role("link", name="Zet op een agenda", exact=True))
    page.locator("[name=meeting]").select_option(str(meeting.pk))
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Het staat op de agenda als punt A")
    page.goto(f"{meeting.get_absolute_url()}besluiten/A/")
    choose_radio(page, page.get_by_role("radio", name="Akkoord", exact=True))
    press_on(page, page.get_by_role("button", name="Bewaar punt 1"))
    expect(page.locator("section[aria-labelledby=gevolg]")).to_contain_text(FOLLOWS[body.slug])
    go(page, page.get_by_role("link", name="Leg één besluit vast"))
    axe(page)
    save(page)
    expect(page.locator("#recording")).to_be_visible()


def reports(page, axe, project):
    page.goto(project.get_absolute_url())
    says(page, "Volgende stap: meld de voortgang")
    go(page, page.get_by_role("link", name="Voortgang melden").first)
    type_in(page, page.locator("[name=text]"), "De eerste wijken doen mee.")
    axe(page)
    go(page, page.get_by_role("button", name="Verstuur de rapportage"))
    says(page, "De eerste wijken doen mee.")
    page.goto(project.get_absolute_url())
    says(page, "De laatste dag is 30 juni 2017; daarna komt de evaluatie.")
    axe(page)


def evaluates(page, axe, project):
    page.goto("/")
    go(page, page.get_by_role("link", name=f"Schrijf de evaluatie: {TITLE}"))
    address = page.url
    for _question in Question:
        missing = page.locator(".ivz-next a")
        if not missing.count():
            break
        go(page, missing.first)
        type_in(page, page.locator("textarea[name=text]"), "Bewoners letten nu samen op.")
        go(page, page.get_by_role("button", name="Bewaar", exact=True))
        page.goto(address)
    axe(page)
    go(page, page.get_by_role("button", name="Stuur naar het Platform"))
    says(page, "De evaluatie ligt bij het Platform")
    return address


def keeps(page, axe, project):
    page.goto(f"{project.get_absolute_url()}leerpunten/nieuw/")
    type_in(page, page.locator("[name=text]"), "Begin bij bewoners die al iets doen.")
    axe(page)
    save(page)
    page.goto(f"{project.get_absolute_url()}borging/nieuw/")
    type_in(page, page.locator("[name=what]"), "De buurtgroepen")
    owner = Person.objects.get(slug="voorzitter-dvo-twente")
    page.locator("[name=owner]").select_option(str(owner.pk))
    page.locator("[name=review_on]").fill("2018-07-01")
    axe(page)
    save(page)
    says(page, "De buurtgroepen")


def stays(people, axe, screenshot, project):
    project.refresh_from_db()
    assert (project.state, project.evaluation.state) == (ProjectState.CLOSED, PaperState.ADOPTED)
    assert (Lesson.objects.filter(project=project).count(), Anchor.objects.count()) == (1, 1)
    holder, police = people["dvo-chair"], people["police"]
    holder.goto(f"{project.get_absolute_url()}tijdlijn/")
    says(holder, "Evaluatie vastgesteld")
    axe(holder)
    screenshot(holder, "project-afgesloten")
    police.goto("/projecten/leerpunten/?zoek=bewoners")
    says(police, "Begin bij bewoners die al iets doen.")
    axe(police)


def test_a_project_goes_from_request_to_what_stays(people, axe, screenshot):
    platform = Body.objects.get(slug="platform-ivz-twente")
    board = Body.objects.get(slug="dvo-twente")
    leader, coordinator = people["project-leader"], people["coordinator"]

    asks(people["mayor"], axe)
    works_it_out(coordinator, axe)
    project = judges_and_assigns(people["chair"], axe)
    plans(leader, axe, project)
    for body in [platform, board]:
        decided(coordinator, axe, project.get_absolute_url(), body)
    project.refresh_from_db()
    assert (project.state, project.starts_on) == (ProjectState.RUNNING, TODAY)

    reading.move_to(IN_MARCH)
    reports(leader, axe, project)
    reading.move_to(AFTER)
    evaluation = evaluates(leader, axe, project)
    for body in [platform, board]:
        decided(coordinator, axe, evaluation, body)
    keeps(leader, axe, project)

    stays(people, axe, screenshot, project)
