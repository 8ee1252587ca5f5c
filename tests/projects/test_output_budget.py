"""The pages on progress, evaluation, lessons and what must stay ask twenty times at most."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.projects.models import Evaluation, Project
from ivz.projects.states import Aspect, ProjectState
from tests.factories import LONG_AGO, TODAY
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running

pytestmark = pytest.mark.django_db


def filled(here, project, *, times):
    for number in range(times):
        window = TODAY.replace(year=1990 + number)
        report = make.ProgressReportFactory(project=project, window=window, reported_on=window)
        for aspect in Aspect:
            make.LightFactory(report=report, aspect=aspect)
        make.MeasurementFactory(indicator=make.IndicatorFactory(project=project), on=LONG_AGO)
        make.MilestoneFactory(project=project)
        make.BudgetLineFactory(project=project)
        make.MemberFactory(project=project)
        make.LessonFactory(project=project)
        make.AnchorFactory(project=project)
        other = running(here)
        make.LessonFactory(project=other)
        make.AnchorFactory(project=other)


@pytest.mark.parametrize("name", ["reports", "report", "evaluation", "lessons", "anchors", "owed"])
def test_a_page_asks_twenty_times_at_most_and_not_more_with_more_on_it(name):
    here = region()
    project = running(here)
    make.PlanFactory(project=project)
    client = Client()
    client.force_login(leader_of(project, here).user)
    if name in {"lessons", "anchors", "owed"}:
        client.force_login(here.coordinator.user)
    if name == "evaluation":
        Project.objects.filter(pk=project.pk).update(state=ProjectState.EVALUATING)
        Evaluation.objects.create(project=project, started_on=TODAY)
    known = {"owed": "reports_owed"}.get(name, name)
    of_one = [project.slug] if name in {"reports", "report", "evaluation"} else []
    address = reverse(f"projects:{known}", args=of_one)
    filled(here, project, times=2)
    few = asked(client, address)

    filled(here, running(here), times=2)
    Project.objects.filter(pk=project.pk).update(starts_on=LONG_AGO)
    make.IndicatorFactory.create_batch(5, project=project)
    make.LessonFactory.create_batch(5, project=project)
    many = asked(client, address)

    assert few <= 20
    assert many <= few


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(queries)
