"""Beside each project: the hours delivered of those its group promised so far.

Policy: docs/policy/effort.md#per-project
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from ivz.projects.queries import portfolio as queries
from ivz.projects.queries.portfolio import Chosen
from ivz.projects.states import ProjectState
from tests.effort.factories import DeliveryFactory
from tests.factories import TODAY, visitor
from tests.projects import factories as make
from tests.projects.network import region
from tests.projects.test_pages import signed_in

pytestmark = pytest.mark.django_db

TEN_WEEKS_AGO = TODAY - dt.timedelta(weeks=10)


def ago(weeks):
    return TODAY - dt.timedelta(weeks=weeks)


@pytest.fixture
def here():
    return region()


def project_of(here, *, places, state=ProjectState.RUNNING, starts_on=TEN_WEEKS_AGO):
    project = make.ProjectFactory(body=here.board, state=state, starts_on=starts_on)
    for hours, first, until in places:
        make.MemberFactory(
            project=project, hours_per_week=hours, valid_from=first, valid_until=until
        )
    return project


def portfolio(here, actor, *, on=None):
    found = queries.portfolio(here.network, Chosen(phase="all"), actor=actor, on=on)
    return queries.rows_of(found.stands, actor=actor, on=on), queries.totals(found)


@pytest.mark.parametrize(
    ("places", "owed"),
    [
        ([(4, ago(10), None)], 40),
        ([(4, ago(20), None)], 40),
        ([(4, None, None)], 40),
        ([(4, ago(5), None), (Decimal("2.5"), ago(10), None)], 45),
        ([(4, ago(10), ago(3))], 28),
        ([(4, ago(30), ago(20))], 0),
        ([(4, TODAY + dt.timedelta(days=7), None)], 0),
        ([(None, ago(10), None)], 0),
    ],
)
def test_a_place_counts_from_its_first_day_and_that_of_the_project_until_today(here, places, owed):
    project_of(here, places=places)

    [row], together = portfolio(here, here.coordinator)

    assert (row.owed, together.owed) == (Decimal(owed), Decimal(owed))


@pytest.mark.parametrize("state", list(ProjectState))
def test_only_work_that_goes_on_owes_hours(here, state):
    project_of(here, places=[(4, None, None)], state=state)

    [row], together = portfolio(here, here.coordinator)

    goes_on = state in {ProjectState.RUNNING, ProjectState.EVALUATING}
    assert row.owed == together.owed == (40 if goes_on else 0)


def test_work_without_a_first_day_owes_nothing(here):
    project_of(here, places=[(4, ago(10), None)], starts_on=None)

    [row], _together = portfolio(here, here.coordinator)

    assert row.owed == 0


def test_on_a_day_that_was_it_counts_until_that_day(here):
    project_of(here, places=[(4, None, None)])

    [row], together = portfolio(here, here.coordinator, on=ago(4))

    assert row.owed == together.owed == 24


def test_all_projects_together_count(here):
    for _number in range(3):
        project = project_of(here, places=[(4, None, None), (1, None, None)])
        DeliveryFactory(network=here.network, work_kind="project", work_id=project.pk, hours=30)

    _rows, together = portfolio(here, here.coordinator)

    assert (together.owed, together.delivered) == (150, 90)


def test_who_has_no_seat_in_the_network_sees_neither(here, client):
    project = project_of(here, places=[(4, None, None)])
    project.openness = project.planned_openness = "public"
    project.save()
    DeliveryFactory(network=here.network, work_kind="project", work_id=project.pk, hours=30)

    [row], _together = portfolio(here, visitor())

    assert (row.owed, row.delivered) == (None, 0)
    day = {"peildatum": TODAY.isoformat()}
    shown = client.get(reverse("projects:index"), day).content.decode()
    assert project.title in shown
    assert "van 40" not in shown


def test_page_file_and_interface_tell_the_same(here):
    project = project_of(here, places=[(4, None, None)])
    DeliveryFactory(network=here.network, work_kind="project", work_id=project.pk, hours=30)
    client, day = signed_in(here.coordinator), {"peildatum": TODAY.isoformat()}

    page = client.get(reverse("projects:index"), day).content.decode()
    file = client.get(reverse("projects:portfolio_file", args=["csv"]), day)
    asked = {"network": here.network.slug, "asOf": TODAY.isoformat()}
    answer = client.get("/api/v1/projects", asked).json()["items"][0]
    lines = file.content.decode("utf-8-sig")

    assert page.count("30 van 40") == 2
    heads, line = [row.split(";" if ";" in row else ",") for row in lines.splitlines()[:2]]
    told = dict(zip(heads, line, strict=True))
    assert told["toegezegde uren tot nu toe"].replace(",", ".") == "40.0"
    assert (Decimal(answer["hoursOwed"]), Decimal(answer["hoursDelivered"])) == (40, 30)
