"""A list of projects with their milestones is mended, brought in and taken back, by keyboard."""

import pytest
from playwright.sync_api import expect

from ivz.projects.actions.import_parts import SHEETS
from ivz.tabular.writing import Table, as_ods
from tests.browser.keyboard import press_on, type_in
from tests.browser.test_project_progress import sign_in

pytestmark = pytest.mark.usefixtures("example_region")
PAGE = "/projecten/inlezen/"


def list_with(day):
    milestones = [["Stille stations", "Lampen hangen", day, ""]]
    return as_ods(
        Table(
            title="Projecten",
            columns=["titel", "herkomst"],
            rows=[["Stille stations", "Jaarplan 2016"]],
            further=[Table(title="Mijlpalen", columns=SHEETS["Mijlpalen"], rows=milestones)],
        )
    )


def try_out(page, day):
    content = {"name": "lijst.ods", "mimeType": "application/octet-stream"}
    page.set_input_files("[name=file]", {**content, "buffer": list_with(day)})
    type_in(page, page.locator("[name=reason]"), "Lijst van 2016")
    press_on(page, page.get_by_role("button", name="Laat zien wat er zou gebeuren"))


def test_a_list_with_milestones_is_mended_brought_in_and_taken_back(page, axe):
    sign_in(page, "voorbeeld-coordinator")
    page.goto(PAGE)
    try_out(page, "binnenkort")
    expect(page.get_by_role("alert").first).to_contain_text("Mijlpalen, 2")
    axe(page)
    page.goto(PAGE)
    try_out(page, "2016-12-01")
    expect(page.locator("main")).to_contain_text("Mijlpaal: Lampen hangen, klaar op")
    axe(page)
    press_on(page, page.get_by_role("button", name="Zet ze in de portefeuille"))
    expect(page.locator("main")).to_contain_text("1 project is ingelezen.")
    press_on(page, page.get_by_role("button", name="Draai terug"))

    expect(page.locator("main")).to_contain_text("teruggedraaid")
