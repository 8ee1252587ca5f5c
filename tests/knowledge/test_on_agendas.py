"""Knowledge papers on agendas and with proposals: put there, read there, taken off."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.knowledge.states import PaperKind
from ivz.meetings.actions import knowledge as actions
from ivz.meetings.models import AgendaItem, PresentedPaper
from ivz.meetings.states import ItemKind, MeetingState
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.knowledge.factories import KnowledgePaperFactory, KnowledgeQuestionFactory
from tests.meetings.pages import main_of

pytestmark = pytest.mark.django_db
NEXT_MONTH = TODAY + dt.timedelta(days=30)
PUBLIC = {"openness": Openness.PUBLIC, "planned_openness": Openness.PUBLIC}


@pytest.fixture
def board(platform):
    return BodyFactory(network=platform.network, short_name="DVO")


@pytest.fixture
def secretary(board):
    return secretary_of(board)


@pytest.fixture
def paper(board):
    return KnowledgePaperFactory(network=board.network, title="Effecten van de aanpak")


@pytest.fixture
def held(board):
    meeting = MeetingFactory(
        body=board, date=dt.date(2016, 7, 4), slug="2016-07-04", state=MeetingState.ADOPTED
    )
    return AgendaItemFactory(meeting=meeting, label="C2", title="Presentatie", **PUBLIC)


def signed_in(client, actor):
    client.force_login(actor.user)
    return client


def put_address(paper):
    return reverse("meetings:put_knowledge", args=[paper.key])


def test_research_stays_with_the_meeting_in_which_it_was_presented(client, paper, held, secretary):
    answer = signed_in(client, secretary).post(put_address(paper), {"place": f"punt-{held.pk}"})

    assert answer.url == paper.get_absolute_url()
    told = client.get(paper.get_absolute_url())
    assert f'href="{held.get_absolute_url()}"' in told.content.decode()
    assert "DVO van maandag 4 juli 2016, agendapunt C2" in main_of(told)
    agenda = client.get(held.meeting.get_absolute_url()).content.decode()
    assert f'href="{paper.get_absolute_url()}"' in agenda


def test_a_memo_comes_on_a_coming_agenda_to_inform_and_never_more_open_than_it_is(
    client, board, paper, secretary
):
    meeting = MeetingFactory(body=board, date=NEXT_MONTH, slug="straks", state=MeetingState.DRAFT)

    signed_in(client, secretary).post(put_address(paper), {"place": f"vergadering-{meeting.pk}"})

    item = AgendaItem.objects.get(meeting=meeting)
    assert (item.title, item.kind) == (paper.title, ItemKind.INFORM)
    assert item.planned_openness == Openness.NETWORK
    assert PresentedPaper.objects.get().item == item


def test_questions_and_answers_stand_in_full_with_the_proposal(client, board, paper, secretary):
    paper.kind = PaperKind.QUESTIONS
    paper.save()
    answers = {"answer": "Zeven cent.", "answered_on": TODAY}
    KnowledgeQuestionFactory(paper=paper, question="Wat kost het?", **answers)
    proposal = ProposalFactory(body=board, **PUBLIC)

    signed_in(client, secretary).post(put_address(paper), {"place": f"voorstel-{proposal.pk}"})

    inside = main_of(client.get(proposal.get_absolute_url()))
    assert "Wat kost het?" in inside
    assert "Zeven cent." in inside
    client.logout()
    outside = main_of(client.get(proposal.get_absolute_url()))
    assert paper.title not in outside
    assert "Wat kost het?" not in outside


def test_what_is_closed_on_either_side_is_told_on_neither(paper, held, secretary):
    type(paper).objects.filter(pk=paper.pk).update(openness=Openness.PUBLIC)
    row = actions.put_with(paper, held, by=secretary)
    seen = PresentedPaper.objects.visible_to(visitor())
    assert list(seen.all()) == [row]

    AgendaItem.objects.filter(pk=held.pk).update(openness=Openness.NETWORK)
    assert not PresentedPaper.objects.visible_to(visitor()).exists()
    AgendaItem.objects.filter(pk=held.pk).update(openness=Openness.PUBLIC)
    type(paper).objects.filter(pk=paper.pk).update(openness=Openness.NETWORK)

    assert not PresentedPaper.objects.visible_to(visitor()).exists()
    assert list(PresentedPaper.objects.visible_to(secretary)) == [row]


def test_only_who_edits_that_agenda_puts_it_there(client, platform, board, paper, held, secretary):
    for other in (member_of(board), secretary_of(platform), secretary_of(BodyFactory())):
        with pytest.raises(PermissionDenied):
            actions.put_with(paper, held, by=other)
    assert signed_in(client, member_of(board)).get(put_address(paper)).status_code == 403
    assert signed_in(client, secretary_of(BodyFactory())).get(put_address(paper)).status_code == 404
    client.logout()
    assert client.get(put_address(paper)).status_code == 404


def test_a_paper_of_another_network_or_for_named_people_is_put_nowhere(board, held, secretary):
    elsewhere = KnowledgePaperFactory(**PUBLIC)
    with pytest.raises(RuleBroken, match="ander netwerk"):
        actions.put_with(elsewhere, held, by=secretary)

    restriction = RestrictionFactory(imposed_by__body=board)
    secret = KnowledgePaperFactory(
        network=board.network,
        openness=Openness.RESTRICTED,
        planned_openness=Openness.RESTRICTED,
        restriction=restriction,
    )
    with pytest.raises(RuleBroken, match="genoemde"):
        actions.put_with(secret, held, by=secretary)


def test_it_is_taken_off_again_and_put_once(client, paper, held, secretary):
    rows = [actions.put_with(paper, held, by=secretary) for _each in range(2)]
    assert rows[0] == rows[1]
    address = reverse("meetings:take_off_knowledge", args=[paper.key, rows[0].pk])
    other = member_of(held.meeting.body)

    assert signed_in(client, other).post(address).status_code == 403
    signed_in(client, secretary).post(address)

    assert not PresentedPaper.objects.exists()
    assert AgendaItem.objects.filter(pk=held.pk).exists()


def test_a_frozen_agenda_asks_why_it_comes_now(client, board, paper, secretary):
    meeting = MeetingFactory(
        body=board, date=TODAY + dt.timedelta(days=2), slug="bevroren", freeze_days=7
    )
    sent = {"place": f"vergadering-{meeting.pk}", "late_reason": ""}

    refused = signed_in(client, secretary).post(put_address(paper), sent)
    assert refused.status_code == 422
    assert not AgendaItem.objects.filter(meeting=meeting).exists()
    client.post(put_address(paper), sent | {"late_reason": "Pas vandaag klaar."})

    assert AgendaItem.objects.filter(meeting=meeting).exists()
