"""Reading projects in from a table: tried out first, whole or not at all, and taken back."""

import csv
import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ivz.audit.models import AuditEntry
from ivz.authorization.roles import GroupRole
from ivz.network.models import Person
from ivz.network.models.people import OrganisationKind
from ivz.projects.actions import importing
from ivz.projects.actions.import_reading import COLUMNS
from ivz.projects.actions.parts import add
from ivz.projects.models import Member, Milestone, Plan, Project, Step
from ivz.projects.states import ProjectState, StepKind
from ivz.tabular.writing import Table, as_ods
from ivz.workflow.models import Change
from tests.effort.factories import DeliveryFactory
from tests.factories import TODAY, DecisionFactory, OrganisationFactory, visitor
from tests.projects import factories as make
from tests.projects.network import region
from tests.projects.test_pages import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/projecten/inlezen/"
PAPER = "Jaarplan 2016"


@pytest.fixture
def here():
    return region()


def line(titel, **given):
    return {"titel": titel, "herkomst": PAPER, **given}


def table(*lines):
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return written.getvalue().encode()


def take_over(here, **given):
    return importing.TakeOver(
        network=here.network, by=given.pop("by", here.coordinator), reason="Lijst", **given
    )


def tried(here, *lines, **given):
    return importing.try_out(table(*lines), take_over=take_over(here, **given))


def brought_in(here, *lines, **given):
    trial = tried(here, *lines, **given)
    return importing.bring_in(
        table(*lines), fingerprint=trial.fingerprint, take_over=take_over(here, **given)
    )


def refusals(here, *lines, **given):
    with pytest.raises(importing.TableRefused) as refused:
        tried(here, *lines, **given)
    return [(each.line, each.column, each.expected) for each in refused.value.problems]


def test_a_trial_stores_nothing(here):
    outcome = tried(here, line("Fietsendiefstal"), line("Woninginbraken"))

    assert [each.what for each in outcome.lines] == ["Fietsendiefstal", "Woninginbraken"]
    assert not Project.objects.exists()
    assert not AuditEntry.objects.filter(event="project.imported").exists()


def test_confirming_puts_them_on_the_portfolio_as_they_stood(here):
    partner = OrganisationFactory(name="Dimence")

    brought_in(
        here,
        line(
            "Fietsendiefstal",
            fase="in uitvoering",
            thema=here.theme.name,
            eerste_dag="1-1-2016",
            laatste_dag="31-12-2017",
            deelnemers="Dimence; dimence",
        ),
    )

    project = Project.objects.get()
    assert (project.state, project.body, project.theme) == ("running", here.board, here.theme)
    assert (project.starts_on, project.ends_on) == (dt.date(2016, 1, 1), dt.date(2017, 12, 31))
    assert [member.organisation for member in project.members.all()] == [partner]
    assert Plan.objects.get().project == project
    step = project.steps.get()
    assert (step.kind, step.on, step.decision) == (StepKind.TAKEN_OVER, TODAY, None)
    assert "Fase bij het overnemen: in uitvoering." in step.note
    assert PAPER in step.note
    assert "geen besluit" in step.note


def test_the_decision_behind_a_running_project_stands_on_its_timeline(here):
    decision = DecisionFactory(body=here.board)
    running = {"fase": "in uitvoering", "eerste_dag": "2016-01-01", "herkomst": ""}

    brought_in(here, line("Ondermijning", besluit=decision.reference, **running))

    step = Step.objects.get()
    assert (step.decision, Project.objects.get().decision) == (decision, decision)
    assert "geen besluit" not in step.note


def test_every_wrong_cell_is_named(here):
    wrong = line(
        "A",
        soort="feest",
        fase="bijna",
        thema="Onbekend",
        eerste_dag="gisteren",
        houder="Niemand",
        deelnemers="Atlantis",
        besluit="DVO 1900-1",
        openheid="geheim",
    )

    found = refusals(here, line("B"), wrong)

    columns = ["soort", "fase", "thema", "eerste_dag", "houder", "deelnemers", "besluit"]
    assert [each[:2] for each in found] == [(3, column) for column in [*columns, "openheid"]]


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"herkomst": ""}, "soort"),
        ({"soort": "partner_led"}, "soort"),
        ({"fase": "in uitvoering"}, "eerste_dag"),
        ({"eerste_dag": "2016-02-01", "laatste_dag": "2016-01-31"}, "laatste_dag"),
    ],
)
def test_a_line_keeps_to_the_rules_for_a_project_by_hand(here, given, column):
    [(number, named, _why)] = refusals(here, line("A", **given))

    assert (number, named) == (2, column)


def test_a_holder_sits_in_the_deciding_body(here):
    mayor, coordinator = here.mayor.person_id, here.coordinator.person_id
    Person.objects.filter(pk=mayor).update(function="Burgemeester van Borne")
    Person.objects.filter(pk=coordinator).update(function="Coördinator")

    [(_line, column, why)] = refusals(here, line("A", houder="Coördinator"))
    brought_in(here, line("B", houder="burgemeester van borne", projectleider="Coördinator"))

    assert (column, "beslist niet mee" in why) == ("houder", True)
    roles = dict(Member.objects.values_list("role", "person"))
    assert roles == {GroupRole.HOLDER: mayor, GroupRole.LEADER: coordinator}


def test_a_title_stands_once_in_the_table(here):
    [(number, column, why)] = refusals(here, line("Fietsen, diefstal"), line("fietsen diefstal"))

    assert (number, column) == (3, "titel")
    assert "regel 2" in why


def test_a_project_that_goes_on_is_asked_about_and_one_that_ended_is_not(here):
    make.ProjectFactory(body=here.board, title="Aanpak malafide zorgbureaus")
    make.ProjectFactory(body=here.board, title="Heling", state=ProjectState.CLOSED)
    lines = [line("Malafide zorgbureaus in de regio"), line("Heling")]

    [(number, _column, why)] = refusals(here, *lines)
    brought_in(here, *lines, are_others=True)

    assert (number, "Aanpak malafide zorgbureaus" in why) == (2, True)
    assert Project.objects.count() == 4


def test_a_closed_project_does_not_show_by_being_asked_about(here):
    make.ProjectFactory(body=here.board, title="Stille zaak", openness="body")

    assert tried(here, line("Stille zaak")).lines


def test_only_chair_and_coordinator_bring_projects_in(here):
    for nobody in [here.mayor, visitor()]:
        with pytest.raises(PermissionDenied):
            tried(here, line("A"), by=nobody)
    assert signed_in(here.mayor).get(PAGE).status_code == 403


def test_what_would_happen_by_now_is_shown_again(here):
    trial = tried(here, line("A"))
    make.ProjectFactory(slug="b")
    again = {"fingerprint": "anders", "take_over": take_over(here)}

    with pytest.raises(importing.Outdated) as outdated:
        importing.bring_in(table(line("A")), **again)

    assert outdated.value.now.fingerprint == trial.fingerprint
    assert not Project.objects.filter(title="A").exists()


def test_the_questions_do_not_grow_with_the_lines(here):
    OrganisationFactory(name="Dimence", kind=OrganisationKind.CARE)
    few = [line(f"Eerste {number}") for number in range(3)]
    many = [line(f"Tweede lijst {number}x", deelnemers="Dimence") for number in range(300)]

    with CaptureQueriesContext(connection) as first:
        brought_in(here, *few, are_others=True)
    with CaptureQueriesContext(connection) as second:
        brought_in(here, *many, are_others=True)

    assert Project.objects.count() == 303
    assert len(second) <= len(first) + 30  # SQLite takes a limited number of values at once


def test_an_import_is_taken_back_as_a_whole(here):
    OrganisationFactory(name="Dimence")
    brought_in(here, line("A", soort="pilot", deelnemers="Dimence"), line("B"))
    make.ProjectFactory(body=here.board, title="Blijft")

    count = importing.take_back(Change.objects.first(), network=here.network, by=here.coordinator)

    assert count == 2
    assert [project.title for project in Project.objects.all()] == ["Blijft"]
    assert AuditEntry.objects.filter(event="project.import_undone").count() == 1
    with pytest.raises(importing.RuleBroken, match="al teruggedraaid"):
        importing.take_back(Change.objects.first(), network=here.network, by=here.coordinator)


def touched_by_a_milestone(project, here):
    row = Milestone(project=project, title="Klaar", due_on=TODAY)
    add(row, by=here.coordinator)


def touched_by_a_change(project, _here):
    project.title = "Anders"
    project.save()


def touched_by_hours(project, here):
    DeliveryFactory(network=here.network, work_kind="project", work_id=project.pk)


@pytest.mark.parametrize("touch", [touched_by_a_milestone, touched_by_a_change, touched_by_hours])
def test_nothing_is_lost_by_taking_an_import_back(here, touch):
    brought_in(here, line("A"), line("B"))
    touch(Project.objects.get(title="B"), here)

    with pytest.raises(importing.RuleBroken):
        importing.take_back(Change.objects.first(), network=here.network, by=here.coordinator)

    assert Project.objects.count() == 2


def test_who_does_not_steer_takes_nothing_back(here):
    brought_in(here, line("A"))
    change = Change.objects.first()

    answer = signed_in(here.mayor).post(f"{PAGE}{change.pk}/herstel/")

    assert answer.status_code == 403
    assert Project.objects.exists()


def send(client, content, **more):
    sent = {"file": SimpleUploadedFile("projecten.ods", content), "reason": "Lijst", **more}
    return client.post(PAGE, sent)


def test_the_template_comes_back_in_as_an_open_document_and_is_taken_back_on_the_page(here):
    for name in ("Almelo", "Hengelo"):
        OrganisationFactory(name=name)
    client = signed_in(here.coordinator)
    template = client.get(f"{PAGE}sjabloon.ods").content

    trial = send(client, template)
    confirmed = {key: trial.context[key] for key in ["table"]}
    confirmed |= {"fingerprint": trial.context["outcome"].fingerprint, "reason": "Lijst"}
    done = client.post(PAGE, confirmed, follow=True)

    assert "2 projecten zijn ingelezen." in done.content.decode()
    project = Project.objects.get(title__startswith="Fietsendiefstal")
    assert {each.organisation.name for each in project.members.all()} == {"Almelo", "Hengelo"}
    [earlier] = done.context["earlier"]
    assert (earlier.count, earlier.reason) == (2, "Lijst")
    gone = client.post(f"{PAGE}{earlier.change}/herstel/", follow=True)
    assert "teruggedraaid" in gone.content.decode()
    assert not gone.context["earlier"]
    assert not Project.objects.exists()


def test_the_page_shows_what_to_mend_and_asks_about_look_alikes(here):
    client = signed_in(here.coordinator)
    make.ProjectFactory(body=here.board, title="Fietsendiefstal")

    empty = client.post(PAGE, {"reason": ""})
    wrong = send(client, table(line("A", fase="bijna")))
    asked = send(client, table(line("Fietsendiefstal")))
    trial = client.post(
        PAGE, {"table": asked.context["table"], "reason": "Lijst", "are_others": "on"}
    )

    assert [each.status_code for each in (empty, wrong, asked, trial)] == [422, 422, 422, 200]
    assert "een fase zoals" in wrong.content.decode()
    assert "Dit zijn andere projecten" in asked.content.decode()
    assert "Zet ze in de portefeuille" in trial.content.decode()


def test_days_and_repeated_cells_of_an_open_document_are_read(here):
    sheet = Table(
        title="Projecten",
        columns=["titel", "herkomst", "eerste_dag", "omschrijving"],
        rows=[["A", PAPER, dt.date(2016, 1, 1), None], ["B", PAPER, None, "x  y"]],
    )

    outcome = importing.try_out(as_ods(sheet), take_over=take_over(here))

    first, second = outcome.projects
    assert first.starts_on == dt.date(2016, 1, 1)
    assert second.summary == "x  y"
