"""The portfolio on standing sheets of A4: every column, what was chosen, and nothing to press."""

import datetime as dt
import subprocess

import pytest

from ivz.authorization.openness import Openness
from ivz.decisions.states import PaperState
from ivz.network.models import Body
from ivz.projects.models import Project
from ivz.projects.states import Aspect, LightColour, ProjectKind
from tests.factories import TODAY
from tests.projects import factories as make
from tests.projects.test_portfolio import on_an_agenda

A4 = ["-x", "0", "-y", "0", "-W", "595", "-H", "842"]


def printed(page, path, tmp_path):
    """Give the words that stand within the sheets that Chromium prints of a page."""
    page.goto(path)
    sheets = page.pdf(path=tmp_path / "projecten.pdf", format="A4")
    program = ["pdftotext", "-raw", *A4, "-", "-"]
    done = subprocess.run(program, input=sheets, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture
def many(example_region):
    board = Body.objects.get(slug="dvo-twente")
    public = {"openness": "public", "planned_openness": "public"}
    make.ProjectFactory.create_batch(30, body=board, kind=ProjectKind.PROJECT, **public)
    full = make.ProjectFactory(
        body=board, title="Borging van de aanpak van woninginbraken", state="running", **public
    )
    report = make.ProgressReportFactory(project=full, window=TODAY, due_on=TODAY, reported_on=TODAY)
    for aspect in Aspect:
        why = "De woningcorporaties ondertekenden de samenwerkingsovereenkomst nog niet."
        make.LightFactory(report=report, aspect=aspect, colour=LightColour.ADJUST, reason=why)
    make.MemberFactory(project=full, hours_per_week=12)
    plan = make.PlanFactory(project=full, state=PaperState.SUBMITTED)
    on_an_agenda(plan, board, TODAY + dt.timedelta(days=5), openness=Openness.PUBLIC)


@pytest.mark.usefixtures("many")
def test_every_column_fits_on_paper_with_what_was_chosen(page, tmp_path):
    page.goto("/inloggen/")
    page.locator("button[value='voorbeeld-coordinator']").click()
    page.wait_for_url("/")

    text = printed(page, "/projecten/?soort=project", tmp_path)

    assert "geleverd van toegezegd" in text
    assert "Gekozen: Soort: Project." in text
    assert "Bladzijde 1 van 2" in text
    assert "Vraag een project aan" not in text
    assert "samenwerkingsovereenkomst nog niet" in text


@pytest.mark.usefixtures("many")
def test_the_page_of_a_project_has_nothing_to_press_on_paper(page, tmp_path):
    project = Project.objects.get(title="Borging van de aanpak van woninginbraken")
    make.MilestoneFactory(project=project, title="Stappenplan klaar", due_on=TODAY)
    make.IndicatorFactory(project=project, name="Inbraken")
    page.goto("/inloggen/")
    page.locator("button[value='voorbeeld-coordinator']").click()
    page.wait_for_url("/")

    text = printed(page, project.get_absolute_url(), tmp_path)

    assert "Stappenplan klaar" in text
    assert "Voeg een mijlpaal toe" in page.locator("main").inner_text()
    for pressed in ["Voeg een mijlpaal toe", "Meten", "Wijzig", "Wijs de projectleider toe"]:
        assert pressed not in text
