"""Projects for other programs: what stands in the answer, and for whom."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.projects.states import LightColour, ProjectState, StepKind
from tests.factories import TODAY, DecisionFactory
from tests.projects import factories as make
from tests.projects.network import region
from tests.projects.test_pages import signed_in
from tests.projects.test_portfolio import reported

pytestmark = pytest.mark.django_db
LIST = "/api/v1/projects"


@pytest.fixture
def here():
    return region()


def public(here, **given):
    level = {"openness": Openness.PUBLIC, "planned_openness": Openness.PUBLIC}
    return make.ProjectFactory(body=here.board, theme=here.theme, **level, **given)


def test_a_visitor_reads_public_projects_and_a_member_more(here, client):
    public(here, title="Open", slug="open")
    make.ProjectFactory(body=here.board, title="Voor het netwerk", openness=Openness.NETWORK)

    open_to_all = client.get(LIST).json()
    to_member = signed_in(here.mayor).get(LIST).json()

    assert [item["slug"] for item in open_to_all["items"]] == ["open"]
    assert (open_to_all["total"], to_member["total"]) == (1, 2)


def test_a_project_tells_lights_people_and_hours(here, client):
    project = public(here, state=ProjectState.RUNNING)
    place = make.MemberFactory(project=project, role=GroupRole.HOLDER, hours_per_week=3)
    reported(project, LightColour.WATCH, reason="Later begonnen.")

    [item] = client.get(LIST).json()["items"]

    assert item["holder"] == place.person.function
    assert item["lights"] == [{"aspect": "result", "colour": "watch", "reason": "Later begonnen."}]
    assert item["reportedOn"] == TODAY.isoformat()
    assert float(item["hoursPromised"]) == 3


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["aan-het-werk", "voorbij"]),
        ({"state": "closed"}, ["voorbij"]),
        ({"kind": "pilot"}, []),
        ({"light": "adjust"}, ["aan-het-werk"]),
    ],
)
def test_projects_are_chosen(here, client, asked, found):
    reported(public(here, title="A", slug="aan-het-werk"), LightColour.ADJUST)
    public(here, title="B", slug="voorbij", state=ProjectState.CLOSED)

    items = client.get(LIST, {**asked, "network": here.network.slug}).json()["items"]

    assert sorted(item["slug"] for item in items) == found


def test_a_network_that_is_not_there_is_not_found(client):
    assert client.get(LIST, {"network": "nergens"}).status_code == 404


def test_one_project_tells_its_figures_and_its_readable_parts(here, client):
    project = public(here, slug="geheel")
    public(here, slug="deel", parent=project)
    make.ProjectFactory(body=here.board, parent=project, openness=Openness.BODY)
    indicator = make.IndicatorFactory(project=project, name="Inbraken")
    make.MilestoneFactory(project=project, title="Stappenplan", due_on=TODAY)
    make.MeasurementFactory(indicator=indicator, on=TODAY, value=1743)

    told = client.get(f"{LIST}/geheel").json()

    assert told["parts"] == ["deel"]
    assert told["milestones"] == [
        {"title": "Stappenplan", "dueOn": TODAY.isoformat(), "doneOn": None}
    ]
    assert told["indicators"][0]["name"] == "Inbraken"
    assert float(told["indicators"][0]["figures"][0]["value"]) == 1743


@pytest.mark.parametrize("path", ["besloten", "besloten/timeline", "bestaat-niet"])
def test_what_is_closed_is_not_there(here, client, path):
    make.ProjectFactory(body=here.board, slug="besloten", openness=Openness.NETWORK)

    assert client.get(f"{LIST}/{path}").status_code == 404


def test_the_timeline_names_a_closed_decision_only_to_who_may_read_it(here, client):
    project = public(here, slug="project")
    decision = DecisionFactory(body=here.board, openness=Openness.BODY, planned_openness="body")
    make.StepFactory(project=project, kind=StepKind.PLAN_ADOPTED, decision=decision)

    def told(reader):
        [item] = reader.get(f"{LIST}/project/timeline").json()["items"]
        return item["kind"], item["decision"]

    assert told(client) == ("decided", None)
    assert told(signed_in(here.mayor)) == ("decided", str(decision))


def test_the_queries_do_not_grow_with_the_list(here, client):
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    def fill():
        for number in range(3):
            project = public(here)
            reported(project, LightColour.WATCH, on=TODAY - dt.timedelta(days=number))
            make.MemberFactory(project=project)

    fill()
    few = count()
    fill()

    assert count() == few
