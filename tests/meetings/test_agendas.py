"""Adding, changing, moving and removing agenda items."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions.actions.restrictions import RestrictionDetails
from ivz.decisions.states import Ground
from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas as actions
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.models import AgendaItem
from ivz.meetings.queries.meetings import suggested_labels
from ivz.meetings.states import Event, MeetingState
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    PersonFactory,
    ProposalFactory,
    RestrictionFactory,
    actor_with,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db


def restriction(**kwargs):
    given = {
        "reason": "Lopend onderzoek",
        "imposed_by": DecisionFactory(),
        "ground": Ground.INVESTIGATION,
        "ends_on": dt.date(2017, 3, 1),
        "readers": [PersonFactory()],
    }
    return RestrictionDetails(**(given | kwargs))


def details(label="A", **kwargs):
    return ItemDetails(label=label, title="Opening", **kwargs)


def labels_of(meeting):
    return list(meeting.items.values_list("label", flat=True))


def test_an_item_joins_at_the_end():
    meeting = AgendaItemFactory(label="A").meeting

    item = actions.add_item(meeting, details("B"), by=secretary_of(meeting.body))

    assert labels_of(meeting) == ["A", "B"]
    assert AuditEntry.objects.get().subject_id == str(item.pk)


@pytest.mark.parametrize(
    ("label", "order"),
    [
        ("D3", ["A", "B4", "D1", "D2", "D3", "E", "F"]),
        ("d3", ["A", "B4", "D1", "D2", "d3", "E", "F"]),
        ("B1", ["A", "B4", "B1", "D1", "D2", "E", "F"]),
        ("G", ["A", "B4", "D1", "D2", "E", "F", "G"]),
    ],
)
def test_a_new_item_comes_after_the_last_of_its_letter(label, order):
    meeting = MeetingFactory()
    for name in ["A", "B4", "D1", "D2", "E", "F"]:
        AgendaItemFactory(meeting=meeting, label=name)

    actions.add_item(meeting, details(label), by=secretary_of(meeting.body))

    assert labels_of(meeting) == order
    assert list(meeting.items.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_items_with_bare_numbers_join_at_the_end():
    meeting = MeetingFactory()
    for number in range(1, 10):
        AgendaItemFactory(meeting=meeting, label=str(number))

    actions.add_item(meeting, details("10"), by=secretary_of(meeting.body))

    assert labels_of(meeting) == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(
    ("planned", "actual"),
    [
        (Openness.PUBLIC, Openness.NETWORK),
        (Openness.NETWORK, Openness.NETWORK),
        (Openness.BODY, Openness.BODY),
    ],
)
def test_nothing_is_public_before_somebody_publishes_it(planned, actual):
    meeting = MeetingFactory()

    item = actions.add_item(
        meeting, details(planned_openness=planned), by=secretary_of(meeting.body)
    )

    assert (item.planned_openness, item.openness) == (planned, actual)


def test_a_restricted_item_is_closed_at_once_and_read_by_who_closed_it():
    meeting = MeetingFactory()
    secretary = secretary_of(meeting.body)
    wanted = restriction()

    item = actions.add_item(
        meeting,
        details(planned_openness=Openness.RESTRICTED, restriction=wanted),
        by=secretary,
    )

    assert item.openness == Openness.RESTRICTED
    readers = set(item.restriction.readers.values_list("pk", flat=True))
    assert readers == {wanted.readers[0].pk, secretary.person_id}


@pytest.mark.parametrize("given", [None, {"ends_on": dt.date(2016, 10, 10)}])
def test_a_restriction_without_its_particulars_is_refused(given):
    meeting = MeetingFactory()
    wanted = None if given is None else restriction(**given)

    with pytest.raises(RuleBroken):
        actions.add_item(
            meeting,
            details(planned_openness=Openness.RESTRICTED, restriction=wanted),
            by=secretary_of(meeting.body),
        )

    assert not AgendaItem.objects.exists()


@pytest.mark.parametrize("label", ["", "D 1", "A/B", "D1" * 6, "A", "a"])
def test_a_label_that_is_odd_or_taken_is_refused(label):
    meeting = AgendaItemFactory(label="A").meeting

    with pytest.raises(RuleBroken):
        actions.add_item(meeting, details(label), by=secretary_of(meeting.body))


def test_a_member_adds_nothing():
    meeting = MeetingFactory()

    with pytest.raises(PermissionDenied):
        actions.add_item(meeting, details(), by=member_of(meeting.body))


def test_the_chair_of_the_board_edits_the_agenda():
    meeting = MeetingFactory()

    actions.add_item(meeting, details(), by=actor_with(Role.CHAIR, body=meeting.body))

    assert labels_of(meeting) == ["A"]


def test_an_adopted_agenda_changes_no_more():
    meeting = MeetingFactory(state=MeetingState.ADOPTED)

    with pytest.raises(RuleBroken):
        actions.add_item(meeting, details(), by=secretary_of(meeting.body))


def test_closing_a_public_item_closes_its_proposal_at_once():
    item = AgendaItemFactory(planned_openness=Openness.PUBLIC, openness=Openness.PUBLIC)
    proposal = ProposalFactory(body=item.meeting.body, openness=Openness.PUBLIC)

    actions.change_item(
        item,
        details(proposal=proposal, planned_openness=Openness.BODY),
        version=1,
        by=secretary_of(item.meeting.body),
    )

    item.refresh_from_db()
    proposal.refresh_from_db()
    assert (item.openness, proposal.openness) == (Openness.BODY, Openness.BODY)


def test_restricting_an_item_restricts_its_proposal_to_the_same_readers():
    paper = ProposalFactory(openness=Openness.PUBLIC)
    item = AgendaItemFactory(meeting__body=paper.body, proposal=paper)

    changed = actions.change_item(
        item,
        details(
            proposal=item.proposal,
            planned_openness=Openness.RESTRICTED,
            restriction=restriction(),
        ),
        version=1,
        by=secretary_of(item.meeting.body),
    )

    item.proposal.refresh_from_db()
    assert item.proposal.openness == Openness.RESTRICTED
    assert item.proposal.restriction == changed.restriction


def test_opening_an_item_does_not_open_its_proposal():
    proposal = ProposalFactory(openness=Openness.BODY)
    item = AgendaItemFactory(meeting__body=proposal.body, proposal=proposal, openness=Openness.BODY)

    actions.change_item(
        item,
        details(proposal=proposal, planned_openness=Openness.NETWORK),
        version=1,
        by=secretary_of(item.meeting.body),
    )

    proposal.refresh_from_db()
    assert proposal.openness == Openness.BODY


def test_the_second_of_two_changes_is_refused():
    item = AgendaItemFactory()
    secretary = secretary_of(item.meeting.body)
    actions.change_item(item, details("B"), version=1, by=secretary)

    with pytest.raises(StaleEdit):
        actions.change_item(item, details("C"), version=1, by=secretary)

    assert labels_of(item.meeting) == ["B"]


def test_a_recorded_item_is_neither_changed_nor_removed():
    item = DraftDecisionFactory(decision=DecisionFactory()).item
    secretary = secretary_of(item.meeting.body)

    with pytest.raises(RuleBroken):
        actions.change_item(item, details("B"), version=1, by=secretary)
    with pytest.raises(RuleBroken):
        actions.remove_item(item, version=1, by=secretary)

    assert labels_of(item.meeting) == [item.label]


def test_an_item_with_drafted_outcomes_is_not_removed():
    item = DraftDecisionFactory().item

    with pytest.raises(RuleBroken):
        actions.remove_item(item, version=1, by=secretary_of(item.meeting.body))


@pytest.mark.parametrize("other", [None, "another"])
def test_an_item_with_drafted_outcomes_keeps_its_proposal(other):
    item = DraftDecisionFactory(item__proposal=ProposalFactory()).item
    wanted = details(proposal=ProposalFactory() if other else None)

    with pytest.raises(RuleBroken, match="conceptbesluiten"):
        actions.change_item(item, wanted, version=1, by=secretary_of(item.meeting.body))

    item.refresh_from_db()
    assert item.proposal is not None


def test_practice_closes_no_real_proposal():
    paper = ProposalFactory(openness=Openness.PUBLIC, planned_openness=Openness.PUBLIC)
    item = AgendaItemFactory(proposal=paper, meeting__is_practice=True, openness=Openness.PUBLIC)

    actions.close_item(
        item, to=Openness.BODY, version=item.version, by=secretary_of(item.meeting.body)
    )

    paper.refresh_from_db()
    assert paper.openness == Openness.PUBLIC


def test_removing_leaves_the_proposal_and_a_trace():
    item = AgendaItemFactory(proposal=ProposalFactory())

    actions.remove_item(item, version=1, by=secretary_of(item.meeting.body))

    item.proposal.refresh_from_db()
    assert labels_of(item.meeting) == []
    assert AuditEntry.objects.get().event == Event.ITEM_REMOVED


@pytest.mark.parametrize(
    ("label", "step", "order"),
    [("B", -1, "BAC"), ("B", 1, "ACB"), ("A", -1, "ABC"), ("C", 1, "ABC")],
)
def test_items_change_places_with_their_neighbour(label, step, order):
    meeting = MeetingFactory()
    items = {name: AgendaItemFactory(meeting=meeting, label=name, position=1) for name in "ABC"}

    actions.move_item(items[label], step=step, by=secretary_of(meeting.body))

    assert "".join(labels_of(meeting)) == order


def test_an_item_passes_a_neighbour_that_the_editor_may_not_read():
    meeting = MeetingFactory()
    first = AgendaItemFactory(meeting=meeting, label="A")
    AgendaItemFactory(
        meeting=meeting, label="B", openness=Openness.RESTRICTED, restriction=RestrictionFactory()
    )
    AgendaItemFactory(meeting=meeting, label="C")

    actions.move_item(first, step=1, by=secretary_of(meeting.body))

    assert labels_of(meeting) == ["B", "C", "A"]


def test_a_report_is_written_by_the_secretary_only():
    item = AgendaItemFactory()
    text = {"minutes": "Er is gesproken.", "conclusion": "Akkoord.", "version": 1}

    with pytest.raises(PermissionDenied):
        actions.report(item, **text, by=actor_with(Role.CHAIR, body=item.meeting.body))
    reported = actions.report(item, **text, by=secretary_of(item.meeting.body))

    assert (reported.minutes, reported.conclusion) == ("Er is gesproken.", "Akkoord.")


@pytest.mark.parametrize(
    ("labels", "suggested"),
    [
        ([], ["A"]),
        (["A", "B"], ["B1", "C"]),
        (["A", "D1", "D2"], ["D3", "E"]),
        (["A", "B4", "D1", "E"], ["B5", "D2", "E1", "F"]),
    ],
)
def test_the_labels_that_could_follow_are_suggested(labels, suggested):
    items = [AgendaItem(label=label) for label in labels]

    assert suggested_labels(items) == suggested


def test_closing_a_recorded_item_closes_all_that_hangs_on_it():
    old = DecisionFactory()
    decision = DecisionFactory(corrects=old, correction_reason="Verschreven", body=old.body)
    follow_up = FollowUpFactory(decision=decision, openness=Openness.PUBLIC)
    proposal = ProposalFactory(openness=Openness.PUBLIC)
    here = {"meeting__body": proposal.body, "proposal": proposal}
    item = AgendaItemFactory(**here, openness=Openness.PUBLIC)
    DraftDecisionFactory(item=item, decision=decision)

    actions.close_item(item, to=Openness.BODY, version=1, by=secretary_of(item.meeting.body))

    rows = [item, proposal, decision, old, follow_up]
    for row in rows:
        row.refresh_from_db()
    assert {row.openness for row in rows} == {Openness.BODY}
    assert AuditEntry.objects.get().event == Event.ITEM_CLOSED


def test_closing_is_for_whoever_publishes_and_for_public_items():
    item = AgendaItemFactory()

    with pytest.raises(RuleBroken):
        actions.close_item(item, to=Openness.BODY, version=1, by=secretary_of(item.meeting.body))
    with pytest.raises(PermissionDenied):
        actions.close_item(
            item,
            to=Openness.BODY,
            version=1,
            by=actor_with(Role.CHAIR, body=item.meeting.body),
        )
