"""Putting a subject before a body, asking for that, deciding on it, and who reads what of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from ivz.authorization.roles import BodyKind
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.states import EffectState, Outcome
from ivz.errors import RuleBroken
from ivz.meetings.actions import proposals, questions, recording
from ivz.meetings.actions.questions import Submission
from ivz.meetings.models import AgendaItem, AgendaRequest, AskedQuestion, DraftDecision
from ivz.meetings.queries.meetings import agenda
from ivz.meetings.queries.questions import lying
from ivz.meetings.queries.recording import effect_of, sheet_of
from ivz.meetings.rules.recording import points_of
from ivz.meetings.states import ItemKind, RequestState
from ivz.network.models import Network
from ivz.workflow.versions import StaleEdit
from tests.decisions.subject import KEY, carried, motto
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    NetworkFactory,
    member_of,
    secretary_of,
    visitor,
)

__all__ = ["motto"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("motto")]


@pytest.fixture
def network():
    return NetworkFactory(motto="Eerst dit")


@pytest.fixture
def board(network):
    return BodyFactory(network=network, short_name="DVO")


@pytest.fixture
def meeting(board):
    return MeetingFactory(body=board)


@pytest.fixture
def secretary(board):
    return secretary_of(board)


def submission(network, **given):
    details = {"title": "Een nieuw motto", "summary": "Kort."}
    return Submission(carried=carried(network), **{**details, **given})


def put(network, meeting, by, *, label="A", **given):
    return questions.put_before(meeting, submission(network, **given), label=label, by=by)


def decide(item, by, outcome=Outcome.ACCEPTED, *, terms=None, text="Akkoord."):
    (point,) = points_of(item)
    noted = recording.Noted(outcome=outcome, text=text, terms=terms)
    recording.save_draft(item, noted, point=point.source, version=0, by=by)
    return recording.record(item, conclusion="", version=item.version, by=by)


def motto_of(network):
    return Network.objects.get(pk=network.pk).motto


@pytest.mark.parametrize("with_proposal", [True, False])
def test_a_subject_that_is_put_before_the_body_moves_with_its_decision(
    network, meeting, secretary, with_proposal
):
    item = put(network, meeting, secretary, with_proposal=with_proposal)
    before = motto_of(network)

    decide(item, secretary)

    assert item.kind == ItemKind.DECIDE
    assert (item.proposal is not None) == with_proposal
    assert (before, motto_of(network)) == ("Eerst dit", "Samen veilig")


def test_the_proposal_asks_the_question_with_its_terms(network, meeting, secretary):
    item = put(network, meeting, secretary)

    (point,) = item.proposal.points.all()
    assert point.title == f"Kies een motto voor {network.name}."
    assert "Motto: Samen veilig" in point.text
    assert item.proposal.register_number == "2016-01"


def test_the_body_can_decide_on_other_terms(network, meeting, secretary):
    item = put(network, meeting, secretary)

    decide(item, secretary, Outcome.AMENDED, terms={"motto": "Veilig samen"}, text="Anders.")

    assert motto_of(network) == "Veilig samen"


def test_other_terms_count_only_where_the_body_decided_in_other_words(network, meeting, secretary):
    item = put(network, meeting, secretary)

    decide(item, secretary, Outcome.ACCEPTED, terms={"motto": "Veilig samen"})

    assert motto_of(network) == "Samen veilig"


def test_an_effect_that_is_refused_keeps_everything_a_draft(network, meeting, secretary):
    item = put(network, meeting, secretary)
    Network.objects.filter(pk=network.pk).update(legal_form="vast")

    with pytest.raises(RuleBroken, match="ligt vast"):
        decide(item, secretary)

    assert not Decision.objects.exists()
    assert DraftDecision.objects.get(item=item).decision is None


def test_two_secretaries_record_it_once(network, board, meeting, secretary):
    item = put(network, meeting, secretary)
    (point,) = points_of(item)
    noted = recording.Noted(outcome=Outcome.ACCEPTED, text="Akkoord.")
    recording.save_draft(item, noted, point=point.source, version=0, by=secretary)
    recording.record(item, conclusion="", version=item.version, by=secretary)

    with pytest.raises(RuleBroken):
        recording.record(item, conclusion="", version=item.version, by=secretary_of(board))

    assert DecidedSubject.objects.count() == 1


def test_putting_right_moves_the_subject_again_on_the_better_terms(network, meeting, secretary):
    item = put(network, meeting, secretary)
    decide(item, secretary)
    draft = DraftDecision.objects.get(item=item)

    better = recording.Noted(
        outcome=Outcome.AMENDED, text="Anders.", terms={"motto": "Veilig samen"}
    )
    recording.put_right(
        draft, better, reason="Verkeerd genoteerd.", version=draft.version, by=secretary
    )

    assert motto_of(network) == "Veilig samen"
    states = list(DecidedSubject.objects.order_by("pk").values_list("state", flat=True))
    assert states == [EffectState.REVERSED, EffectState.APPLIED]


def test_putting_right_as_proposed_takes_the_terms_as_asked(network, meeting, secretary):
    item = put(network, meeting, secretary)
    decide(item, secretary, Outcome.DEFERRED)
    draft = DraftDecision.objects.get(item=item)

    better = recording.Noted(
        outcome=Outcome.ACCEPTED, text="Akkoord.", terms={"motto": "Veilig samen"}
    )
    recording.put_right(draft, better, reason="Verkeerd.", version=draft.version, by=secretary)

    assert motto_of(network) == "Samen veilig"


def test_putting_right_is_refused_once_something_depends_on_it(network, meeting, secretary):
    item = put(network, meeting, secretary)
    decide(item, secretary)
    Network.objects.filter(pk=network.pk).update(legal_form="gedrukt")
    draft = DraftDecision.objects.get(item=item)

    with pytest.raises(RuleBroken, match="al gedrukt"):
        recording.put_right(
            draft,
            recording.Noted(outcome=Outcome.REJECTED, text="Toch niet."),
            reason="Verkeerd genoteerd.",
            version=draft.version,
            by=secretary,
        )

    assert motto_of(network) == "Samen veilig"


def test_practice_shows_the_effect_and_moves_nothing(network, board, secretary):
    practice = MeetingFactory(body=board, is_practice=True, slug="oefening")
    item = put(network, practice, secretary)
    (point,) = points_of(item)
    noted = recording.Noted(outcome=Outcome.ACCEPTED, text="Akkoord.")
    recording.save_draft(item, noted, point=point.source, version=0, by=secretary)

    (move,) = effect_of(sheet_of(item), actor=secretary).moves
    recording.record(item, conclusion="", version=item.version, by=secretary)

    assert move.sentence == "Het motto wordt: Samen veilig"
    assert motto_of(network) == "Eerst dit"


def test_only_who_edits_the_agenda_puts_something_on_it(network, board, meeting):
    with pytest.raises(PermissionDenied):
        put(network, meeting, member_of(board))

    assert not AgendaItem.objects.exists()


def test_a_body_that_does_not_decide_on_it_is_refused(network):
    group = BodyFactory(network=network, kind=BodyKind.WORKING_GROUP, status="executing")
    meeting = MeetingFactory(body=group)

    with pytest.raises(RuleBroken, match="beslist hier niet over"):
        put(network, meeting, secretary_of(group))


def test_one_question_does_not_lie_before_a_body_twice(network, board, meeting, secretary):
    put(network, meeting, secretary)
    later = MeetingFactory(body=board, date=TODAY + dt.timedelta(days=30))

    with pytest.raises(RuleBroken, match="punt A"):
        put(network, later, secretary)


def test_a_deferred_question_can_be_put_before_the_body_again(network, board, meeting, secretary):
    decide(put(network, meeting, secretary), secretary, Outcome.DEFERRED)
    later = MeetingFactory(body=board, date=TODAY + dt.timedelta(days=30))

    item = put(network, later, secretary)

    assert item.meeting == later
    assert motto_of(network) == "Eerst dit"


def test_a_meeting_that_was_held_takes_nothing_new(network, meeting, secretary):
    decide(put(network, meeting, secretary), secretary)

    with pytest.raises(RuleBroken, match="al gehouden"):
        put(network, meeting, secretary, label="B")


def test_members_ask_and_the_secretary_puts_it_on_the_agenda(network, board, meeting, secretary):
    member = member_of(board)
    request = questions.ask_for(meeting, submission(network), reason="Nu nodig.", by=member)

    item = questions.accept(request, label="A", version=1, by=secretary)

    request.refresh_from_db()
    assert (request.state, request.item) == (RequestState.ACCEPTED, item)
    assert item.asked_by == member.user.person
    assert AskedQuestion.objects.get().terms == {"motto": "Samen veilig"}


def test_declining_needs_an_answer_that_the_member_reads(network, board, meeting, secretary):
    member = member_of(board)
    request = questions.ask_for(meeting, submission(network), reason="Nu nodig.", by=member)

    with pytest.raises(RuleBroken, match="Schrijf op waarom"):
        questions.decline(request, answer=" ", version=1, by=secretary)
    questions.decline(request, answer="Eerst langs het Platform.", version=1, by=secretary)

    (told,) = lying(KEY, [network.pk], member)
    assert "Eerst langs het Platform." in told.text
    assert lying(KEY, [network.pk], member_of(board)) == []


def test_two_editors_answer_a_request_once(network, board, meeting, secretary):
    request = questions.ask_for(
        meeting, submission(network), reason="Nu nodig.", by=member_of(board)
    )
    questions.decline(request, answer="Later.", version=1, by=secretary)

    with pytest.raises(StaleEdit):
        questions.accept(request, label="A", version=1, by=secretary_of(board))

    assert not AgendaItem.objects.exists()


def test_nobody_from_another_network_asks(network, meeting):
    with pytest.raises(PermissionDenied):
        questions.ask_for(meeting, submission(network), reason="Nu.", by=member_of(BodyFactory()))


def test_only_editors_answer(network, board, meeting):
    member = member_of(board)
    request = questions.ask_for(meeting, submission(network), reason="Nu.", by=member)

    with pytest.raises(PermissionDenied):
        questions.accept(request, label="A", version=1, by=member)


def test_the_same_request_waits_only_once(network, board, meeting):
    questions.ask_for(meeting, submission(network), reason="Nu.", by=member_of(board))

    with pytest.raises(RuleBroken, match="al gevraagd"):
        questions.ask_for(meeting, submission(network), reason="Nu.", by=member_of(board))

    assert AgendaRequest.objects.count() == 1


def test_a_question_taken_off_moves_nothing(network, meeting, secretary):
    item = put(network, meeting, secretary)
    questions.withdraw(AskedQuestion.objects.get(), by=secretary)

    decide(item, secretary)

    assert motto_of(network) == "Eerst dit"
    assert not DecidedSubject.objects.exists()


def test_the_point_that_carries_the_question_cannot_be_dropped(network, meeting, secretary):
    paper = put(network, meeting, secretary).proposal
    details = proposals.ProposalDetails(
        title=paper.title, points=[proposals.PointDetails(label="2", title="Iets anders")]
    )

    with pytest.raises(RuleBroken, match="draagt de vraag"):
        proposals.change(paper, details, version=paper.version, by=secretary)


def test_other_points_of_the_paper_move_nothing(network, meeting, secretary):
    item = put(network, meeting, secretary)
    paper = item.proposal
    details = proposals.ProposalDetails(
        title=paper.title,
        points=[
            proposals.PointDetails(label="1", title="Kies een motto."),
            proposals.PointDetails(label="2", title="Druk het af."),
        ],
    )
    proposals.change(paper, details, version=paper.version, by=secretary)
    recording.accept_rest(item, by=secretary)

    recording.record(item, conclusion="", version=item.version, by=secretary)

    assert Decision.objects.count() == 2
    assert DecidedSubject.objects.get().decision.draft.point.label == "1"


def test_where_it_lies_is_told_to_who_may_read_the_item(network, board, meeting, secretary):
    item = put(network, meeting, secretary)

    (place,) = lying(KEY, [network.pk], secretary)
    assert "Ligt voor aan DVO" in place.text
    assert place.url.endswith("#punt-A")
    assert lying(KEY, [network.pk], visitor()) == []
    decide(item, secretary)
    assert lying(KEY, [network.pk], secretary) == []


def test_an_agenda_full_of_questions_asks_one_query_more(
    network, meeting, secretary, django_assert_num_queries
):
    assert secretary.seats
    AgendaItemFactory(meeting=meeting, label="Z")
    with django_assert_num_queries(1):
        agenda(meeting, actor=secretary)
    for number in range(3):
        item = AgendaItemFactory(meeting=meeting, label=f"A{number}")
        question = carried(network)
        AskedQuestion.objects.create(
            item=item, kind=KEY, subject_id=network.pk, question="choose", terms=question.terms
        )

    with django_assert_num_queries(2):
        agenda(meeting, actor=secretary)
