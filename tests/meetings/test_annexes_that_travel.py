"""Which annexes travel along with a paper.

Policy: docs/policy/meetings.md#route
"""

import pytest

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.meetings.actions import agendas, annexes, proposals, routes
from ivz.meetings.actions.annexes import AnnexDetails
from ivz.meetings.actions.proposals import ProposalDetails
from ivz.meetings.models import Annex
from ivz.meetings.states import RouteAsk
from tests.factories import (
    AgendaItemFactory,
    AnnexFactory,
    BodyFactory,
    ProposalFactory,
    RouteStepFactory,
    member_of,
    secretary_of,
)
from tests.meetings.travelling import routed

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    return ProposalFactory(body=BodyFactory(kind=BodyKind.PLATFORM))


@pytest.fixture
def circle(paper):
    return BodyFactory(network=paper.body.network)


@pytest.fixture
def council():
    return BodyFactory(kind=BodyKind.UNIT_BOARD)


@pytest.fixture
def secretary(paper):
    return secretary_of(paper.body)


def test_an_annex_travels_along_unless_it_is_more_closed(paper, council):
    RouteStepFactory(proposal=paper, body=council, is_sent=True)
    along = AnnexFactory(proposal=paper)
    AnnexFactory(proposal=paper, openness=Openness.BODY)

    assert list(Annex.objects.visible_to(member_of(council))) == [along]


def test_closing_a_paper_on_its_way_opens_no_annex(paper, circle, secretary):
    routed(paper, (RouteAsk.ADVISE, circle), by=secretary)
    along = annexes.add(paper, AnnexDetails(title="Mee"), content=None, by=secretary)
    kept = AnnexDetails(title="Blijft hier", planned_openness=Openness.BODY)
    annexes.add(paper, kept, content=None, by=secretary)
    (step,) = routes.send(paper, by=secretary)
    routes.give_back(step, remarks="Anders.", version=1, by=secretary_of(circle))
    there = member_of(circle)
    at_first = list(Annex.objects.visible_to(there))

    item = AgendaItemFactory(meeting__body=paper.body, proposal=paper, openness=Openness.PUBLIC)
    agendas.close_item(item, to=Openness.BODY, version=1, by=secretary)
    with_its_item = list(Annex.objects.visible_to(there))
    item.delete()
    closing = ProposalDetails(title=paper.title, planned_openness=Openness.BODY)
    proposals.change(paper, closing, version=1, by=secretary)
    by_itself = list(Annex.objects.visible_to(there))

    assert at_first == with_its_item == by_itself == [along]


def test_an_annex_for_the_body_goes_along_with_a_paper_that_was_sent_so(paper, circle, secretary):
    proposals.change(
        paper,
        ProposalDetails(title=paper.title, planned_openness=Openness.BODY),
        version=1,
        by=secretary,
    )
    closed = AnnexDetails(title="Mee", planned_openness=Openness.BODY)
    annex = annexes.add(paper, closed, content=None, by=secretary)
    routed(paper, (RouteAsk.ADVISE, circle), by=secretary)

    routes.send(paper, by=secretary)

    assert list(Annex.objects.visible_to(member_of(circle))) == [annex]
