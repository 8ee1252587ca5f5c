"""Every role of the example can be entered with one click, and is what it says."""

import pytest
from bs4 import BeautifulSoup

from ivz.accounts.models import DutyAssignment
from ivz.authorization.roles import Duty, Role
from ivz.meetings.models import Proposal
from tests.example.pages import one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]

SEATED = {
    "coordinator": Role.SECRETARY,
    "chair": Role.CHAIR,
    "dvo-chair": Role.CHAIR,
    "mayor": Role.MEMBER,
    "project-leader": Role.PROJECT_LEADER,
    "municipal-coordinator": Role.MUNICIPAL_COORDINATOR,
    "police": Role.POLICE,
    "prosecutor": Role.PROSECUTOR,
    "analyst": Role.ANALYST,
}
ON_DUTY = {"auditor": Duty.AUDITOR, "administrator": Duty.ADMINISTRATOR}


def enter(client, role):
    """Press the button of a role, and give who asks the next page."""
    account = f"voorbeeld-{role}"
    buttons = BeautifulSoup(client.get("/inloggen/").content, "html.parser").select("button")
    assert account in {button.get("value") for button in buttons}
    answer = client.post("/inloggen/voorbeeld/", {"account": account})
    assert answer.status_code == 302
    page = client.get("/")
    assert page.status_code == 200
    return page


@pytest.mark.parametrize(("role", "seat"), SEATED.items())
def test_one_click_enters_with_the_seat_of_that_role(client, role, seat):
    page = enter(client, role)

    actor = page.wsgi_request.actor
    assert seat in {each.role for each in actor.seats}
    header = BeautifulSoup(page.content, "html.parser").header
    assert actor.user.person.function in one_line(header)


@pytest.mark.parametrize(("role", "duty"), ON_DUTY.items())
def test_one_click_enters_with_a_duty_and_no_seat(client, role, duty):
    actor = enter(client, role).wsgi_request.actor

    assert not actor.seats
    assert [each.duty for each in DutyAssignment.objects.filter(user=actor.user)] == [duty]


def test_no_other_role_is_offered(client):
    page = BeautifulSoup(client.get("/inloggen/").content, "html.parser")

    offered = {button["value"] for button in page.select("button[name=account]")}
    assert offered == {f"voorbeeld-{role}" for role in [*SEATED, *ON_DUTY]}


def test_the_mayor_of_the_example_is_the_portfolio_holder_of_the_paper(client):
    mayor = enter(client, "mayor").wsgi_request.actor

    assert Proposal.objects.get(register_number="E01A").portfolio_holder_id == mayor.person_id
