"""My projects: how each stands, what comes next, and one press to report."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.authorization.roles import GroupRole
from ivz.clock import reading
from tests.projects import factories as make
from tests.projects.network import STARTED, leader_of, region, running
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db
PAGE = reverse("projects:mine")
IN_MARCH = dt.date(2017, 3, 10)


@pytest.fixture
def here():
    reading.move_to(IN_MARCH)
    return region()


@pytest.fixture
def project(here):
    project = running(here, title="Woninginbraken", ends_on=dt.date(2018, 10, 31))
    make.MilestoneFactory(project=project, title="Later", due_on=dt.date(2018, 1, 1))
    make.MilestoneFactory(project=project, title="Stappenplan", due_on=dt.date(2017, 5, 1))
    make.MilestoneFactory(project=project, title="Klaar", due_on=STARTED, done_on=STARTED)
    make.MemberFactory(project=project, person=here.mayor.user.person, role=GroupRole.HOLDER)
    return project


def test_what_comes_next_stands_with_each_and_who_leads_reports_with_one_press(here, project):
    leader = signed_in(Actor(user=leader_of(project, here).user, today=IN_MARCH))
    report = f'href="{reverse("projects:report", args=[project.slug])}"'

    leading, holding = text_of(leader.get(PAGE)), text_of(signed_in(here.mayor).get(PAGE))

    for text in (leading, holding):
        assert "1\N{NO-BREAK SPACE}mei\N{NO-BREAK SPACE}2017: Stappenplan" in text
        assert "2018: Later" not in text
    assert report in leading
    assert report not in holding


def test_where_nothing_is_known_it_says_so(here):
    bare = running(here)
    make.MemberFactory(project=bare, person=here.mayor.user.person)

    text = text_of(signed_in(here.mayor).get(PAGE))

    assert "Er is geen mijlpaal, besluit of laatste dag bekend." in text


def test_more_projects_ask_no_more_queries(here, project):
    client = signed_in(here.mayor)

    def asked():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    few = asked()
    for _number in range(9):
        make.MemberFactory(project=running(here), person=here.mayor.user.person)

    assert asked() == few <= 20
