"""Open points that one body puts to another."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.decisions.states import FollowUpState
from ivz.errors import RuleBroken
from ivz.home.queries.today import next_meetings
from ivz.meetings.actions import referrals as actions
from ivz.meetings.models import Referral
from ivz.meetings.states import ReferralState
from tests.factories import (
    TODAY,
    BodyFactory,
    FollowUpFactory,
    MeetingFactory,
    ReferralFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.pages import address, main_of

pytestmark = pytest.mark.django_db
ASKS = "Wilt u dit signaal agenderen?"
OVERVIEW = "meetings:referrals"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def follow_up():
    return FollowUpFactory(what="Geheim signaal", openness=Openness.NETWORK)


@pytest.fixture
def other():
    return BodyFactory(name="Algemeen Bestuur SamenTwente", short_name="AB SamenTwente")


def page_of(client, actor, name=OVERVIEW, *args):
    client.force_login(actor.user)
    return main_of(client.get(reverse(name, args=args)))


def test_a_point_goes_to_a_body_of_another_network_and_its_answer_comes_back(
    client, follow_up, other
):
    ours, theirs = secretary_of(follow_up.body), secretary_of(other)
    client.force_login(ours.user)
    asked = {"body": other.pk, "text": ASKS}
    client.post(reverse("meetings:refer", args=[follow_up.pk]), asked)
    referral = Referral.objects.get()

    received = page_of(client, theirs)
    assert f"Neem in behandeling : {ASKS}" in received
    assert "Geheim signaal" not in received
    client.post(reverse("meetings:accept_referral", args=[referral.pk]), {"version": 1})
    answered = {"version": 2, "text": "Wij nemen dit over."}
    client.post(reverse("meetings:answer_referral", args=[referral.pk]), answered)

    assert "Wij nemen dit over." in page_of(client, ours)
    coming = MeetingFactory(body=follow_up.body, date=TODAY + dt.timedelta(days=30))
    shown = main_of(client.get(coming.get_absolute_url()))
    assert "Verwezen naar AB SamenTwente: beantwoord" in shown
    follow_up.refresh_from_db()
    assert follow_up.state == FollowUpState.OPEN


def test_who_answers_finds_it_on_the_start_page(client, other):
    theirs = secretary_of(other)
    MeetingFactory(body=other)
    assert "Een ander overleg verwees" not in page_of(client, theirs, "home:start")
    with CaptureQueriesContext(connection) as before:
        client.get(reverse("home:start"))
    ReferralFactory(body=other)
    ReferralFactory()

    with CaptureQueriesContext(connection) as after:
        shown = main_of(client.get(reverse("home:start")))

    assert "Een ander overleg verwees 1 open punt naar jouw overleg." in shown
    assert len(after) == len(before)
    (row,) = next_meetings(member_of(other))
    assert row.referred == 0


@pytest.mark.parametrize("openness", [Openness.PUBLIC, Openness.NETWORK])
def test_nobody_else_reads_it_also_where_the_point_is_public(openness):
    referral = ReferralFactory(follow_up__openness=openness)

    readers = {
        "own network": member_of(BodyFactory(network=referral.follow_up.body.network)),
        "other body": member_of(referral.body),
        "beside the other body": member_of(BodyFactory(network=referral.body.network)),
        "elsewhere": member_of(BodyFactory()),
        "visitor": visitor(),
    }

    reads = {who for who, actor in readers.items() if Referral.objects.visible_to(actor).exists()}
    assert reads == {"own network", "other body"}


def test_a_point_of_the_body_alone_stays_with_the_body(follow_up):
    referral = ReferralFactory(follow_up__openness=Openness.BODY)
    beside = member_of(BodyFactory(network=referral.follow_up.body.network))

    assert not Referral.objects.visible_to(beside).exists()
    assert Referral.objects.visible_to(member_of(referral.follow_up.body)).exists()


@pytest.mark.parametrize(
    "closed",
    [
        {"is_practice": True},
        {"state": FollowUpState.DONE, "done_on": TODAY},
        {"state": FollowUpState.DROPPED},
    ],
)
def test_what_is_over_or_practice_is_not_referred(other, closed):
    follow_up = FollowUpFactory(**closed)

    with pytest.raises(RuleBroken):
        actions.refer(follow_up, body=other, text=ASKS, by=secretary_of(follow_up.body))


def test_a_secret_is_not_referred(other):
    restriction = RestrictionFactory()
    body = restriction.imposed_by.body
    secret = FollowUpFactory(
        body=body,
        openness=Openness.RESTRICTED,
        planned_openness=Openness.RESTRICTED,
        restriction=restriction,
    )

    with pytest.raises(RuleBroken):
        actions.refer(secret, body=other, text=ASKS, by=secretary_of(body))


def test_only_once_only_elsewhere_and_only_with_words(follow_up, other):
    ours = secretary_of(follow_up.body)
    ended = BodyFactory(valid_until=TODAY)

    for body, text in [(follow_up.body, ASKS), (ended, ASKS), (other, "  ")]:
        with pytest.raises(RuleBroken):
            actions.refer(follow_up, body=body, text=text, by=ours)
    actions.refer(follow_up, body=other, text=ASKS, by=ours)
    with pytest.raises(RuleBroken):
        actions.refer(follow_up, body=other, text=ASKS, by=ours)


def test_members_refer_and_answer_nothing(follow_up, other):
    referral = ReferralFactory(body=other)

    with pytest.raises(PermissionDenied):
        actions.refer(follow_up, body=other, text=ASKS, by=member_of(follow_up.body))
    with pytest.raises(PermissionDenied):
        actions.answer(referral, text="Ja", version=1, by=member_of(other))


def test_it_is_withdrawn_until_the_other_body_does_something(follow_up, other):
    ours, theirs = secretary_of(follow_up.body), secretary_of(other)
    first = actions.refer(follow_up, body=other, text=ASKS, by=ours)
    actions.withdraw(first, version=1, by=ours)
    second = actions.refer(follow_up, body=other, text=ASKS, by=ours)
    taken = actions.accept(second, version=1, by=theirs)

    with pytest.raises(RuleBroken):
        actions.withdraw(taken, version=2, by=ours)
    with pytest.raises(RuleBroken):
        actions.answer(taken, text=" ", version=2, by=theirs)

    assert Referral.objects.get().state == ReferralState.ACCEPTED


def test_a_visitor_reads_no_referral_on_the_agenda_of_a_public_meeting(client):
    follow_up = FollowUpFactory(openness=Openness.PUBLIC)
    ReferralFactory(follow_up=follow_up, body__short_name="AB SamenTwente")
    coming = MeetingFactory(body=follow_up.body, date=TODAY + dt.timedelta(days=30))

    shown = main_of(client.get(address("detail", coming)))

    assert follow_up.what in shown
    assert "AB SamenTwente" not in shown
