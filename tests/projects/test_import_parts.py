"""Reading projects in with further sheets: hours a week, indicators and milestones."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from ivz.authorization.roles import GroupRole
from ivz.network.models import Person
from ivz.projects.actions import importing
from ivz.projects.actions.import_parts import SHEETS
from ivz.projects.models import Indicator, Member, Milestone, Project
from ivz.tabular.writing import Table, as_ods
from ivz.workflow.models import Change
from tests.factories import OrganisationFactory
from tests.projects.network import region
from tests.projects.test_import import PAGE, send
from tests.projects.test_pages import signed_in

pytestmark = pytest.mark.django_db
INDICATOR = ["Fietsen", "Diefstallen", "aangiften", "", "120", "2015-12-31", "90,5", "", "Politie"]
READY = ["fietsen", "Stalling open", "1-9-2016", "29-8-2016"]


@pytest.fixture
def here():
    here = region()
    for name in ("Almelo", "Borne"):
        OrganisationFactory(name=name)
    return here


def workbook(*, houder="", **sheets):
    projects = [["Fietsen", "Jaarplan 2016", "Almelo", houder], ["Heling", "Jaarplan 2016", "", ""]]
    further = [
        Table(title=name, columns=SHEETS.get(name, ["a"]), rows=rows)
        for name, rows in sheets.items()
    ]
    columns = ["titel", "herkomst", "deelnemers", "houder"]
    return as_ods(Table(title="Projecten", columns=columns, rows=projects, further=further))


def take_over(here):
    return importing.TakeOver(network=here.network, by=here.coordinator, reason="Lijst")


def brought_in(here, content):
    trial = importing.try_out(content, take_over=take_over(here))
    importing.bring_in(content, fingerprint=trial.fingerprint, take_over=take_over(here))
    return trial


def refusals(here, content):
    with pytest.raises(importing.TableRefused) as refused:
        importing.try_out(content, take_over=take_over(here))
    return [(each.sheet, each.line, each.column) for each in refused.value.problems]


def test_each_sheet_adds_to_the_projects_it_names(here):
    hours = [["Fietsen", "Almelo", "4"], ["fietsen", "Borne", "2,5"]]

    trial = brought_in(here, workbook(Uren=hours, Indicatoren=[INDICATOR], Mijlpalen=[READY]))

    project = Project.objects.get(title="Fietsen")
    promised = project.members.values_list("organisation__name", "hours_per_week")
    assert dict(promised) == {"Almelo": Decimal("4.0"), "Borne": Decimal("2.5")}
    indicator, milestone = Indicator.objects.get(), Milestone.objects.get()
    assert (indicator.project, indicator.baseline, indicator.target) == (
        project,
        Decimal(120),
        Decimal("90.5"),
    )
    assert (milestone.project, milestone.due_on) == (project, dt.date(2016, 9, 1))
    assert milestone.done_on == dt.date(2016, 8, 29)
    told = " ".join(trial.lines[0].told)
    for words in ["Borne: 2,5 uur per week", "naar 90,5 aangiften", "Stalling open, klaar op"]:
        assert words in told
    assert not Member.objects.filter(project__title="Heling").exists()


def test_every_wrong_cell_on_every_sheet_is_named(here):
    hours = [["Fietsen", "Atlantis", "4"], ["Fietsen", "Almelo", "2.25"]]
    indicator = ["Fietsen", "", *INDICATOR[2:]]

    found = refusals(
        here, workbook(Uren=hours, Indicatoren=[indicator], Mijlpalen=[["", "A", "x"]])
    )

    assert found == [
        ("Uren", 2, "wie"),
        ("Uren", 3, "uren_per_week"),
        ("Indicatoren", 2, "indicator"),
        ("Mijlpalen", 2, "project"),
        ("Mijlpalen", 2, "klaar_op"),
    ]


def test_a_part_is_of_a_project_on_the_first_sheet_and_hours_are_said_once(here):
    Person.objects.filter(pk=here.mayor.person_id).update(function="Burgemeester van Borne")
    hours = [
        ["Fietsen", "Almelo", "4"],
        ["Fietsen", "almelo", "3"],
        ["Fietsen", "Burgemeester van Borne", "1"],
    ]
    content = workbook(
        houder="Burgemeester van Borne", Uren=hours, Mijlpalen=[["Ander", "A", "1-9-2016", ""]]
    )

    found = refusals(here, content)

    assert found == [("Uren", 3, "wie"), ("Uren", 4, "wie"), ("Mijlpalen", 2, "project")]


def test_hours_of_a_leader_go_with_that_place(here):
    Person.objects.filter(pk=here.coordinator.person_id).update(function="Coördinator")
    columns = ["titel", "herkomst", "projectleider"]
    hours = Table(title="uren", columns=SHEETS["Uren"], rows=[["A", "Coördinator", 8]])
    rows = [["A", "Jaarplan 2016", "Coördinator"]]

    brought_in(here, as_ods(Table(title="P", columns=columns, rows=rows, further=[hours])))

    assert Member.objects.get().role == GroupRole.LEADER
    assert Member.objects.get().hours_per_week == Decimal(8)


def test_sheets_of_a_workbook_of_another_program_are_read_and_others_are_named(here):
    book, content = Workbook(), io.BytesIO()
    for row in [["titel", "herkomst"], ["Fietsen", "Jaarplan 2016"]]:
        book.active.append(row)
    for name, rows in {"Mijlpalen": [SHEETS["Mijlpalen"], READY], "Mijlpaal": [["a"]]}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(content)

    trial = brought_in(here, content.getvalue())

    assert Milestone.objects.get().title == "Stalling open"
    assert trial.unread == ["Mijlpaal"]


def test_the_template_brings_its_parts_through_the_confirmation_and_all_is_taken_back(here):
    OrganisationFactory(name="Hengelo")
    client = signed_in(here.coordinator)
    template = client.get(f"{PAGE}sjabloon.ods").content

    trial = send(client, template)
    confirmed = {"table": trial.context["table"], "reason": "Lijst"}
    client.post(PAGE, confirmed | {"fingerprint": trial.context["outcome"].fingerprint})

    counts = [model.objects.count() for model in (Indicator, Milestone, Member)]
    assert counts == [1, 2, 2]
    assert set(Member.objects.values_list("hours_per_week", flat=True)) == {4, Decimal("2.5")}
    importing.take_back(Change.objects.first(), network=here.network, by=here.coordinator)
    assert not any(model.objects.exists() for model in (Project, Indicator, Milestone, Member))
