"""A later meeting adopts the decision list of the one before, as an item of its agenda."""

import datetime as dt

import pytest

from ivz.authorization.openness import Openness
from ivz.decisions.states import EffectState, Outcome
from ivz.errors import RuleBroken
from ivz.meetings.actions import publishing, recording
from ivz.meetings.actions.recording import Noted
from ivz.meetings.models import DraftDecision
from ivz.meetings.queries.adoption import adoption_of
from ivz.meetings.rules.recording import points_of
from ivz.meetings.states import MeetingState, Part
from tests.factories import TODAY, AgendaItemFactory, MeetingFactory, secretary_of, visitor
from tests.meetings.nine_points import accepted, board, decide_all, item_with_points, record
from tests.meetings.pages import address, main_of

pytestmark = pytest.mark.django_db
ADDITION = "De lijst is vastgesteld met deze aanvulling: bij punt 2 gaat het om twee gemeenten."


@pytest.fixture
def earlier():
    """Hold a meeting with two decisions, and publish its list."""
    before = MeetingFactory(body=board(), date=TODAY - dt.timedelta(days=60))
    item = item_with_points(meeting=before, count=2)
    secretary = secretary_of(item.meeting.body)
    decide_all(item, by=secretary)
    record(item, by=secretary)
    item.meeting.refresh_from_db()
    return publishing.publish(item.meeting, by=secretary)


@pytest.fixture
def secretary(earlier):
    return secretary_of(earlier.body)


@pytest.fixture
def item(earlier):
    """Put the standing item on the agenda of the next meeting."""
    later = MeetingFactory(
        body=earlier.body,
        date=TODAY,
        state=MeetingState.CONVENED,
    )
    return AgendaItemFactory(
        meeting=later,
        label="C",
        part=Part.PREVIOUS_LIST,
        openness=Openness.PUBLIC,
        planned_openness=Openness.PUBLIC,
    )


def decide(item, noted, *, by):
    recording.save_draft(item, noted, point=None, version=0, by=by)
    record(item, by=by)


def proposed_on(item):
    return points_of(item)[0].proposed


def test_the_item_proposes_to_adopt_and_recording_adopts(client, earlier, item, secretary):
    decide(item, accepted(proposed_on(item)), by=secretary)

    earlier.refresh_from_db()
    assert earlier.state == MeetingState.ADOPTED
    assert "zonder wijzigingen" in proposed_on(item)
    client.force_login(secretary.user)
    text = main_of(client.get(address("decision_list", earlier)))
    assert "Vastgesteld zonder wijzigingen." in text
    assert "nog vast te stellen" not in text


def test_additions_stand_beside_the_list_and_open_with_the_later_list(
    client, earlier, item, secretary
):
    before = earlier.items.values_list("minutes", "conclusion").get()
    decide(item, Noted(outcome=Outcome.AMENDED, text=ADDITION), by=secretary)

    assert adoption_of(_again(earlier), actor=secretary).additions == ADDITION
    assert ADDITION not in main_of(client.get(address("decision_list", earlier)))
    publishing.publish(_again(item.meeting), by=secretary)
    assert ADDITION in main_of(client.get(address("decision_list", earlier)))
    assert earlier.items.values_list("minutes", "conclusion").get() == before


def test_in_other_words_asks_for_the_additions(item, secretary):
    same = Noted(outcome=Outcome.AMENDED, text=proposed_on(item))
    recording.save_draft(item, same, point=None, version=0, by=secretary)

    with pytest.raises(RuleBroken, match="Nog niet alles"):
        record(item, by=secretary)


def test_a_list_that_is_deferred_stays_a_concept(earlier, item, secretary):
    decide(item, Noted(outcome=Outcome.DEFERRED, text="Volgende keer."), by=secretary)

    assert _again(earlier).state == MeetingState.HELD
    assert DraftDecision.objects.get(item=item).decision.subject.state == EffectState.NO_EFFECT


def test_an_unpublished_list_is_not_adopted_by_its_item(earlier, item, secretary):
    type(earlier).objects.update(published_at=None, published_by=None)

    with pytest.raises(RuleBroken, match="Maak de lijst eerst openbaar"):
        decide(item, accepted(proposed_on(item)), by=secretary)


def test_a_list_that_lies_before_a_meeting_is_not_adopted_by_hand(earlier, item, secretary):
    with pytest.raises(RuleBroken, match="als punt C"):
        publishing.adopt(earlier, by=secretary)

    item.delete()
    assert publishing.adopt(earlier, by=secretary).state == MeetingState.ADOPTED
    assert adoption_of(_again(earlier), actor=visitor()) is None


def test_putting_the_adoption_right_makes_the_list_a_concept_again(earlier, item, secretary):
    decide(item, accepted(proposed_on(item)), by=secretary)
    draft = DraftDecision.objects.get(item=item)
    deferred = Noted(outcome=Outcome.DEFERRED, text="Volgende keer.")

    recording.put_right(
        draft, deferred, reason="Nog niet besproken.", version=draft.version, by=secretary
    )

    assert _again(earlier).state == MeetingState.HELD


def _again(meeting):
    meeting.refresh_from_db()
    return meeting
