"""Who read a restricted record stands in the trail."""

import pytest

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.audit.states import Event
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.meetings.models import AgendaItem
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    RestrictionFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(state="convened")


@pytest.fixture
def reader(meeting):
    user = UserFactory(username="lezer")
    return SeatFactory(body=meeting.body, person__user=user).person


def read_by(client, person, address):
    client.force_login(person.user)
    assert client.get(address).status_code == 200
    entries = AuditEntry.objects.filter(event=Event.RESTRICTED_READ)
    return [(entry.by, entry.subject_model, entry.subject_id, entry.origin) for entry in entries]


def restricted_item(meeting, *readers, openness=Openness.RESTRICTED):
    restriction = RestrictionFactory() if openness == Openness.RESTRICTED else None
    if restriction:
        restriction.readers.set(readers)
    return AgendaItemFactory(meeting=meeting, openness=openness, restriction=restriction)


def test_a_reader_of_a_restricted_item_leaves_one_line(client, meeting, reader):
    item = restricted_item(meeting, reader)

    assert read_by(client, reader, meeting.get_absolute_url()) == [
        ("lezer", "meetings.AgendaItem", str(item.pk), "web")
    ]


def test_whoever_may_not_read_it_leaves_none(client, meeting, reader):
    restricted_item(meeting)

    assert read_by(client, reader, meeting.get_absolute_url()) == []


def test_reading_what_is_not_restricted_leaves_none(client, meeting, reader):
    restricted_item(meeting, openness=Openness.BODY)

    assert read_by(client, reader, meeting.get_absolute_url()) == []


def test_a_query_that_only_narrows_down_notes_nothing(meeting, reader):
    restricted_item(meeting, reader)
    actor = Actor(user=reader.user, today=meeting.date)

    assert AgendaItem.objects.visible_to(actor).exists()
    assert not actor.restricted_readings


def test_a_decision_in_a_filtered_list_is_noted(meeting, reader):
    restriction = RestrictionFactory()
    restriction.readers.add(reader)
    decision = DecisionFactory(
        body=meeting.body, openness=Openness.RESTRICTED, restriction=restriction
    )
    actor = Actor(user=reader.user, today=meeting.date)

    assert list(Decision.objects.visible_to(actor).filter(body=meeting.body)) == [decision]
    assert actor.restricted_readings == {("decisions.Decision", str(decision.pk))}
