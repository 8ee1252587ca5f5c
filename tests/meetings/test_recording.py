"""Noting outcomes, recording them all at once, and what follows."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.states import FollowUpKind, Outcome
from ivz.errors import RuleBroken
from ivz.meetings.actions import recording
from ivz.meetings.actions.recording import Noted
from ivz.meetings.models import DraftDecision
from ivz.meetings.queries.meetings import returning
from ivz.meetings.queries.recording import effect_of, sheet_of
from ivz.meetings.rules.recording import Gap, edition_of, gaps_in, points_of
from ivz.meetings.states import Event, MeetingState
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    actor_with,
    secretary_of,
)
from tests.meetings.nine_points import (
    OPEN_QUESTION,
    accepted,
    decide_all,
    item_with_points,
    later_meeting,
    note,
    record,
    with_open_point,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return item_with_points()


@pytest.fixture
def secretary(item):
    return secretary_of(item.meeting.body)


def test_nine_points_become_nine_decisions_and_point_8_returns_later(item, secretary):
    later = later_meeting(item)
    decide_all(item, by=secretary, returns_in=later)

    decisions = record(item, by=secretary)

    assert [decision.reference for decision in decisions] == [f"DVO 2016-{n}" for n in range(1, 10)]
    outcomes = {decision.outcome for decision in decisions[:7] + decisions[8:]}
    assert outcomes == {Outcome.ACCEPTED}
    assert decisions[7].outcome == Outcome.ACCEPTED_WITH_OPEN_POINT
    on_agenda = returning(later, actor=secretary)
    (open_point,) = [row for row in on_agenda if row.kind == FollowUpKind.OPEN_POINT]
    assert (open_point.what, open_point.returns_on) == (OPEN_QUESTION, later.date)
    assert open_point.decision == decisions[7]


def test_recording_holds_the_meeting_and_keeps_the_conclusion(item, secretary):
    decide_all(item, by=secretary)

    record(item, by=secretary, conclusion="De voorzitter concludeert: akkoord.")

    item.refresh_from_db()
    assert item.meeting.state == MeetingState.HELD
    assert item.conclusion == "De voorzitter concludeert: akkoord."
    assert AuditEntry.objects.filter(event=Event.DECISIONS_RECORDED).count() == 1
    assert AuditEntry.objects.filter(event="decision.recorded", by=secretary.name).count() == 9


def test_each_owner_gets_a_task(item, secretary):
    decide_all(item, by=secretary, returns_in=later_meeting(item))

    record(item, by=secretary)

    tasks = FollowUp.objects.filter(kind=FollowUpKind.ACTION).order_by("pk")
    assert [task.owner_words for task in tasks] == [
        f"Eigenaar {n}" for n in (1, 2, 3, 4, 5, 6, 7, 9)
    ]


@pytest.mark.parametrize(
    "outcome", [Outcome.REJECTED, Outcome.DEFERRED, Outcome.WITHDRAWN, Outcome.NOTED]
)
def test_what_was_not_accepted_gives_nobody_a_task(outcome):
    item = item_with_points(count=1)
    secretary = secretary_of(item.meeting.body)
    note(item, "1", Noted(outcome=outcome, text="Tekst", owner_words="Iemand"), by=secretary)

    record(item, by=secretary)

    assert not FollowUp.objects.exists()


def test_the_parts_of_a_point_are_decided_with_it(item):
    points = points_of(item)

    assert [point.label for point in points] == [str(n) for n in range(1, 10)]
    assert points[6].proposed.splitlines() == [
        "Tekst van punt 7",
        "7a. Tekst van punt 7a",
        "7b. Tekst van punt 7b",
    ]


def test_the_effect_is_told_before_it_happens(item, secretary):
    DecisionFactory(body=item.meeting.body, number=4)
    decide_all(item, by=secretary, returns_in=later_meeting(item))
    effect = effect_of(sheet_of(item), actor=secretary)

    decisions = record(item, by=secretary)

    told = (effect.first_reference, effect.last_reference, len(effect.tasks))
    happened = (
        decisions[0].reference,
        decisions[-1].reference,
        FollowUp.objects.filter(kind=FollowUpKind.ACTION).count(),
    )
    assert told == happened == ("DVO 2016-5", "DVO 2016-13", 8)
    assert [point.label for point in effect.open_points] == ["8"]


OWNER_AND_TEXT = {"owner_words": "Iemand", "open_point": "Wat?"}
GAPS = [
    ({"outcome": Outcome.ACCEPTED}, []),
    ({"outcome": Outcome.ACCEPTED, "text": "  "}, [Gap.TEXT]),
    ({"outcome": Outcome.AMENDED, "text": "Tekst van  punt 1"}, [Gap.OTHER_WORDS]),
    ({"outcome": Outcome.AMENDED, "text": "Anders"}, []),
    (
        {"outcome": Outcome.ACCEPTED_WITH_OPEN_POINT},
        [Gap.OPEN_POINT, Gap.OWNER, Gap.RETURN],
    ),
    ({"outcome": Outcome.ACCEPTED_WITH_OPEN_POINT, **OWNER_AND_TEXT}, [Gap.RETURN]),
    (
        {"outcome": Outcome.ACCEPTED_WITH_OPEN_POINT, **OWNER_AND_TEXT, "due_words": "voorjaar"},
        [],
    ),
    ({"outcome": Outcome.REJECTED}, []),
    ({"outcome": Outcome.DEFERRED}, []),
]


@pytest.mark.parametrize(("noted", "gaps"), GAPS)
def test_every_outcome_says_what_it_needs(noted, gaps):
    item = item_with_points(count=1)
    (point,) = points_of(item)

    draft = DraftDecision(item=item, point=point.source, **{"text": "Tekst van punt 1", **noted})

    assert gaps_in(draft, point=point) == gaps


def test_nothing_is_recorded_while_a_point_is_incomplete(item, secretary):
    decide_all(item, by=secretary)
    note(item, "8", with_open_point(returns_in=None, owner=None), by=secretary, version=1)

    with pytest.raises(RuleBroken, match="8"):
        record(item, by=secretary)

    assert not Decision.objects.exists()


def test_nothing_is_recorded_when_the_audit_trail_fails(item, secretary, monkeypatch):
    decide_all(item, by=secretary)
    monkeypatch.setattr(recording, "audit", fail_to_audit)

    with pytest.raises(OSError, match="disk full"):
        record(item, by=secretary)

    item.meeting.refresh_from_db()
    assert not Decision.objects.exists()
    assert item.meeting.state == MeetingState.CONVENED


def fail_to_audit(*args, **kwargs):
    raise OSError("disk full")


def test_recording_twice_is_refused(item, secretary):
    decide_all(item, by=secretary)
    record(item, by=secretary)

    with pytest.raises(RuleBroken):
        record(item, by=secretary)

    assert Decision.objects.count() == 9


def test_a_recorded_draft_changes_no_more(item, secretary):
    decide_all(item, by=secretary)
    record(item, by=secretary)

    with pytest.raises(RuleBroken):
        note(item, "1", accepted("Toch anders"), by=secretary, version=2)


def test_recording_what_somebody_else_changed_since_is_refused(item, secretary):
    decide_all(item, by=secretary)
    seen = edition_of(points_of(item))
    note(item, "1", accepted("Toch anders"), by=secretary, version=1)

    with pytest.raises(RuleBroken):
        recording.record(item, conclusion="", version=1, edition=seen, by=secretary)

    assert not Decision.objects.exists()


def test_a_meeting_still_to_come_cannot_be_recorded():
    item = item_with_points(meeting=MeetingFactory(date=TODAY + dt.timedelta(days=1)), count=1)
    secretary = secretary_of(item.meeting.body)
    decide_all(item, by=secretary)

    with pytest.raises(RuleBroken):
        record(item, by=secretary)


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.ADOPTED])
def test_outcomes_are_noted_between_convening_and_adopting(state):
    item = item_with_points(meeting=MeetingFactory(state=state), count=1)

    with pytest.raises(RuleBroken):
        recording.accept_rest(item, by=secretary_of(item.meeting.body))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARY}))
def test_only_the_secretary_notes_outcomes(item, role):
    with pytest.raises(PermissionDenied):
        recording.accept_rest(item, by=actor_with(role, body=item.meeting.body))


def test_the_secretary_of_another_body_notes_nothing(item):
    elsewhere = secretary_of(MeetingFactory().body)

    with pytest.raises(PermissionDenied):
        recording.accept_rest(item, by=elsewhere)


def test_a_second_editor_does_not_overwrite_the_first(item, secretary):
    note(item, "1", accepted("Eerste"), by=secretary)

    with pytest.raises(StaleEdit):
        note(item, "1", accepted("Tweede"), by=secretary, version=0)

    assert DraftDecision.objects.get().text == "Eerste"


def test_an_open_point_cannot_return_in_another_body_or_an_earlier_meeting(item, secretary):
    elsewhere = MeetingFactory(date=dt.date(2016, 12, 12))
    earlier = later_meeting(item, date=dt.date(2016, 7, 4))
    practice = MeetingFactory(
        body=item.meeting.body, date=dt.date(2016, 12, 12), slug="oefening", is_practice=True
    )

    for wrong in [elsewhere, earlier, practice]:
        with pytest.raises(RuleBroken):
            note(item, "8", with_open_point(returns_in=wrong), by=secretary)


def test_another_outcome_drops_the_open_point(item, secretary):
    note(item, "8", with_open_point(returns_in=later_meeting(item)), by=secretary)

    note(item, "8", accepted(open_point="Vergeten"), by=secretary, version=1)

    draft = DraftDecision.objects.get()
    assert (draft.open_point, draft.returns_in) == ("", None)


def test_a_draft_is_cleared_as_if_nothing_was_noted(item, secretary):
    draft = note(item, "1", accepted(), by=secretary)

    recording.clear_draft(draft, version=1, by=secretary)

    assert points_of(item)[0].draft is None
    assert AuditEntry.objects.filter(event=Event.DRAFT_CLEARED).count() == 1


def test_what_somebody_else_noted_since_is_not_cleared(item, secretary):
    draft = note(item, "1", accepted(), by=secretary)
    note(item, "1", accepted("Nieuw"), by=secretary, version=1)

    with pytest.raises(StaleEdit):
        recording.clear_draft(draft, version=1, by=secretary)

    assert DraftDecision.objects.get().text == "Nieuw"


def test_what_was_recorded_is_not_cleared(item, secretary):
    decide_all(item, by=secretary)
    record(item, by=secretary)

    with pytest.raises(RuleBroken):
        recording.clear_draft(item.drafts.first(), version=2, by=secretary)


def test_accepting_the_rest_leaves_what_was_noted(item, secretary):
    note(item, "3", Noted(outcome=Outcome.REJECTED, text="Nee"), by=secretary)

    recording.accept_rest(item, by=secretary)

    outcomes = [point.draft.outcome for point in points_of(item)]
    assert outcomes.count(Outcome.ACCEPTED) == 8
    assert outcomes[2] == Outcome.REJECTED


def test_an_item_without_proposal_is_decided_as_a_whole():
    item = AgendaItemFactory(title="Besluitenlijst vaststellen")
    secretary = secretary_of(item.meeting.body)
    recording.save_draft(item, accepted("Vastgesteld."), point=None, version=0, by=secretary)

    (decision,) = record(item, by=secretary)

    assert (decision.title, decision.text) == ("Besluitenlijst vaststellen", "Vastgesteld.")


def test_practice_decisions_take_their_own_numbers():
    real = DecisionFactory(number=7)
    meeting = MeetingFactory(body=real.body, is_practice=True)
    item = item_with_points(meeting=meeting, count=1)
    secretary = secretary_of(real.body)
    decide_all(item, by=secretary)

    (decision,) = record(item, by=secretary)

    assert (decision.number, decision.is_practice) == (1, True)


@pytest.mark.parametrize("planned", [Openness.PUBLIC, Openness.NETWORK, Openness.BODY])
def test_nothing_recorded_is_public_yet(planned):
    item = item_with_points(count=1, planned=planned)
    secretary = secretary_of(item.meeting.body)
    decide_all(item, by=secretary)

    (decision,) = record(item, by=secretary)

    follow_up = FollowUp.objects.get()
    assert decision.planned_openness == follow_up.planned_openness == planned
    assert Openness.PUBLIC not in {decision.openness, follow_up.openness}
