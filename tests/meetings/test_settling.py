"""Closing what was agreed: who writes what came of it, and which record tells so.

Policy: docs/policy/meetings.md#follow-ups
"""

import datetime as dt

import pytest
from django.utils import timezone

from ivz.authorization.openness import Openness
from ivz.decisions.actions import close_follow_up
from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpKind, FollowUpState
from ivz.errors import RuleBroken
from ivz.meetings.actions import agreements, publishing
from ivz.meetings.models import Agreement, Meeting
from ivz.meetings.queries.decision_lists import decision_list, preview
from ivz.meetings.queries.proofreading import remarks
from ivz.meetings.rules.publishing import edition_of
from ivz.meetings.states import MeetingState
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.nine_points import board
from tests.meetings.pages import address, main_of, soup
from tests.meetings.test_agreements import NEXT, actor_on, noted

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    meeting = MeetingFactory(body=board(), state=MeetingState.HELD)
    return AgendaItemFactory(meeting=meeting, label="F", planned_openness=Openness.PUBLIC)


@pytest.fixture
def secretary(item):
    return secretary_of(item.meeting.body)


@pytest.fixture
def later(item):
    return MeetingFactory(body=item.meeting.body, date=NEXT)


@pytest.fixture
def promised(item, secretary):
    promised = noted(item, by=secretary)
    publishing.publish(item.meeting, by=secretary)
    promised.refresh_from_db()
    return promised


@pytest.fixture
def owner(promised):
    owner = actor_on(member_of(promised.body), NEXT)
    FollowUp.objects.update(owner=owner.person_id)
    promised.refresh_from_db()
    return owner


@pytest.mark.parametrize(
    "stands",
    [
        {"state": MeetingState.ADOPTED},
        {"state": MeetingState.DRAFT},
        {"published_at": timezone.now(), "published_by": True},
        {"date": dt.date(2016, 10, 10)},
        {"date": dt.date(2016, 12, 13)},
        {"is_practice": True},
    ],
)
def test_no_other_record_tells_it(promised, secretary, later, stands):
    if "published_by" in stands:
        stands = stands | {"published_by": secretary.user}
    Meeting.objects.filter(pk=later.pk).update(**{"state": MeetingState.HELD} | stands)

    agreements.settle(
        promised, meeting=later, result="Klaar", version=1, by=actor_on(secretary, NEXT)
    )

    promised.refresh_from_db()
    assert (promised.state, promised.agreement.settled_in) == (FollowUpState.DONE, None)


def test_the_state_of_the_meeting_is_read_when_it_is_closed(promised, secretary, later):
    Meeting.objects.filter(pk=later.pk).update(state=MeetingState.ADOPTED)
    assert later.state == MeetingState.CONVENED

    agreements.settle(promised, meeting=later, result="", version=1, by=actor_on(secretary, NEXT))

    assert Agreement.objects.get().settled_in is None


def test_its_owner_closes_it_and_writes_in_no_record(promised, owner, later):
    agreements.settle(promised, meeting=later, result=" ", version=1, by=owner)

    promised.refresh_from_db()
    assert (promised.state, promised.agreement.settled_in) == (FollowUpState.DONE, None)


def test_its_owner_puts_no_words_on_a_public_page(client, promised, owner, later):
    past = MeetingFactory(
        body=promised.body,
        date=dt.date(2015, 10, 12),
        state=MeetingState.ADOPTED,
        published_at=timezone.now(),
        published_by=promised.agreement.item.meeting.published_by,
    )
    client.force_login(owner.user)
    where = address("close", past, promised.pk)

    refused = client.post(where, {"version": 1, "result": "Van mij"}, follow=True)

    assert "Daarom schrijft de secretaris op" in main_of(refused)
    assert FollowUp.objects.get().state == FollowUpState.OPEN
    client.logout()
    for meeting in (past, promised.agreement.item.meeting):
        assert "Van mij" not in main_of(client.get(address("decision_list", meeting)))


@pytest.mark.parametrize(
    ("kind", "buttons"), [(FollowUpKind.COMMITMENT, 1), (FollowUpKind.QUESTION, 0)]
)
def test_its_owner_finds_no_field_for_it(client, promised, owner, later, kind, buttons):
    FollowUp.objects.update(kind=kind)
    client.force_login(owner.user)

    page = soup(client.get(later.get_absolute_url()))

    assert "Daarom schrijft de secretaris op" in page.select_one(".ivz-return").text
    assert not page.select(".ivz-return textarea")
    assert len(page.select(".ivz-return button")) == buttons


@pytest.fixture
def settled(item, secretary, later):
    Meeting.objects.filter(pk=later.pk).update(state=MeetingState.HELD)
    later.refresh_from_db()
    promised = noted(item, by=secretary)
    words = "Bel de heer Van den Berg."
    then = actor_on(secretary, NEXT)
    return agreements.settle(promised, meeting=later, result=words, version=1, by=then)


@pytest.mark.parametrize("is_out", [True, False])
def test_the_preview_shows_what_publishing_does(item, secretary, later, settled, is_out):
    if is_out:
        publishing.publish(item.meeting, by=secretary)

    shown = preview(later, actor=secretary).public

    publishing.publish(later, by=actor_on(secretary, NEXT))
    assert shown.settled == decision_list(later, actor=visitor()).settled
    assert shown.settled == ([settled] if is_out else [])


def test_what_came_of_it_is_read_through(item, secretary, later, settled):
    publishing.publish(item.meeting, by=secretary)

    of_later = remarks(preview(later, actor=secretary).public, actor=secretary)
    of_first = remarks(preview(item.meeting, actor=secretary).public, actor=secretary)

    assert [each.code for each in of_later] == ["name"]
    assert of_later[0].place.startswith("Beantwoord of")
    assert [each.code for each in of_first] == ["owner", "name"]


def test_what_is_settled_after_the_preview_holds_publishing_back(item, secretary, later):
    Meeting.objects.filter(pk=later.pk).update(state=MeetingState.HELD)
    then = actor_on(secretary, NEXT)
    promised, seen = noted(item, by=secretary), edition_of(later)

    agreements.settle(promised, meeting=later, result="Klaar", version=1, by=then)

    with pytest.raises(RuleBroken, match="intussen"):
        publishing.publish(later, by=then, edition=seen)


def test_so_does_what_came_of_a_decision(item, secretary):
    decision = DecisionFactory(body=item.meeting.body)
    DraftDecisionFactory(item=item, decision=decision)
    open_point = FollowUpFactory(body=item.meeting.body, decision=decision)
    seen = edition_of(item.meeting)

    close_follow_up(open_point, version=1, result="Klaar", by=secretary)

    assert edition_of(item.meeting) != seen
