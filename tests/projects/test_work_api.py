"""All work and the pilots for other programs."""

import datetime as dt

import pytest

from ivz.authorization.openness import Openness
from ivz.projects.actions import pilots
from ivz.projects.states import ProjectKind, ProjectState
from tests.factories import DecisionFactory
from tests.portfolios.factories import deciding_network
from tests.projects import factories as make
from tests.projects.network import region, running
from tests.projects.test_pages import signed_in

pytestmark = pytest.mark.django_db
ALL, PILOTS = "/api/v1/overview", "/api/v1/pilots"


@pytest.fixture
def here():
    return region()


def answer_to(actor, url, **asked):
    return signed_in(actor).get(url, asked).json()["items"]


def test_all_work_by_kind_and_title_with_what_comes_next(here):
    running(here, title="Zorg", kind=ProjectKind.STANDING)
    running(here, title="Bedrijven", kind=ProjectKind.SIDELINE)
    closed = DecisionFactory(body=here.platform, openness=Openness.BODY)
    project = running(here, title="Woninginbraken", decision=closed, ends_on=dt.date(2017, 6, 1))
    make.MilestoneFactory(project=project, title="Plan klaar", due_on=dt.date(2016, 12, 1))

    items = answer_to(here.mayor, ALL)

    assert [item["title"] for item in items] == ["Woninginbraken", "Bedrijven", "Zorg"]
    assert items[0]["coming"] == {"day": "2016-12-01", "what": "Plan klaar"}
    assert items[0]["decision"] is None
    narrowed = answer_to(here.mayor, ALL, kind="sideline", network=here.network.slug)
    assert [item["title"] for item in narrowed] == ["Bedrijven"]


def test_over_work_stands_there_and_closed_work_does_not(here, client):
    running(here, title="Voorbij", state=ProjectState.CLOSED, openness=Openness.PUBLIC)
    running(here, title="Van het Platform", body=here.platform, openness=Openness.BODY)

    assert [item["title"] for item in client.get(ALL).json()["items"]] == ["Voorbij"]
    assert [item["title"] for item in answer_to(here.mayor, ALL)] == ["Voorbij"]


def test_the_questions_do_not_grow_with_work(here, django_assert_max_num_queries):
    client = signed_in(here.mayor)
    for number in range(12):
        make.MilestoneFactory(project=running(here, title=f"Werk {number}"))

    with django_assert_max_num_queries(20):
        client.get(ALL)


def test_a_pilot_tells_what_it_tries_and_which_network_took_it_over(here):
    there = deciding_network(name="IJsselland")
    pilot = running(here, title="Dashboard", kind=ProjectKind.PILOT)
    make.TrialFactory(project=pilot, place="Borne", result="Eerder hulp.")
    running(here, title="Nog niets", kind=ProjectKind.PILOT)
    running(here, title="Geen pilot")
    pilots.offer(pilot, there, by=here.coordinator)

    told, empty = answer_to(here.mayor, PILOTS, network=here.network.slug)

    assert (told["place"], told["result"]) == ("Borne", "Eerder hulp.")
    (offer,) = told["offeredTo"]
    assert (offer["network"], offer["state"]) == (there.slug, "proposed")
    assert (empty["title"], empty["tried"], empty["offeredTo"]) == ("Nog niets", None, [])


def test_a_pilot_that_is_closed_to_them_is_not_there(here, client):
    running(here, kind=ProjectKind.PILOT)

    assert client.get(PILOTS).json()["total"] == 0
    assert client.get(PILOTS, {"network": "nergens"}).status_code == 404
