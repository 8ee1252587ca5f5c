"""Openness by who asks, for every kind of record that carries one.

Policy: docs/policy/openness.md#levels
"""

import pytest

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Duty
from ivz.meetings.states import MeetingState
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    AnnexFactory,
    BodyFactory,
    DecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    NetworkFactory,
    ProposalFactory,
    RestrictionFactory,
    SeatFactory,
    member_of,
    secretary_of,
    someone_with_duty,
    visitor,
)

pytestmark = pytest.mark.django_db
PUBLIC, NETWORK, BODY, RESTRICTED = Openness

READERS = {
    # who asks: the levels they may read of a record of the body
    "visitor": {PUBLIC},
    "member of the body": {PUBLIC, NETWORK, BODY},
    "secretary of the body": {PUBLIC, NETWORK, BODY},
    "member of another body of the network": {PUBLIC, NETWORK},
    "member in another network": {PUBLIC},
    "member in the parent network": {PUBLIC},
    "member in a district below": {PUBLIC},
    "coordinator of the parent network": {PUBLIC},
    "named reader without a seat": {PUBLIC},
    "named reader in the body": {PUBLIC, NETWORK, BODY, RESTRICTED},
    "member whose seat ended": {PUBLIC},
    "member whose seat was revoked": {PUBLIC},
    "account without a person": {PUBLIC},
    "administrator": {PUBLIC},
    "auditor": {PUBLIC},
}


@pytest.fixture
def body():
    return BodyFactory(network=NetworkFactory(parent=NetworkFactory()))


def someone(who, body):
    """Make whoever asks; a named reader is made known to ``restriction_of``."""
    above, below = body.network.parent, NetworkFactory(parent=body.network)
    makers = {
        "visitor": visitor,
        "member of the body": lambda: member_of(body),
        "secretary of the body": lambda: secretary_of(body),
        "member of another body of the network": lambda: member_of(
            BodyFactory(network=body.network)
        ),
        "member in another network": lambda: member_of(BodyFactory()),
        "member in the parent network": lambda: member_of(BodyFactory(network=above)),
        "member in a district below": lambda: member_of(BodyFactory(network=below)),
        "coordinator of the parent network": lambda: secretary_of(
            BodyFactory(network=above, kind=BodyKind.PLATFORM)
        ),
        "named reader without a seat": lambda: without_seat(member_of(body)),
        "named reader in the body": lambda: member_of(body),
        "member whose seat ended": lambda: without_seat(member_of(body), valid_until=TODAY),
        "member whose seat was revoked": lambda: without_seat(member_of(body), is_revoked=True),
        "account without a person": lambda: Actor(
            user=someone_with_duty(Duty.AUDITOR).user, today=TODAY
        ),
        "administrator": lambda: someone_with_duty(Duty.ADMINISTRATOR),
        "auditor": lambda: someone_with_duty(Duty.AUDITOR),
    }
    return makers[who]()


def without_seat(actor, **changes):
    """Take the seats of somebody away, or change them, and look again."""
    seats = actor.user.person.seats
    if changes:
        seats.update(**changes)
    else:
        seats.all().delete()
    return Actor(user=actor.user, today=actor.today)


def restriction_of(who, actor):
    restriction = RestrictionFactory()
    restriction.readers.add(SeatFactory().person)
    if who.startswith("named reader"):
        restriction.readers.add(actor.user.person)
    return restriction


RECORDS = {
    "decision": lambda body, **openness: DecisionFactory(body=body, **openness),
    "follow-up": lambda body, **openness: FollowUpFactory(body=body, **openness),
    "proposal": lambda body, **openness: ProposalFactory(body=body, **openness),
    "annex": lambda body, **openness: AnnexFactory(
        proposal=ProposalFactory(body=body, openness=PUBLIC), **openness
    ),
    "agenda item": lambda body, **openness: AgendaItemFactory(meeting=meeting_of(body), **openness),
}


def meeting_of(body):
    return body.meetings.first() or MeetingFactory(body=body)


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("who", READERS)
def test_everybody_reads_the_levels_that_are_theirs(who, record, body):
    actor = someone(who, body)
    restriction = restriction_of(who, actor)
    records = [
        RECORDS[record](
            body, openness=level, restriction=restriction if level == RESTRICTED else None
        )
        for level in Openness
    ]

    visible = type(records[0]).objects.visible_to(actor)

    assert {each.openness for each in records if each in visible} == READERS[who]


@pytest.mark.parametrize("record", RECORDS)
def test_what_is_planned_as_public_is_not_public_yet(record, body):
    planned = RECORDS[record](body, planned_openness=PUBLIC, openness=NETWORK)
    closed_again = RECORDS[record](body, planned_openness=PUBLIC, openness=BODY)

    visible = type(planned).objects.visible_to(visitor())

    assert planned not in visible
    assert closed_again not in visible


@pytest.mark.parametrize("record", RECORDS)
def test_new_records_are_for_the_network(record, body):
    new = type(RECORDS[record](body))()

    assert (new.planned_openness, new.openness) == (NETWORK, NETWORK)


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_is_found_once_however_many_seats_one_holds(record, body):
    actor = member_of(body)
    SeatFactory.create_batch(2, body=body, person=actor.user.person)
    record = RECORDS[record](body, openness=BODY)

    visible = type(record).objects.visible_to(Actor(user=actor.user, today=TODAY))

    assert list(visible) == [record]


@pytest.mark.parametrize(
    ("who", "states"),
    [
        ("visitor", set(MeetingState) - {MeetingState.DRAFT}),
        ("member of the body", set(MeetingState)),
        ("member of another body of the network", set(MeetingState)),
        ("member in the parent network", set(MeetingState) - {MeetingState.DRAFT}),
        ("administrator", set(MeetingState) - {MeetingState.DRAFT}),
    ],
)
def test_a_meeting_in_preparation_is_known_to_the_network_only(who, states, body):
    actor = someone(who, body)
    meetings = [MeetingFactory(body=body, state=state, slug=state) for state in MeetingState]

    visible = type(meetings[0]).objects.visible_to(actor)

    assert {meeting.state for meeting in visible} == states


def test_a_public_item_stays_closed_to_visitors_until_the_agenda_is_out(body):
    item = AgendaItemFactory(meeting__body=body, meeting__state=MeetingState.DRAFT, openness=PUBLIC)
    items = type(item).objects

    assert item not in items.visible_to(visitor())
    assert item in items.visible_to(member_of(body))
