"""Pilots: what they try, offering them to other networks, and what these answer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.projects.actions import pilots as actions
from ivz.projects.actions.pilots import TrialDetails
from ivz.projects.models import Project, Transfer, Trial
from ivz.projects.states import ProjectKind, TransferState
from ivz.workflow.versions import StaleEdit
from tests.factories import TODAY, BodyFactory, actor_with, secretary_of
from tests.portfolios.factories import deciding_network
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def there():
    """Another network, with who acts in it."""
    network = deciding_network()
    network.coordinator = secretary_of(network.bodies.get(kind=BodyKind.PLATFORM))
    network.mayor = actor_with(Role.MEMBER, body=network.deciding_body)
    return network


@pytest.fixture
def pilot(here):
    project = running(here, title="Dashboard meldingen", kind=ProjectKind.PILOT)
    make.TrialFactory(project=project, result="Eerder hulp.")
    return project


def offered(pilot, there, here):
    return actions.offer(pilot, there, by=here.coordinator)


def now(row):
    return type(row).objects.get(pk=row.pk)


class TestDescribing:
    TYPED = {"tried": "Eén beeld", "place": "Borne", "until": "2017-06-30", "result": ""}

    def test_the_leader_says_what_is_tried_and_the_page_shows_it(self, here):
        project = running(here, kind=ProjectKind.PILOT)
        client = signed_in(Actor(user=leader_of(project, here).user, today=TODAY))
        client.post(reverse("projects:describe_pilot", args=[project.slug]), self.TYPED)

        page = text_of(signed_in(here.mayor).get(project.get_absolute_url()))

        assert "Eén beeld" in page
        assert "Borne" in page
        assert "Nog niet bekend" in page

    def test_only_a_pilot_tries_something(self, here):
        project = running(here)

        with pytest.raises(RuleBroken, match="Alleen een pilot"):
            actions.describe(
                project, TrialDetails(tried="X", place="Y"), version=0, by=here.coordinator
            )
        assert "Wat de pilot probeert" not in text_of(
            signed_in(here.mayor).get(project.get_absolute_url())
        )

    def test_two_people_describing_it_lose_nothing(self, here, pilot):
        details = TrialDetails(tried="Anders", place="Borne")
        actions.describe(pilot, details, version=1, by=here.coordinator)

        with pytest.raises(StaleEdit):
            actions.describe(pilot, details, version=1, by=here.coordinator)
        stale = signed_in(here.coordinator).post(
            reverse("projects:describe_pilot", args=[pilot.slug]), {**self.TYPED, "version": 1}
        )
        assert stale.status_code == 409
        assert Trial.objects.get().tried == "Anders"


class TestOffering:
    def test_only_who_steers_offers_and_only_once(self, here, there, pilot):
        with pytest.raises(PermissionDenied):
            actions.offer(pilot, there, by=here.mayor)
        offered(pilot, there, here)

        with pytest.raises(RuleBroken, match="al aangeboden"):
            offered(pilot, there, here)

    def test_without_a_result_there_is_nothing_to_offer(self, here, there):
        project = running(here, kind=ProjectKind.PILOT)
        make.TrialFactory(project=project)

        with pytest.raises(RuleBroken, match="wat eruit kwam"):
            offered(project, there, here)

    def test_a_closed_pilot_is_not_offered(self, here, there):
        closed = {"body": here.platform, "openness": Openness.BODY}
        project = running(here, kind=ProjectKind.PILOT, **closed)
        make.TrialFactory(project=project, result="Ja.")

        with pytest.raises(RuleBroken, match="Deze pilot is besloten"):
            offered(project, there, here)

    def test_the_other_network_finds_it_on_its_own_pages(self, here, there, pilot):
        transfer = offered(pilot, there, here)

        listed = signed_in(there.mayor).get(reverse("projects:offered"))
        page = signed_in(there.mayor).get(transfer.get_absolute_url())
        own_page = signed_in(there.mayor).get(pilot.get_absolute_url())

        assert "Dashboard meldingen" in text_of(listed)
        assert "Eerder hulp." in text_of(page)
        assert own_page.status_code == 404
        assert pilot.get_absolute_url() not in text_of(page)

    def test_nobody_else_knows_of_it(self, here, there, pilot):
        transfer = offered(pilot, there, here)
        elsewhere = actor_with(Role.MEMBER, body=BodyFactory())

        assert signed_in(elsewhere).get(transfer.get_absolute_url()).status_code == 404
        assert not Transfer.objects.visible_to(elsewhere).exists()

    def test_a_pilot_that_closes_closes_for_the_other_network(self, here, there, pilot):
        transfer = offered(pilot, there, here)
        Project.objects.filter(pk=pilot.pk).update(openness=Openness.BODY)

        assert signed_in(there.mayor).get(transfer.get_absolute_url()).status_code == 404


class TestAnswering:
    @pytest.mark.parametrize("state", [TransferState.DECLINED, TransferState.CHANGED])
    def test_declining_or_changing_asks_why(self, here, there, pilot, state):
        transfer = offered(pilot, there, here)

        with pytest.raises(RuleBroken, match="Zeg waarom"):
            actions.answer(transfer, state, " ", version=1, by=there.coordinator)

    def test_only_who_steers_there_answers(self, here, there, pilot):
        transfer = offered(pilot, there, here)

        for other in (there.mayor, here.coordinator):
            with pytest.raises(PermissionDenied):
                actions.answer(transfer, TransferState.TAKEN_OVER, "", version=1, by=other)
        page = transfer.get_absolute_url()
        assert signed_in(there.mayor).post(page, {"state": "declined"}).status_code == 403

    def test_the_answer_stands_with_its_day_on_the_page_of_the_pilot(self, here, there, pilot):
        transfer = offered(pilot, there, here)
        typed = {"state": "changed", "answer": "Alleen in de stad.", "version": 1}

        signed_in(there.coordinator).post(transfer.get_absolute_url(), typed)

        page = text_of(signed_in(here.mayor).get(pilot.get_absolute_url()))
        found = now(transfer)
        assert (found.state, found.answered_on) == (TransferState.CHANGED, timezone.localdate())
        assert there.name in page
        assert "overgenomen met wijzigingen" in page
        assert "Alleen in de stad." in page

    def test_a_second_answer_over_an_older_one_shows_both(self, here, there, pilot):
        transfer = offered(pilot, there, here)
        actions.answer(transfer, TransferState.DECLINED, "Geld.", version=1, by=there.coordinator)
        typed = {"state": "taken_over", "answer": "Toch wel.", "version": 1}

        stale = signed_in(there.coordinator).post(transfer.get_absolute_url(), typed)

        assert stale.status_code == 409
        assert "Geld." in text_of(stale)
        assert "Toch wel." in text_of(stale)
