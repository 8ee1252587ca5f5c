"""The projects of the example, as the papers tell them; and acceptance case 5 on its region."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.effort.models import Delivery
from ivz.insight.models import DataSet
from ivz.network.models import Network, Theme
from ivz.network.queries.areas import municipalities_in
from ivz.portfolios.models import Priority
from ivz.portfolios.queries.priorities import priorities_on
from ivz.projects.actions import assessments, assignments, requests
from ivz.projects.actions.assessments import Judgement
from ivz.projects.actions.assignments import AssignmentDetails
from ivz.projects.actions.requests import RequestDetails
from ivz.projects.models import BudgetLine, Measurement, Project, Request
from ivz.projects.states import Criterion, ProjectKind, ProjectState, RequesterKind, RequestState

TODAY = dt.date(2016, 10, 10)
LETTERS = "abcdefghijklmnopqrstu"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]


def test_the_four_assignments_of_the_board_are_projects_with_their_parts():
    by_decision = Project.objects.filter(decision__draft__point__label="7")

    assert sorted(by_decision.filter(parent=None).values_list("title", flat=True)) == [
        "Aanpak ondermijning",
        "Borging aanpak woninginbraken",
        "Doorontwikkeling aanpak verwarde personen",
        "Versterken informatiepositie in Twente",
    ]
    assert by_decision.exclude(parent=None).count() == 5
    assert set(by_decision.values_list("openness", flat=True)) == {Openness.PUBLIC}


def test_the_published_figures_are_their_indicators():
    def figures(name):
        rows = Measurement.objects.filter(indicator__name=name)
        return {row.on.year: int(row.value) for row in rows}

    assert figures("Woninginbraken met pogingen") == {2007: 1500, 2012: 2600, 2015: 1743}
    assert figures("Incidenten overlast door verwarde personen") == {
        2011: 865,
        2012: 1084,
        2013: 1104,
        2014: 1338,
        2015: 1668,
    }
    money = BudgetLine.objects.values_list("amount_cents", flat=True)
    assert sorted(money) == [10_000_000, 30_000_000, 40_000_000]


def test_what_the_platform_follows_stands_beside_the_projects():
    def titles(kind):
        return Project.objects.filter(kind=kind).count()

    assert titles(ProjectKind.SIDELINE) == 7
    assert titles(ProjectKind.PARTNER_LED) == 3
    assert titles(ProjectKind.PILOT) == 3
    assert Project.objects.get(kind=ProjectKind.SHARED).shared_with.slug == "ozjt"


def test_nothing_was_invented_about_them():
    told = Project.objects.filter(is_invented=False)

    assert not told.filter(reports__isnull=False).exists()
    assert not told.filter(members__isnull=False).exists()
    hours = Delivery.objects.filter(work_kind="project").values("work_id")
    assert not told.filter(pk__in=hours).exists()
    assert Project.objects.filter(is_invented=True).count() == 1


def test_a_visitor_reads_title_phase_and_figures(client):
    project = Project.objects.get(title="Borging aanpak woninginbraken")

    text = client.get(project.get_absolute_url()).content.decode()

    assert "1.743" in text
    assert project.get_state_display() in text
    assert "Borging aanpak woninginbraken" in client.get(reverse("projects:index")).content.decode()


def test_heavy_cases_are_a_count_and_no_more():
    project = Project.objects.get(title="Doorontwikkeling aanpak verwarde personen")
    [counted] = project.indicators.filter(name__startswith="Zware situaties")

    [figure] = counted.measurements.all()

    assert (figure.value, figure.source.endswith("in de bron afgerond")) == (25, True)
    assert not project.members.exists()


def test_the_pilot_on_households_in_borne_is_a_project_record_and_no_more(client):
    pilot = Project.objects.get(title="Dashboard multiprobleemgezinnen in Borne")

    page = client.get(pilot.get_absolute_url())

    assert (pilot.kind, pilot.parent.title) == (
        ProjectKind.PILOT,
        "Versterken informatiepositie in Twente",
    )
    assert pilot.title in page.content.decode()
    assert not DataSet.objects.filter(title__icontains="gezin").exists()
    assert not pilot.indicators.exists()


def test_case_5_six_municipalities_are_refused_with_the_reason_and_seven_pass():
    """Acceptance case 5 of the requirements, part F."""
    network = Network.objects.get(slug="twente")
    coordinator, mayor = actor_of("voorbeeld-coordinator"), actor_of("voorbeeld-mayor")
    theme = Theme.objects.get(code="bedrijfsinbraak")
    municipalities = list(municipalities_in(network.area, on=TODAY)[:7])
    Priority.objects.filter(theme=theme).delete()
    for area in municipalities[:6]:
        plays_in(area, theme)
    request = asked(network, theme, by=mayor)

    first = judged(request, by=coordinator)
    reason = first.findings.get(criterion=Criterion.WIDESPREAD).reason
    requests.refuse(request, answer=reason, by=coordinator)

    told = Request.objects.get(pk=request.pk)
    assert told.requester_id == mayor.person_id
    assert told.state == RequestState.REFUSED
    assert told.answer == "Het speelt in 6 van de 14 gemeenten; nodig zijn er 7."

    plays_in(municipalities[6], theme)
    assert priorities_on(network, on=TODAY).filter(theme=theme).count() == 7
    requests.reopen(request, because="Een zevende gemeente doet mee.", by=coordinator)
    project = assessments.accept(judged(request, by=coordinator), by=coordinator)
    assert project.title == "Bedrijfsinbraken"


def actor_of(username):
    return Actor(user=User.objects.get(username=username), today=TODAY)


def plays_in(area, theme):
    Priority.objects.create(
        municipality=area, theme=theme, source="Veiligheidsplan 2015-2018", valid_from=TODAY
    )


def asked(network, theme, *, by):
    details = RequestDetails(
        title="Bedrijfsinbraken",
        problem="Het aantal stijgt.",
        theme=theme,
        requester_kind=RequesterKind.MAYOR,
    )
    return requests.submit(network, details, by=by)


def judged(request, *, by):
    details = AssignmentDetails(cause="Het aantal stijgt.", aim="Minder inbraken.")
    written = getattr(request, "assignment", None)
    version = written.version if written else None
    assignment = assignments.write(request, details, version=version, by=by)
    holds = {criterion: Judgement(is_met=True, reason="Ja.") for criterion in Criterion}
    return assessments.assess(assignment, holds, by=by)


def test_all_work_of_the_first_annex_is_there_each_under_its_letter():
    origins = " ".join(Project.objects.exclude(origin="").values_list("origin", flat=True))

    missing = [letter for letter in LETTERS if f"onder {letter}" not in origins]

    assert missing == []


def test_the_overview_shows_all_of_it_with_its_phase(client):
    page = BeautifulSoup(client.get(reverse("projects:overview")).content, "html.parser")
    phases = {str(label) for _value, label in ProjectState.choices}

    rows = page.select(".pj-overview tbody tr")

    shown = [each for each in LETTERS if any(f"onder {each}" in row.text for row in rows)]
    assert shown == list(LETTERS)
    assert {row.td.text.strip() for row in rows} <= phases
