"""A paper on two agenda items is as closed as the more closed of them, whichever comes first."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.meetings.actions import agendas, planning, proposals, publishing
from ivz.meetings.models import AgendaItem
from ivz.meetings.queries.decision_lists import decision_list, preview
from ivz.meetings.states import MeetingState
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    ProposalFactory,
    secretary_of,
    visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    return ProposalFactory(planned_openness=Openness.PUBLIC)


@pytest.fixture
def meeting(paper):
    return MeetingFactory(body=paper.body, state=MeetingState.DRAFT)


@pytest.fixture
def secretary(meeting):
    return secretary_of(meeting.body)


@pytest.fixture
def public_item(meeting, paper):
    return AgendaItemFactory(meeting=meeting, proposal=paper, planned_openness=Openness.PUBLIC)


def elsewhere(paper, openness, **more):
    return AgendaItemFactory(
        meeting__body=BodyFactory(network=paper.body.network),
        proposal=paper,
        openness=openness,
        planned_openness=openness,
        **more,
    )


def convene(meeting, *, by):
    waiting = meeting.items.filter(planned_openness=Openness.PUBLIC)
    planning.convene(meeting, previewed=waiting.values_list("pk", flat=True), by=by)


def publish(meeting, *, by):
    type(meeting).objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)
    publishing.publish(meeting, by=by)


@pytest.mark.parametrize("act", [convene, publish])
@pytest.mark.parametrize(
    ("other", "becomes"),
    [
        (Openness.PUBLIC, Openness.PUBLIC),
        (Openness.NETWORK, Openness.NETWORK),
        (Openness.BODY, Openness.NETWORK),
    ],
)
def test_a_paper_opens_only_when_every_item_is_public(act, other, becomes, paper, public_item):
    elsewhere(paper, other)

    act(public_item.meeting, by=secretary_of(paper.body))

    paper.refresh_from_db()
    public_item.refresh_from_db()
    assert public_item.openness == Openness.PUBLIC
    assert paper.openness == becomes


@pytest.mark.parametrize("act", [convene, publish])
def test_a_closed_item_of_the_same_meeting_holds_the_paper_back(
    act, paper, public_item, meeting, secretary
):
    AgendaItemFactory(meeting=meeting, proposal=paper, planned_openness=Openness.NETWORK)

    act(meeting, by=secretary)

    paper.refresh_from_db()
    assert paper.openness == Openness.NETWORK


def test_a_practice_meeting_holds_no_real_paper_back(paper, public_item, meeting, secretary):
    elsewhere(paper, Openness.NETWORK, meeting__is_practice=True)

    convene(meeting, by=secretary)

    paper.refresh_from_db()
    assert paper.openness == Openness.PUBLIC


def test_the_paper_opens_once_the_last_item_is_out(paper, public_item, meeting, secretary):
    other = BodyFactory(network=paper.body.network)
    later = MeetingFactory(body=other, state=MeetingState.DRAFT)
    AgendaItemFactory(meeting=later, proposal=paper, planned_openness=Openness.PUBLIC)
    convene(meeting, by=secretary)
    paper.refresh_from_db()
    assert paper.openness == Openness.NETWORK

    convene(later, by=secretary_of(later.body))

    paper.refresh_from_db()
    assert paper.openness == Openness.PUBLIC


def test_the_previews_show_what_happens(client, paper, public_item, meeting, secretary):
    elsewhere(paper, Openness.BODY)
    client.force_login(secretary.user)

    shown = client.get(reverse("meetings:convene", args=[meeting.body.slug, meeting.slug]))
    expected = preview(meeting, actor=secretary).public.papers
    publish(meeting, by=secretary)

    words = " ".join(BeautifulSoup(shown.content, "html.parser").main.text.split())
    assert f"zonder voorstel {paper.register_number}" in words
    assert expected == decision_list(meeting, actor=visitor()).papers == []


def test_closing_one_of_two_public_items_closes_the_paper(paper, public_item, meeting, secretary):
    elsewhere(paper, Openness.PUBLIC)
    convene(meeting, by=secretary)
    public_item.refresh_from_db()

    agendas.close_item(public_item, to=Openness.BODY, version=public_item.version, by=secretary)

    paper.refresh_from_db()
    assert paper.openness == Openness.BODY
    assert AgendaItem.objects.filter(proposal=paper, openness=Openness.PUBLIC).count() == 1


def test_a_paper_changed_meanwhile_is_still_closed_with_its_item(paper, public_item, secretary):
    AgendaItem.objects.filter(pk=public_item.pk).update(openness=Openness.PUBLIC)
    stale = AgendaItem.objects.select_related("proposal").get(pk=public_item.pk)
    type(paper).objects.filter(pk=paper.pk).update(openness=Openness.PUBLIC)

    agendas.close_item(stale, to=Openness.NETWORK, version=stale.version, by=secretary)

    paper.refresh_from_db()
    assert paper.openness == Openness.NETWORK


def test_changing_a_paper_leaves_practice_out(paper, secretary):
    elsewhere(paper, Openness.BODY, meeting__is_practice=True)
    wanted = proposals.ProposalDetails(title="Nieuw", planned_openness=Openness.PUBLIC)

    changed = proposals.change(paper, wanted, version=paper.version, by=secretary)

    assert changed.openness == Openness.NETWORK
