"""Few fields and few steps: what people fill in most keeps to the limit of the policy."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.effort.models import Delivery
from ivz.projects.models import ProgressReport, Request
from tests.factories import TODAY
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running
from tests.projects.test_pages import signed_in

pytestmark = pytest.mark.django_db
POLICY = Path(__file__).parents[2] / "docs" / "policy" / "projects.md"
LIMIT = re.compile(r"^\| (?P<form>[^|]+) \| (?P<fields>\d+) \| (?P<steps>\d+) \|$", re.MULTILINE)


def limits():
    text = POLICY.read_text().partition("## Few fields, few steps")[2]
    found = LIMIT.finditer(text.partition("\n## ")[0])
    return {each["form"]: (int(each["fields"]), int(each["steps"])) for each in found}


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    project = running(here)
    make.PlanFactory(project=project, state="adopted")
    return project


def empty_and_needed(form):
    """Give the fields that somebody has to fill in: needed, visible and not filled in before."""
    return [
        field.name
        for field in form
        if field.field.required and not field.is_hidden and field.value() in {None, ""}
    ]


def filled_in(form, **given):
    """Give what a browser sends: what stood there, and what was filled in."""
    stood = {field.name: field.value() for field in form if field.value() is not None}
    return {name: str(value) for name, value in stood.items()} | given


def check(name, *, client, start, address, **given):
    """Go from one page to the form by one press, fill in what has to be, and send it."""
    fields, steps = limits()[name]
    leads = f'href="{address}"' in client.get(start).content.decode()
    form = client.get(address).context["form"]
    needed = empty_and_needed(form)
    sent = client.post(address, filled_in(form, **given))

    assert len(needed) <= fields, needed
    assert set(needed) <= given.keys()
    assert (leads, sent.status_code, steps) == (True, 302, 2)


def test_a_request_keeps_to_the_limit(here):
    given = {"title": "Fietsen", "problem": "Er verdwijnen fietsen bij stations."}
    address = reverse("projects:new_request")

    check(
        "a request for a project",
        client=signed_in(here.mayor),
        start=reverse("projects:index"),
        address=address,
        **given,
    )

    assert Request.objects.get().title == "Fietsen"


def test_a_progress_report_keeps_to_the_limit(here, project):
    leader = Actor(user=leader_of(project, here).user, today=TODAY)

    check(
        "a progress report",
        client=signed_in(leader),
        start=reverse("projects:reports", args=[project.slug]),
        address=reverse("projects:report", args=[project.slug]),
        send="1",
    )

    assert ProgressReport.objects.exclude(reported_on=None).count() == 1


def test_hours_keep_to_the_limit(here, project):
    leader = Actor(user=leader_of(project, here).user, today=TODAY)

    check(
        "hours for a project",
        client=signed_in(leader),
        start=project.get_absolute_url(),
        address=reverse("projects:hours", args=[project.slug]),
        hours="12",
    )

    assert Delivery.objects.get().hours == 12
