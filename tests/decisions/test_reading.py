"""Who reads what is restricted to named people."""

import pytest

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.meetings.models import AgendaItem, Proposal
from ivz.network.models import Seat
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def restricted(body):
    """Restrict an item, its paper and a decision; give the restriction."""
    restriction = RestrictionFactory(imposed_by__openness=Openness.BODY)
    closed = {"openness": Openness.RESTRICTED, "restriction": restriction}
    AgendaItemFactory(meeting=MeetingFactory(body=body), **closed)
    ProposalFactory(body=body, **closed)
    DecisionFactory(body=body, **closed)
    return restriction


def read_by(actor):
    return [
        model.objects.visible_to(Actor(user=actor.user, today=TODAY)).count()
        for model in (AgendaItem, Proposal, Decision)
    ]


def test_a_named_reader_with_a_seat_reads(body, restricted):
    named, other = member_of(body), member_of(body)
    restricted.readers.add(named.user.person)

    assert read_by(named) == [1, 1, 1]
    assert read_by(other) == [0, 0, 0]


def test_a_seat_elsewhere_in_the_network_is_enough(body, restricted):
    named = member_of(BodyFactory(network=body.network))
    restricted.readers.add(named.user.person)

    assert read_by(named) == [1, 1, 1]


@pytest.mark.parametrize("loss", [{"is_revoked": True}, {"valid_until": TODAY}])
def test_a_named_reader_without_a_seat_of_today_reads_nothing(body, restricted, loss):
    named = member_of(body)
    restricted.readers.add(named.user.person)

    Seat.objects.filter(person=named.user.person).update(**loss)

    assert read_by(named) == [0, 0, 0]


def test_a_seat_in_another_network_opens_nothing(body, restricted):
    named = member_of(BodyFactory())
    restricted.readers.add(named.user.person)

    assert read_by(named) == [0, 0, 0]
