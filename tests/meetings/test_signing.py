"""Signing off a proposal before its agenda goes out.

Policy: docs/policy/meetings.md#sign-off
"""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.errors import RuleBroken
from ivz.home.queries.today import papers_to_sign
from ivz.meetings.actions import planning, proposals, publishing, routes
from ivz.meetings.actions import signing as actions
from ivz.meetings.actions.proposals import ProposalDetails
from ivz.meetings.models import AgendaItem, RouteStep, SignOff
from ivz.meetings.models.signing import to_sign_off, unsigned_items
from ivz.meetings.rules.routes import StopDetails
from ivz.meetings.states import MeetingState, RouteAnswer, RouteAsk
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    ProposalFactory,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db
WHY = "De projectleider is ziek; de portefeuillehouder belt hem na."


@pytest.fixture
def meeting():
    return MeetingFactory(state=MeetingState.DRAFT, date=TODAY)


@pytest.fixture
def holder(meeting):
    return member_of(meeting.body)


@pytest.fixture
def leader(meeting):
    return member_of(meeting.body)


@pytest.fixture
def paper(meeting, holder, leader):
    made = ProposalFactory(
        body=meeting.body,
        portfolio_holder=holder.user.person,
        project_leader=leader.user.person,
        planned_openness=Openness.PUBLIC,
    )
    AgendaItemFactory(meeting=meeting, label="D1", proposal=made, planned_openness=Openness.PUBLIC)
    return made


@pytest.fixture
def secretary(meeting):
    return secretary_of(meeting.body)


def client_of(actor):
    clock.move_to(TODAY)
    client = Client()
    client.force_login(actor.user)
    return client


def convene(meeting, by, **more):
    previewed = list(meeting.items.values_list("pk", flat=True))
    return planning.convene(meeting, previewed=previewed, by=by, **more)


def sign(paper, *people):
    for by in people:
        actions.sign(paper, version=paper.version, by=by)


def test_convening_without_a_sign_off_asks_for_a_reason_that_stays_with_the_item(
    meeting, paper, holder, secretary
):
    sign(paper, holder)
    with pytest.raises(RuleBroken, match="D1"):
        convene(meeting, secretary)
    client = client_of(secretary)
    address = f"{meeting.get_absolute_url()}bijeenroepen/"
    assert "Nog niet afgetekend" in client.get(address).content.decode()

    client.post(address, {"item": [meeting.items.get().pk], "zonder-paraaf": WHY})

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CONVENED
    assert WHY in client.get(meeting.get_absolute_url()).content.decode()
    assert WHY not in Client().get(meeting.get_absolute_url()).content.decode()
    assert AuditEntry.objects.filter(event="meeting.item_unsigned").count() == 1


def test_signed_off_by_both_it_goes_out_without_a_question(
    meeting, paper, holder, leader, secretary
):
    sign(paper, holder, leader)

    convene(meeting, secretary)
    type(meeting).objects.update(state=MeetingState.HELD)
    publishing.publish(meeting, by=secretary)

    assert meeting.items.get().unsigned_reason == ""
    assert not unsigned_items().exists()  # becoming public changed no text


def test_what_joins_the_agenda_later_is_asked_for_as_well(
    meeting, paper, holder, leader, secretary
):
    sign(paper, holder, leader)
    convene(meeting, secretary)
    later = ProposalFactory(body=meeting.body, portfolio_holder=holder.user.person)
    added = AgendaItemFactory(
        meeting=meeting, label="D2", proposal=later, planned_openness=Openness.PUBLIC
    )
    with pytest.raises(RuleBroken, match="D2"):
        planning.publish_additions(meeting, previewed=[added.pk], by=secretary)
    client, address = client_of(secretary), f"{meeting.get_absolute_url()}bijeenroepen/"
    assert "Nog niet afgetekend" in client.get(address).content.decode()

    client.post(address, {"item": [added.pk], "zonder-paraaf": WHY})

    reasons = meeting.items.order_by("label").values_list("openness", "unsigned_reason")
    assert list(reasons) == [(Openness.PUBLIC, ""), (Openness.PUBLIC, WHY)]


def test_a_changed_text_asks_again(meeting, paper, holder, leader, secretary):
    sign(paper, holder, leader)
    details = ProposalDetails(
        title="Anders",
        portfolio_holder=paper.portfolio_holder,
        project_leader=paper.project_leader,
    )

    changed = proposals.change(paper, details, version=paper.version, by=secretary)

    assert [item.label for item in unsigned_items()] == ["D1"]
    with pytest.raises(StaleEdit):
        actions.sign(changed, version=changed.version - 1, by=holder)
    shown = client_of(holder).get(paper.get_absolute_url()).content.decode()
    assert "opnieuw gevraagd" in shown


def test_only_who_is_named_signs_and_each_takes_back_their_own(paper, holder, leader, secretary):
    with pytest.raises(PermissionDenied):
        sign(paper, secretary)
    client = client_of(holder)
    told = {"version": paper.version}

    client.post(f"{paper.get_absolute_url()}paraaf/", told)
    assert SignOff.objects.get().person == paper.portfolio_holder
    sign(paper, leader)
    client.post(f"{paper.get_absolute_url()}paraaf-terug/", told)

    assert SignOff.objects.get().person == paper.project_leader
    with pytest.raises(RuleBroken):
        actions.take_back(paper, version=paper.version, by=holder)


def test_what_waits_for_a_sign_off_is_counted_and_listed_and_nothing_closed(paper, holder, leader):
    def waits(actor):
        return papers_to_sign(Actor(user=actor.user, today=TODAY), [])

    assert waits(holder) == waits(leader) == 1
    sign(paper, holder)
    assert (waits(holder), waits(leader)) == (0, 1)
    client = client_of(leader)
    assert "1 voorstel wacht op je paraaf." in client.get("/").content.decode()
    assert f"{paper.get_absolute_url()}#signing" in client.get("/vergaderingen/").content.decode()
    elsewhere = secretary_of(MeetingFactory().body)
    type(paper).objects.update(project_leader=elsewhere.user.person)

    assert waits(elsewhere) == 0
    assert "wacht op je paraaf" not in client_of(elsewhere).get("/").content.decode()


def test_a_paper_is_sent_on_along_its_route_signed_off_or_with_a_reason_that_is_shown(
    meeting, paper, holder, leader, secretary
):
    AgendaItem.objects.all().delete()
    circle = BodyFactory(network=meeting.body.network)
    stops = [
        StopDetails(ask=RouteAsk.LEGAL_CHECK),
        StopDetails(ask=RouteAsk.ADVISE, bodies=[circle]),
    ]
    routes.add_stops(paper, stops, by=secretary)
    routes.send(paper, by=secretary)  # a legal check waits for nobody
    RouteStep.objects.filter(body=None).update(
        answer=RouteAnswer.AGREED, answered_on=TODAY, answered_by=secretary.user
    )
    sign(paper, holder)
    assert list(to_sign_off(leader)) == [paper]
    with pytest.raises(RuleBroken, match=str(paper.project_leader)):
        routes.send(paper, unsigned_reason=" ", by=secretary)
    client, address = client_of(secretary), f"{paper.get_absolute_url()}route/"
    assert "Nog niet afgetekend" in client.get(address).content.decode()

    client.post(address, {"send": "1", "zonder-paraaf": WHY})

    step = RouteStep.objects.get(body=circle)
    assert (step.sent_on, step.unsigned_reason) == (TODAY, WHY)
    assert WHY in client.get(address).content.decode()
    assert not to_sign_off(leader).exists()
    elsewhere = BodyFactory()
    type(step).objects.filter(pk=step.pk).update(body=elsewhere)
    answers = client_of(secretary_of(elsewhere)).get(address)
    assert (answers.status_code, WHY in answers.content.decode()) == (200, False)

    routes.take_back(RouteStep.objects.get(pk=step.pk), by=secretary)
    sign(paper, leader)
    routes.send(paper, unsigned_reason=WHY, by=secretary)

    assert RouteStep.objects.get(pk=step.pk).unsigned_reason == ""
