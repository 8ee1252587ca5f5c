"""A closed subject stays closed on agendas, in requests, in previews and in refusals."""

import dataclasses

import pytest
from django.core.exceptions import PermissionDenied

from ivz.authorization.openness import Openness
from ivz.decisions import effects
from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas, questions
from ivz.meetings.models import AgendaItem
from ivz.meetings.queries.meetings import agenda
from ivz.meetings.queries.questions import open_requests
from ivz.meetings.queries.recording import effect_of, sheet_of
from ivz.network.models import Network
from tests.decisions.subject import KIND, motto
from tests.factories import (
    BodyFactory,
    MeetingFactory,
    NetworkFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.test_questions import decide, put, submission

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


def closed_to(*actors):
    """Let only some read the motto, and say that it is for the body."""
    people = {actor.person_id for actor in actors}
    return dataclasses.replace(
        KIND,
        visible_to=lambda actor: (
            Network.objects.all() if actor.person_id in people else Network.objects.none()
        ),
        about=lambda network: dataclasses.replace(
            KIND.about(network), title="Kanarie", openness=Openness.BODY
        ),
    )


def test_a_closed_subject_makes_a_closed_item(network, board, meeting, secretary):
    effects.register_subject_kind(closed_to(secretary))

    item = put(network, meeting, secretary)

    assert item.openness == item.proposal.openness == Openness.BODY
    details = agendas.ItemDetails(
        label="A", title="Motto", proposal=item.proposal, planned_openness=Openness.PUBLIC
    )
    with pytest.raises(RuleBroken, match="minder open"):
        agendas.change_item(item, details, version=item.version, by=secretary)


def test_nobody_reads_on_an_agenda_what_a_closed_subject_is(network, board, meeting, secretary):
    item = put(network, meeting, secretary)
    AgendaItem.objects.filter(pk=item.pk).update(openness=Openness.PUBLIC)
    effects.register_subject_kind(closed_to(secretary))

    for reader in [member_of(board), visitor()]:
        (row,) = agenda(meeting, actor=reader).rows
        assert row.asked is None
        assert all(move.about is None for move in effect_of(sheet_of(item), actor=reader).moves)
    (row,) = agenda(meeting, actor=secretary).rows
    assert row.asked.about.title == "Kanarie"


def test_requests_about_a_closed_subject_are_for_its_readers(network, board, meeting, secretary):
    member = member_of(board)
    effects.register_subject_kind(closed_to(member))
    questions.ask_for(meeting, submission(network), reason="Nu.", by=member)

    assert len(open_requests(meeting, actor=member)) == 1
    assert open_requests(meeting, actor=secretary) == []


def test_who_may_not_read_the_subject_cannot_put_it_anywhere(network, meeting, secretary):
    effects.register_subject_kind(closed_to())

    with pytest.raises(PermissionDenied):
        put(network, meeting, secretary)


def test_a_refusal_says_nothing_of_a_subject_that_is_closed_to_the_secretary(
    network, board, meeting, secretary
):
    item = put(network, meeting, secretary)
    effects.register_subject_kind(closed_to())
    Network.objects.filter(pk=network.pk).update(legal_form="vast")

    with pytest.raises(RuleBroken) as refused:
        decide(item, secretary)

    assert "motto" not in str(refused.value).lower()
