"""Somebody else was first: on every page what both wrote stands there, and nothing is overwritten.

Where a page has a form of its own, the tests of that page say so too; here stand the short ones:
an answer beside a list, a reason beside a button, a file.
Policy: docs/policy/time.md#versions
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.decisions import actions as register
from ivz.decisions.actions import restrictions
from ivz.decisions.models import Restriction
from ivz.decisions.states import FollowUpKind
from ivz.effort import actions as effort
from ivz.effort.actions import ObligationDetails
from ivz.effort.models import Obligation
from ivz.events import actions as events
from ivz.meetings.actions import annexes, questions, referrals
from ivz.meetings.actions.agendas import ItemDetails, change_item
from ivz.meetings.models import Annex, ParkedItem
from ivz.network.models.people import OrganisationKind
from ivz.projects.actions import assessments
from ivz.projects.actions.assessments import Judgement
from ivz.projects.models import Assessment
from ivz.projects.states import Criterion
from tests.documents import files
from tests.events.factories import NetworkEventFactory
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    AgendaRequestFactory,
    AnnexFactory,
    BodyFactory,
    FollowUpFactory,
    MeetingFactory,
    OrganisationFactory,
    ReferralFactory,
    RestrictionFactory,
    SeatFactory,
    secretary_of,
)
from tests.meetings.pages import address, main_of
from tests.projects.network import HOLDS, region
from tests.projects.test_pages import yes_to_all

pytestmark = pytest.mark.django_db
THEIRS, MINE = "Van wie het eerst was.", "Van wie later kwam."


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings, tmp_path):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def body():
    return BodyFactory(kind=BodyKind.PLATFORM)


@pytest.fixture
def secretary(client, body):
    actor = secretary_of(body)
    client.force_login(actor.user)
    return actor


def both_stand_on(response):
    return [words for words in (THEIRS, MINE) if words not in main_of(response)] == []


class TestBesideAList:
    """What is answered or closed at a press, with a text beside it."""

    @pytest.fixture
    def question(self, body):
        return FollowUpFactory(body=body, kind=FollowUpKind.QUESTION, openness=Openness.NETWORK)

    @pytest.mark.parametrize("place", ["start", "agenda"])
    def test_an_answer_to_a_question(self, client, body, secretary, question, place):
        there = {
            "start": reverse("home:close_duty", args=[question.pk]),
            "agenda": address("close", MeetingFactory(body=body), question.pk),
        }[place]
        register.close_follow_up(question, version=1, result=THEIRS, by=secretary)

        late = client.post(there, {"version": 1, "result": MINE}, follow=True)

        assert both_stand_on(late)
        question.refresh_from_db()
        assert question.result == THEIRS

    def test_an_answer_to_a_point_that_was_referred(self, client, body, secretary):
        referral = ReferralFactory(body=body)
        referrals.answer(referral, text=THEIRS, version=1, by=secretary)

        late = client.post(
            reverse("meetings:answer_referral", args=[referral.pk]),
            {"version": 1, "text": MINE},
            follow=True,
        )

        assert both_stand_on(late)
        referral.refresh_from_db()
        assert referral.answer == THEIRS

    def test_declining_what_was_asked_for_an_agenda(self, client, body, secretary):
        asked = AgendaRequestFactory(meeting=MeetingFactory(body=body))
        questions.decline(asked, answer=THEIRS, version=1, by=secretary)

        late = client.post(
            address("answer_request", asked.meeting, asked.pk),
            {"version": 1, "decline": "1", "answer": MINE},
            follow=True,
        )

        assert both_stand_on(late)
        asked.refresh_from_db()
        assert asked.answer == THEIRS

    def test_calling_an_event_off(self, client, body, secretary):
        event = NetworkEventFactory(network=body.network, openness="network")
        events.cancel(event, why=THEIRS, version=1, by=secretary)

        late = client.post(
            reverse("events:cancel", args=[event.key]), {"version": 1, "why": MINE}, follow=True
        )

        assert both_stand_on(late)


class TestSecrecy:
    """The acts on a restriction."""

    LATER = (TODAY + timedelta(days=400)).isoformat()

    @pytest.fixture
    def restriction(self, body, secretary):
        found = RestrictionFactory(imposed_by__body=body, ends_on=TODAY - timedelta(days=1))
        found.readers.add(secretary.user.person)
        restrictions.prolong(
            found, ends_on=TODAY + timedelta(days=5), why=THEIRS, version=1, by=secretary
        )
        return found

    @pytest.mark.parametrize(
        ("page", "typed"),
        [("lezers/", {}), ("verleng/", {"ends_on": LATER}), ("hef-op/", {"to": "network"})],
    )
    def test_an_act_that_another_act_was_before(self, client, restriction, page, typed):
        there = restriction.get_absolute_url() + page
        if page == "hef-op/":
            Restriction.objects.update(ends_on=TODAY - timedelta(days=1))
        sent = {"why": MINE, "readers": [], **typed}

        late = client.post(there, {**sent, "version": 1})
        again = client.post(there, {**sent, "version": 2})

        assert late.status_code == 409
        assert both_stand_on(late)
        assert 'name="version" value="2"' in late.content.decode()
        assert again.status_code == 302


def test_parking_an_item_that_changed_meanwhile(client, body, secretary):
    item = AgendaItemFactory(meeting__body=body, title="Was")
    change_item(item, ItemDetails(label=item.label, title=THEIRS), version=1, by=secretary)
    there = address("park_item", item.meeting, item.pk)
    sent = {"title": MINE, "place": f"overleg-{body.pk}"}

    late = client.post(there, {**sent, "version": 1})
    parked = ParkedItem.objects.count()
    again = client.post(there, {**sent, "version": 2})

    assert late.status_code == 409
    assert both_stand_on(late)
    assert parked == 0
    assert again.status_code == 302


def test_a_file_for_an_annex_that_got_another(client, body, secretary):
    annex = AnnexFactory(proposal__body=body)
    annexes.replace(annex, files.pdf(), version=1, is_public_at_once=False, by=secretary)
    there = f"{annex.get_absolute_url()}vervang/"

    def send(version):
        mine = SimpleUploadedFile("mijn.pdf", files.pdf())
        return client.post(there, {"file": mine, "version": version})

    late = send(1)
    kept = Annex.objects.get().document.versions.count()
    again = send(2)

    assert late.status_code == 409
    assert "kies het opnieuw" in main_of(late)
    assert kept == 1
    assert again.status_code == 302


def test_a_test_of_a_request_that_another_made_first(client):
    here = region()
    asked = here.asked()
    here.tested(asked)
    client.force_login(here.chair.user)
    there = reverse("projects:test", args=[asked.key])
    page = client.get(there)
    no = Judgement(is_met=False, reason=THEIRS)
    assessments.assess(
        asked.assignment, {**HOLDS, Criterion.URGENT: no}, version=1, by=here.coordinator
    )
    sent = {**yes_to_all(), "urgent_holds": "no", "urgent_reason": MINE}

    late = client.post(there, {**sent, "version": page.context["form"]["version"].value()})
    kept = Assessment.objects.get().findings.get(criterion=Criterion.URGENT).reason
    again = client.post(there, {**sent, "version": 2})

    assert late.status_code == 409
    assert both_stand_on(late)
    assert main_of(late).count("jouw tekst") == 4  # each reason by itself
    assert kept == THEIRS
    assert again.status_code == 302
    assert Assessment.objects.get().version == 3


def test_another_reason_to_accept_than_the_one_that_was_agreed_with(client):
    here = region()
    asked = here.asked()
    test = here.tested(asked)
    assessments.override(test, reason=THEIRS, by=here.chair)
    client.force_login(here.coordinator.user)
    there = reverse("projects:override", args=[asked.key])

    late = client.post(there, {"reason": MINE})
    stands = Assessment.objects.get()
    again = client.post(there, {"akkoord": "1"})

    assert late.status_code == 422
    assert both_stand_on(late)
    assert (stands.override_reason, stands.coordinator) == (THEIRS, None)
    assert again.status_code == 302


def test_hours_that_another_agreed_on_with_the_same_partner(client):
    here = region()
    riec = OrganisationFactory(kind=OrganisationKind.RIEC, slug="riec")
    SeatFactory(body=here.platform, organisation=riec)
    client.force_login(here.chair.user)
    there = reverse("effort:agree")
    page = client.get(there)
    agreed = ObligationDetails(
        organisation=riec, hours_per_week=Decimal(2), source=THEIRS, valid_from=TODAY
    )
    effort.owe(here.network, agreed, by=here.coordinator)
    sent = {"organisation": "riec", "hours_per_week": "4", "valid_from": TODAY, "source": MINE}

    late = client.post(there, {**sent, "version": page.context["form"]["version"].value()})
    kept = Obligation.objects.get().source
    again = client.post(there, {**sent, "version": 1})

    assert late.status_code == 409
    assert both_stand_on(late)
    assert kept == THEIRS
    assert again.status_code == 302
    assert (Obligation.objects.get().source, Obligation.objects.get().version) == (MINE, 2)
