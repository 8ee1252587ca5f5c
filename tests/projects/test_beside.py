"""Work beside projects: what each kind asks, and who puts it on the portfolio."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.errors import RuleBroken
from ivz.projects.actions.beside import WorkDetails, open_work
from ivz.projects.models import Plan, Project
from ivz.projects.states import ProjectKind, ProjectState
from tests.factories import DecisionFactory, OrganisationFactory
from tests.projects.network import region
from tests.projects.test_pages import signed_in

pytestmark = pytest.mark.django_db
NEW = "projects:new_work"


@pytest.fixture
def here():
    return region()


def opened(here, kind, *, by=None, **given):
    details = WorkDetails(title="Burgernet", kind=kind, **given)
    return open_work(here.network, details, by=by or here.coordinator)


@pytest.mark.parametrize("kind", [ProjectKind.SIDELINE, ProjectKind.PARTNER_LED])
def test_what_the_platform_only_follows_runs_without_a_plan(here, kind):
    partner = OrganisationFactory() if kind == ProjectKind.PARTNER_LED else None

    work = opened(here, kind, led_by=partner)

    assert work.state == ProjectState.RUNNING
    assert not Plan.objects.exists()


def test_a_pilot_gets_a_plan(here):
    work = opened(here, ProjectKind.PILOT)

    assert work.state == ProjectState.PREPARING
    assert Plan.objects.get().project == work


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (ProjectKind.PARTNER_LED, "Zeg welke partner trekker is."),
        (ProjectKind.SHARED, "Zeg met wie"),
        (ProjectKind.PROJECT, "vraagt een besluit"),
    ],
)
def test_each_kind_says_what_it_needs(here, kind, missing):
    with pytest.raises(RuleBroken, match=missing):
        opened(here, kind)
    assert not Project.objects.exists()


def test_the_board_can_commission_a_project_by_its_own_decision(here):
    decision = DecisionFactory(body=here.board)

    project = opened(here, ProjectKind.PROJECT, decision=decision)

    assert project.steps.get().decision == decision


def test_only_chair_and_coordinator_put_work_on_the_portfolio(here):
    with pytest.raises(PermissionDenied):
        opened(here, ProjectKind.SIDELINE, by=here.mayor)
    assert signed_in(here.mayor).get(reverse(NEW)).status_code == 403


def test_the_page_puts_it_on_the_portfolio_and_says_what_lacks(here):
    client = signed_in(here.coordinator)
    typed = {"kind": "partner_led", "title": "Buurtbemiddeling"}

    refused = client.post(reverse(NEW), typed)
    done = client.post(reverse(NEW), {**typed, "kind": "sideline"}, follow=True)

    assert refused.status_code == 422
    assert "Zeg welke partner trekker is." in refused.content.decode()
    assert "Buurtbemiddeling" in done.content.decode()
