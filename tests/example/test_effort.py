"""Hours agreed, promised and delivered in the example: beside each other, and all made up."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.effort.ledger import LedgerYear, ledger
from ivz.effort.models import Delivery, Obligation
from ivz.network.models import Network, Theme
from ivz.projects.actions import assignments, requests
from ivz.projects.actions.assignments import AssignmentDetails
from ivz.projects.actions.requests import RequestDetails
from ivz.projects.models import Project
from ivz.projects.states import RequesterKind
from tests.example.pages import one_line
from tests.example.test_projects import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]


def page(client, role, address):
    client.force_login(User.objects.get(username=f"voorbeeld-{role}"))
    return BeautifulSoup(client.get(address).content, "html.parser")


def row_of(page, title):
    return next(row for row in page.select("tbody tr") if title in row.text)


@pytest.mark.parametrize(
    ("role", "name"),
    [("coordinator", "index"), ("mayor", "mine"), ("municipal-coordinator", "mine")],
)
def test_beside_a_project_stands_what_was_delivered_of_what_was_promised(client, role, name):
    row = row_of(page(client, role, reverse(f"projects:{name}")), "Aan de slag met veilig uitgaan")

    hours = [one_line(cell) for cell in row.select("td.n")]
    assert hours == ["18", "702 van 728"]
    assert "Voorbeeld" in row.th.text


def test_the_dashboard_adds_up_what_partners_promised_of_what_they_owe(client):
    shown = page(client, "coordinator", reverse("projects:index"))

    assert "18 van 20 uur per week" in one_line(shown.select_one(".ivz-figure"))
    assert [one_line(cell) for cell in shown.select("tfoot td")] == ["18", "702 van 728"]


def test_a_visitor_sees_no_hours_owed_or_delivered(client):
    shown = BeautifulSoup(client.get(reverse("projects:index")).content, "html.parser")

    cells = row_of(shown, "Aan de slag met veilig uitgaan").select("td.n")
    assert one_line(cells[-1]) == ""


def test_feasible_shows_what_is_free(client):
    network = Network.objects.get(slug="twente")
    coordinator = Actor(user=User.objects.get(username="voorbeeld-coordinator"), today=TODAY)
    details = RequestDetails(
        title="Fietsdiefstal bij stations",
        problem="Het neemt toe.",
        theme=Theme.objects.get(code="fietsdiefstal"),
        requester_kind=RequesterKind.PARTNER,
    )
    request = requests.submit(network, details, by=coordinator)
    worked_out = AssignmentDetails(cause="Het neemt toe.", aim="Minder diefstal.")
    assignments.write(request, worked_out, version=None, by=coordinator)

    shown = page(client, "coordinator", reverse("projects:test", args=[request.key]))

    assert "2,0 (verschuldigd 20,0, toegezegd 18,0)" in one_line(shown.main)


def test_every_hour_says_that_it_is_made_up_and_nobody_is_behind(client):
    notes = {*Delivery.objects.values_list("note", flat=True)}
    sources = Obligation.objects.filter(valid_from__year=2016).values_list("source", flat=True)
    coordinator = Actor(user=User.objects.get(username="voorbeeld-coordinator"), today=TODAY)
    network = Network.objects.get(slug="twente")

    found = ledger(network, LedgerYear(year=2016, on=TODAY), actor=coordinator)

    assert notes == {"Verzonnen ter illustratie"}
    assert len(sources) == 5
    assert all("verzonnen ter illustratie" in source for source in sources)
    assert found.delivered == Decimal(702)
    assert found.behind == []
    with_hours = [row for row in found.partners if row.owed or row.promised or row.delivered]
    assert all("verzonnen ter illustratie" in row.sources[0] for row in with_hours)
    assert (
        one_line(page(client, "coordinator", reverse("effort:index")).main).count("verzonnen") == 5
    )


def test_what_the_scheme_asks_from_2018_still_stands():
    rows = Obligation.objects.filter(valid_from__year=2018)

    assert (rows.count(), rows.filter(valid_until=None).count()) == (14, 14)
    assert not Project.objects.filter(is_invented=True, decision__isnull=False).exists()
