"""Decisions elsewhere on the page of a decision, in the register and for programs.

Policy: docs/policy/decisions.md#elsewhere
"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.clock import reading as clock
from ivz.decisions.models import DecisionElsewhere
from ivz.decisions.states import ElsewhereState
from tests.decisions.factories import AddresseeFactory, DecisionElsewhereFactory
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    MeetingFactory,
    OrganisationFactory,
    PersonFactory,
    actor_with,
    member_of,
    secretary_of,
)
from tests.meetings.pages import main_of, soup

pytestmark = pytest.mark.django_db
REGISTER = "/vergaderingen/besluiten/"
A_DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today():
    clock.move_to(TODAY)


@pytest.fixture
def board():
    return BodyFactory(slug="dvo", short_name="DVO")


@pytest.fixture
def decision(board):
    return DecisionFactory(body=board, openness=Openness.PUBLIC, number=4)


@pytest.fixture
def borne():
    return OrganisationFactory(name="Gemeente Borne", slug="gemeente-borne")


@pytest.fixture
def coordinator(board, borne):
    platform = BodyFactory(network=board.network, kind=BodyKind.PLATFORM)
    person = PersonFactory(organisation=borne)
    return actor_with(Role.MUNICIPAL_COORDINATOR, body=platform, person=person)


def page_of(decision, below=""):
    args = [decision.body.slug, decision.year, decision.number_in_series]
    return reverse("meetings:decision", args=args) + below


def noted(row, **given):
    return {"state": row.state, "version": row.version, "evidence": "", "link": ""} | given


def test_the_secretary_asks_the_municipalities_that_take_part(
    client, decision, board, borne, coordinator
):
    OrganisationFactory(name="Gemeente elders")
    client.force_login(secretary_of(board).user)
    address = page_of(decision, "elders/")
    (offered,) = soup(client.get(address)).select("[name=organisations]")

    asked = client.post(
        address,
        {"what": "Begroting 2018", "due_on": "2017-11-15", "organisations": [offered["value"]]},
        follow=True,
    )

    assert offered.has_attr("checked")
    row = DecisionElsewhere.objects.get()
    assert (row.organisation, row.due_on) == (borne, dt.date(2017, 11, 15))
    assert "Het hangt af van 1 besluit elders; genomen: 0." in main_of(asked)
    assert client.post(address, {"what": ""}).status_code == 422


def test_a_coordinator_fills_in_the_own_row_and_the_page_counts(
    client, decision, borne, coordinator
):
    row = DecisionElsewhereFactory(decision=decision, organisation=borne, evidence="", link="")
    other = DecisionElsewhereFactory(decision=decision)
    client.force_login(coordinator.user)
    address = page_of(decision, f"elders/{row.pk}/")
    page = soup(client.get(page_of(decision)))
    assert [link["href"] for link in page.select("#elders ~ table a[href*='/elders/']")] == [
        address
    ]

    lacking = client.post(address, noted(row, state="in_favour", on="2016-10-03"))
    done = client.post(
        address,
        noted(row, state="in_favour", on="2016-10-03", evidence="Raad, punt 4"),
        follow=True,
    )

    assert lacking.status_code == 422
    assert "waar dat uit blijkt" in main_of(lacking)
    told = main_of(done)
    assert "Het hangt af van 2 besluiten elders; genomen: 1." in told
    assert "Vóór besloten: 1" in told
    assert "Raad, punt 4" in told
    assert "elders besloten: 1 van 2" in main_of(client.get(REGISTER))
    assert client.get(page_of(decision, f"elders/{other.pk}/")).status_code == 403


def test_the_second_to_save_sees_what_stands_there_and_goes_on(
    client, decision, borne, coordinator
):
    row = DecisionElsewhereFactory(decision=decision, organisation=borne, version=2)
    client.force_login(coordinator.user)
    address = page_of(decision, f"elders/{row.pk}/")
    mine = noted(row, state="against", on="2016-10-03", evidence="Mijn tekst", version=1)

    first = client.post(address, mine)
    form = soup(first).select_one("main form")
    again = client.post(address, mine | {"version": form.select_one("[name=version]")["value"]})

    assert first.status_code == 422
    assert "Mijn tekst" in form.text
    assert "Besluitenlijst van de raad" in main_of(first)
    assert again.status_code == 302
    row.refresh_from_db()
    assert row.state == ElsewhereState.AGAINST


def test_the_secretary_takes_off_what_was_asked_by_mistake(client, decision, board):
    row = DecisionElsewhereFactory(decision=decision)
    client.force_login(secretary_of(board).user)

    gone = client.post(page_of(decision, f"elders/{row.pk}/weg/"), {"version": 1}, follow=True)

    assert "daar wordt niets meer gevraagd" in soup(gone).text
    assert not DecisionElsewhere.objects.exists()


def test_what_is_late_waits_on_vandaag(client, decision, borne, coordinator):
    DecisionElsewhereFactory(decision=decision, organisation=borne, what="Begroting 2018")
    MeetingFactory(body=decision.body, date=TODAY)
    client.force_login(coordinator.user)

    assert "Na een vergadering wacht 1 zaak op je." in main_of(client.get("/"))
    assert "Gemeente Borne: Begroting 2018" in main_of(client.get("/vergaderingen/wacht-op-jou/"))


def test_strangers_find_no_rows(client, decision, board):
    row = DecisionElsewhereFactory(decision=decision)
    below = [f"elders/{row.pk}/", f"elders/{row.pk}/weg/"]

    for who in (None, member_of(BodyFactory()), member_of(board)):
        if who:
            client.force_login(who.user)
        expected = 403 if who and board.network_id in who.network_ids else 404
        assert client.get(page_of(decision, below[0])).status_code == expected
        assert client.post(page_of(decision, below[0]), noted(row)).status_code == expected
        assert client.post(page_of(decision, below[1]), {"version": 1}).status_code == expected
        assert client.get(page_of(decision, "elders/")).status_code == 403
    assert DecisionElsewhere.objects.get().state == ElsewhereState.ASKED


def test_programs_read_the_rows_and_how_complete_a_decision_is_when_they_may(
    client, decision, borne, board
):
    DecisionElsewhereFactory(decision=decision, organisation=borne)
    AddresseeFactory(decision=decision, body=board)
    address = "/api/v1/decisions/dvo_2016-4"

    visitor = client.get(address).json()
    client.force_login(member_of(board).user)
    member = client.get(address).json()

    assert (visitor["elsewhere"], visitor["completion"]) == ([], None)
    (row,) = member["elsewhere"]
    assert (row["organisation"], row["state"]) == ("gemeente-borne", "asked")
    assert member["completion"] == {"addressed": 1, "acknowledged": 1, "isComplete": True}
    assert client.get("/api/v1/decisions").json()["items"] == [member]


def test_fourteen_rows_take_no_more_queries_than_one(client, decision, coordinator, borne):
    DecisionElsewhereFactory(decision=decision, organisation=borne)
    client.force_login(coordinator.user)

    def counted():
        client.get(page_of(decision))
        with CaptureQueriesContext(connection) as asked:
            client.get(page_of(decision))
        return len(asked)

    few = counted()
    for _number in range(13):
        DecisionElsewhereFactory(decision=decision)

    assert counted() == few <= 20


@pytest.mark.parametrize("role", [Role.MUNICIPAL_COORDINATOR, Role.MEMBER, Role.SECRETARY])
def test_the_own_municipality_stands_first(client, decision, board, borne, role):
    for name in ("Gemeente Almelo", "Gemeente Tubbergen"):
        DecisionElsewhereFactory(decision=decision, organisation__name=name)
    DecisionElsewhereFactory(decision=decision, organisation=borne)
    reader = actor_with(role, body=board, person=PersonFactory(organisation=borne))
    client.force_login(reader.user)
    own = rows_of(client.get(page_of(decision)))
    client.force_login(member_of(board).user)
    others = rows_of(client.get(page_of(decision)))

    assert own == ["Gemeente Borne Je eigen organisatie", "Gemeente Almelo", "Gemeente Tubbergen"]
    assert others == ["Gemeente Almelo", "Gemeente Borne", "Gemeente Tubbergen"]


def rows_of(page):
    rows = soup(page).select("#elders ~ table tbody th")
    return [" ".join(row.get_text(" ").split()) for row in rows]
