"""Saving a form keeps what its editor may not see, and drops what the editor could see."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.meetings.forms.planning import ItemForm, MeetingForm
from ivz.meetings.forms.proposals import ProposalForm
from ivz.meetings.models import AgendaItem, Proposal
from ivz.meetings.states import ItemKind
from tests.factories import (
    AgendaItemFactory,
    DataSetFactory,
    DecisionFactory,
    MeetingFactory,
    PersonFactory,
    ProposalFactory,
    RestrictionFactory,
    SchemeFactory,
    secretary_of,
)
from tests.meetings.pages import address, main_of

pytestmark = pytest.mark.django_db
OPENLY, CLOSED = Openness.NETWORK, Openness.BODY


@pytest.fixture
def meeting():
    return MeetingFactory()


@pytest.fixture
def editor(client, meeting):
    actor = secretary_of(meeting.body)
    client.force_login(actor.user)
    return actor


def paper_elsewhere(meeting, openness):
    other = MeetingFactory(body__network=meeting.body.network)
    return ProposalFactory(body=other.body, title="Besloten stuk", openness=openness)


def typed(**more):
    return {
        "label": "D1",
        "title": "Ander opschrift",
        "kind": ItemKind.DISCUSS,
        "planned_openness": Openness.NETWORK,
        "version": 1,
        **more,
    }


@pytest.mark.parametrize(("openness", "is_kept"), [(CLOSED, True), (OPENLY, False)])
def test_an_item_keeps_a_paper_its_editor_may_not_read(client, meeting, editor, openness, is_kept):
    paper = paper_elsewhere(meeting, openness)
    item = AgendaItemFactory(meeting=meeting, label="D1", proposal=paper)
    where = address("edit_item", meeting, item.pk)

    shown = main_of(client.get(where))
    client.post(where, typed())

    item.refresh_from_db()
    assert item.title == "Ander opschrift"
    assert item.proposal_id == (paper.pk if is_kept else None)
    assert ("Besloten stuk" in shown) == (not is_kept)


def test_another_paper_takes_the_place_of_a_hidden_one(client, meeting, editor):
    item = AgendaItemFactory(meeting=meeting, label="D1", proposal=paper_elsewhere(meeting, CLOSED))
    other = ProposalFactory(body=meeting.body)

    client.post(address("edit_item", meeting, item.pk), typed(proposal=other.pk))

    assert AgendaItem.objects.get(pk=item.pk).proposal == other


def test_a_restriction_keeps_the_decision_its_editor_may_not_read(meeting, editor):
    hidden = DecisionFactory(
        body=meeting.body, openness=Openness.RESTRICTED, restriction=RestrictionFactory()
    )
    item = AgendaItemFactory(
        meeting=meeting,
        openness=Openness.RESTRICTED,
        restriction=RestrictionFactory(imposed_by=hidden),
    )
    restricted = {
        "planned_openness": Openness.RESTRICTED,
        "reason": "Lopend onderzoek",
        "ground": "woo-5.1.2c",
        "ends_on": dt.date(2017, 3, 1),
    }

    form = ItemForm(typed(**restricted), meeting=meeting, actor=editor, item=item)

    assert form.is_valid(), form.errors
    assert form.details().restriction.imposed_by == hidden


def test_a_person_who_left_can_still_be_chosen_where_they_stand(meeting, editor):
    meeting.chair = PersonFactory()
    paper = ProposalFactory(body=meeting.body, portfolio_holder=PersonFactory())

    of_meeting = MeetingForm(meeting=meeting).fields["chair"].queryset
    of_paper = ProposalForm(body=meeting.body, actor=editor, proposal=paper)

    assert meeting.chair in of_meeting
    assert paper.portfolio_holder in of_paper.fields["portfolio_holder"].queryset


@pytest.mark.parametrize("is_own", [True, False])
def test_a_paper_keeps_tables_its_editor_may_not_choose(client, meeting, editor, is_own):
    network = {"network": meeting.body.network} if is_own else {}
    scheme, data_set = SchemeFactory(**network), DataSetFactory(**network)
    paper = ProposalFactory(body=meeting.body, scheme=scheme, data_set=data_set)

    client.post(
        reverse("meetings:edit_proposal", args=[paper.body.slug, paper.register_number]),
        {
            "title": "Nieuwe titel",
            "planned_openness": Openness.NETWORK,
            "version": 1,
            "points-TOTAL_FORMS": 0,
            "points-INITIAL_FORMS": 0,
        },
    )

    paper = Proposal.objects.get(pk=paper.pk)
    assert paper.title == "Nieuwe titel"
    assert (paper.scheme, paper.data_set) == ((None, None) if is_own else (scheme, data_set))
