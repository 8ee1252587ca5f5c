"""Who can be named on a proposal: as holder who may hold a portfolio, as leader who may lead."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.roles import DECIDING_ROLES, Role
from ivz.errors import RuleBroken
from ivz.meetings.actions import proposals as actions
from ivz.meetings.actions.proposals import ProposalDetails
from ivz.meetings.models import Proposal
from tests.factories import OrganisationFactory, PersonFactory, ProposalFactory, secretary_of
from tests.portfolios.factories import decider, deciding_network, platform_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return deciding_network()


@pytest.fixture
def platform(network):
    return platform_of(network)


@pytest.fixture
def editor(client, platform):
    actor = secretary_of(platform)
    client.force_login(actor.user)
    return actor


def form_of(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def offered(page, name):
    options = page.select(f"select[name={name}] option")
    return [option.text.strip() for option in options if option["value"]]


@pytest.mark.usefixtures("editor")
def test_only_who_may_hold_a_portfolio_is_offered_and_the_field_says_who_that_is(
    client, network, platform
):
    for role in Role:
        decider(network, function=f"Zetel {role}", role=role)

    page = form_of(client, reverse("meetings:new_proposal", args=[platform.slug]))

    assert offered(page, "portfolio_holder") == sorted(f"Zetel {role}" for role in DECIDING_ROLES)
    assert "Wie meebeslist in DVO." in page.text
    assert "Zetel secretary" in offered(page, "project_leader")


@pytest.mark.usefixtures("editor")
def test_somebody_of_a_partner_without_a_seat_is_offered_as_leader(client, network, platform):
    police = OrganisationFactory()
    decider(network, organisation=police)
    PersonFactory(function="Wijkagent", organisation=police)

    page = form_of(client, reverse("meetings:new_proposal", args=[platform.slug]))

    assert "Wijkagent" in offered(page, "project_leader")
    assert "Wijkagent" not in offered(page, "portfolio_holder")


def test_nobody_else_becomes_holder_whatever_is_sent(client, network, platform, editor):
    stranger, mayor = PersonFactory(), decider(network)
    address = reverse("meetings:new_proposal", args=[platform.slug])
    typed = {
        "register_number": "E01",
        "title": "Aanpak",
        "planned_openness": "network",
        "points-TOTAL_FORMS": "0",
        "points-INITIAL_FORMS": "0",
    }

    refused = client.post(address, {**typed, "portfolio_holder": stranger.pk})
    details = ProposalDetails(title="Aanpak", portfolio_holder=stranger)
    with pytest.raises(RuleBroken, match="beslist niet mee in DVO op enige dag"):
        actions.add(details, body=platform, register_number="E02", by=editor)
    assert (refused.status_code, Proposal.objects.count()) == (422, 0)
    client.post(address, {**typed, "portfolio_holder": mayor.pk})

    assert Proposal.objects.get().portfolio_holder == mayor


def test_who_was_holder_stays_when_something_else_changes(client, platform, editor):
    paper = ProposalFactory(body=platform, portfolio_holder=PersonFactory(function="Oud-wethouder"))
    kept = ProposalDetails(title="Anders", portfolio_holder=paper.portfolio_holder)

    changed = actions.change(paper, kept, version=paper.version, by=editor)
    address = reverse("meetings:edit_proposal", args=[platform.slug, paper.register_number])
    page = form_of(client, address)

    assert changed.portfolio_holder.function == "Oud-wethouder"
    assert "Oud-wethouder" in offered(page, "portfolio_holder")
