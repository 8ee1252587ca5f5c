"""The page of a project says what comes next, and leads there whoever may do it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ivz.clock import reading
from ivz.decisions.states import PaperState
from ivz.projects.models import Project
from ivz.projects.next_step import next_step
from ivz.projects.states import ProjectKind, ProjectState
from tests.factories import TODAY
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2016, 1, 1), dt.date(2017, 12, 31)
SEPTEMBER = dt.date(2016, 9, 1)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    return running(here, starts_on=FIRST, ends_on=LAST)


def step(project, *, on=TODAY, reports=()):
    return next_step(Project.objects.get(pk=project.pk), list(reports), on=on)


def reported(project, **given):
    facts = {"window": SEPTEMBER, "reported_on": SEPTEMBER, **given}
    return make.ProgressReportFactory(project=project, **facts)


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (dt.date(2016, 2, 1), "begint op 1\xa0maart\xa02016"),
        (dt.date(2016, 3, 31), "tot en met 31\xa0maart\xa02016"),
        (dt.date(2016, 4, 1), "te laat: de datum was 31\xa0maart\xa02016"),
        (dt.date(2018, 1, 1), "De laatste dag was 31\xa0december\xa02017"),
    ],
)
def test_each_day_has_its_step(project, on, says):
    assert says in step(project, on=on).text


def test_once_reported_the_next_period_counts_and_the_report_can_go_on_an_agenda(project):
    report = reported(project)

    found = step(project, reports=[report])

    assert found.title == "De voortgang is gemeld"
    assert "1\xa0maart\xa02017" in found.text
    assert f"onderwerp=project-report&id={report.pk}" in found.url


def test_the_last_report_says_that_the_evaluation_comes(project):
    Project.objects.filter(pk=project.pk).update(ends_on=dt.date(2017, 1, 31))

    assert "daarna komt de evaluatie" in step(project, reports=[reported(project)]).text


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (PaperState.DRAFT, "Volgende stap: schrijf de evaluatie"),
        (PaperState.SUBMITTED, "De evaluatie: bij het platform"),
        (PaperState.ENDORSED, "De evaluatie: bij het besluitende overleg"),
    ],
)
def test_an_ended_project_is_evaluated(project, state, title):
    Project.objects.filter(pk=project.pk).update(state=ProjectState.EVALUATING)
    make.EvaluationFactory(project=project, state=state)

    assert step(project).title == title


@pytest.mark.parametrize("state", [ProjectState.CLOSED, ProjectState.STOPPED])
def test_what_is_over_has_no_step(project, state):
    Project.objects.filter(pk=project.pk).update(state=state)

    assert step(project) is None


def test_what_only_shares_its_progress_has_none_and_what_is_paused_waits(project):
    Project.objects.filter(pk=project.pk).update(kind=ProjectKind.SIDELINE)
    assert step(project) is None
    Project.objects.filter(pk=project.pk).update(state=ProjectState.PAUSED)
    assert step(project).title == "Het project is gepauzeerd"


def test_the_page_offers_the_step_to_whoever_may_take_it(here, project):
    reading.move_to(TODAY)
    client = Client()
    page = project.get_absolute_url()
    report = reverse("projects:report", args=[project.slug])
    client.force_login(leader_of(project, here).user)
    assert report in client.get(page).content.decode()

    client.force_login(here.mayor.user)
    assert report not in client.get(page).content.decode()

    reported(project)
    assert "onderwerp=project-report" in client.get(page).content.decode()
    client.force_login(leader_of(project, here).user)
    assert report not in client.get(page).content.decode()
