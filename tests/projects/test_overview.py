"""The overview of all work: every kind in its group, who does it, what comes next, for whom."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.projects.models import Plan
from ivz.projects.queries import portfolio
from ivz.projects.queries.overview import all_work, in_groups
from ivz.projects.queries.portfolio import Chosen
from ivz.projects.states import ProjectKind, ProjectState
from ivz.projects.views import overview
from tests.factories import DecisionFactory, OrganisationFactory
from tests.projects import factories as make
from tests.projects.network import region
from tests.projects.test_beside import opened
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db
PAGE = "projects:overview"
EVERYTHING = Chosen(phase="all")


@pytest.fixture
def here():
    return region()


def work_in(here, title, **given):
    return make.ProjectFactory(body=here.board, title=title, **given)


def only(here, actor=None):
    reader = actor or here.coordinator
    [group] = in_groups(all_work(here.network, EVERYTHING, actor=reader), actor=reader)
    [work] = group.rows
    return work


def test_all_kinds_stand_in_their_group_also_what_is_over(here):
    for kind in reversed(ProjectKind.values):
        work_in(here, f"Werk {kind}", kind=kind, state=ProjectState.CLOSED)

    page = BeautifulSoup(text_of(signed_in(here.mayor).get(reverse(PAGE))), "html.parser")

    headings = [each.text for each in page.select("main section h2")]
    assert headings == [
        "Project",
        "Gedeelde verantwoordelijkheid",
        "Pilot",
        "Zijlijnonderwerp",
        "Getrokken door een partner",
        "Doorlopende taak",
    ]
    assert len(page.select("main tbody tr")) == len(ProjectKind)


def test_it_tells_who_does_it_and_where_it_was_agreed(here):
    decision = DecisionFactory(body=here.board, openness=Openness.NETWORK)
    partner = OrganisationFactory()
    project = work_in(here, "Zorg", kind=ProjectKind.SHARED, shared_with=partner, decision=decision)
    place = make.MemberFactory(project=project, role=GroupRole.LEADER)

    work = only(here)

    assert work.who == [place.person.function, partner.name, "Portefeuillehouder gezocht"]
    assert work.agreed == decision.reference


def test_a_closed_decision_is_not_named(here):
    decision = DecisionFactory(body=here.platform, openness=Openness.BODY)
    work_in(here, "Zorg", decision=decision)

    assert only(here, here.mayor).agreed == ""


def test_what_comes_first_comes_next(here):
    ends, ready = dt.date(2017, 12, 31), dt.date(2017, 3, 1)
    project = work_in(here, "Zorg", ends_on=ends)
    assert only(here).coming.on == ends

    make.MilestoneFactory(project=project, title="Later", due_on=dt.date(2017, 6, 1))
    make.MilestoneFactory(project=project, title="Eerst", due_on=ready)
    make.MilestoneFactory(project=project, due_on=dt.date(2017, 1, 1), done_on=ready)

    assert (only(here).coming.what, only(here).coming.on) == ("Eerst", ready)


def test_nothing_comes_next_of_what_is_over(here):
    work_in(here, "Zorg", ends_on=dt.date(2017, 12, 31), state=ProjectState.CLOSED)

    assert only(here).coming is None


def test_a_standing_task_needs_no_plan_and_stays_off_the_portfolio(here):
    task = opened(here, ProjectKind.STANDING)

    chosen = Chosen(kind=ProjectKind.STANDING)

    assert task.state == ProjectState.RUNNING
    assert not Plan.objects.exists()
    assert portfolio.portfolio(here.network, Chosen(), actor=here.coordinator).stands == []
    shown = portfolio.portfolio(here.network, chosen, actor=here.coordinator)
    assert [stand.pk for stand in shown.stands] == [task.pk]


def test_it_is_narrowed_down_and_kept_as_a_table(here):
    work_in(here, "Zorg", kind=ProjectKind.PILOT)
    work_in(here, "Burgernet", kind=ProjectKind.STANDING)
    client = signed_in(here.mayor)

    page = text_of(client.get(reverse(PAGE), {"soort": "standing"}))
    table = text_of(client.get(reverse("projects:overview_file", args=["csv"]), {"soort": "pilot"}))

    assert "Burgernet" in page
    assert "Zorg" not in page
    assert "Zorg" in table
    assert "Burgernet" not in table


def test_what_does_not_fit_stands_on_the_next_page(here, monkeypatch):
    monkeypatch.setattr(overview, "ON_A_PAGE", 2)
    for title in ("A", "B", "C"):
        work_in(here, f"Werk {title}")
    client = signed_in(here.mayor)

    first = text_of(client.get(reverse(PAGE)))
    second = text_of(client.get(reverse(PAGE), {"pagina": 2}))

    assert "Werk C" not in first
    assert "Werk C" in second
    assert "3 werkzaamheden" in second


def test_closed_work_is_for_who_may_read_it(here, client):
    make.ProjectFactory(body=here.platform, title="Dicht", openness=Openness.BODY)

    assert "Dicht" not in text_of(signed_in(here.mayor).get(reverse(PAGE)))
    assert "Dicht" in text_of(signed_in(here.coordinator).get(reverse(PAGE)))


def test_more_work_asks_no_more_queries(here):
    client = signed_in(here.mayor)
    counts = []
    for number in range(2):
        for each in range(1 + 15 * number):
            project = work_in(here, f"Werk {number} {each}")
            make.MemberFactory(project=project, role=GroupRole.LEADER)
            make.MilestoneFactory(project=project)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(PAGE))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 20
