"""Every change to an item takes the lock of its meeting first, so that it waits for adoption."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas, commissioning, questions, recording
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.actions.commissioning import Commission
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.states import ItemKind, MeetingState
from tests.decisions.subject import carried, motto
from tests.factories import TODAY, AgendaItemFactory, MeetingFactory, secretary_of
from tests.meetings.nine_points import accepted
from tests.projects.network import region

__all__ = ["motto"]
pytestmark = pytest.mark.django_db
DETAILS = ItemDetails(label="B", title="Rondvraag")
REPORT = {"minutes": "Er is gesproken.", "conclusion": "Akkoord."}
CHANGES = {
    "change": lambda item, by: agendas.change_item(item, DETAILS, version=1, by=by),
    "remove": lambda item, by: agendas.remove_item(item, version=1, by=by),
    "report": lambda item, by: agendas.report(item, **REPORT, version=1, by=by),
    "note": lambda item, by: recording.save_draft(item, accepted(), point=None, version=0, by=by),
}
CLOSE = {"close": lambda item, by: agendas.close_item(item, to=Openness.BODY, version=1, by=by)}


@pytest.fixture
def item():
    return AgendaItemFactory(openness=Openness.PUBLIC, planned_openness=Openness.PUBLIC)


@pytest.mark.parametrize("name", [*CHANGES, *CLOSE])
def test_the_meeting_is_locked_before_the_item(item, name):
    secretary = secretary_of(item.meeting.body)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        (CHANGES | CLOSE)[name](item, secretary)

    check_meeting_comes_first(asked)


def check_meeting_comes_first(asked):
    read = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    of_meeting = next(n for n, sql in enumerate(read) if 'FROM "meetings_meeting"' in sql)
    of_item = [n for n, sql in enumerate(read) if 'FROM "meetings_agendaitem"' in sql]
    assert of_meeting < min(of_item, default=len(read))
    if connection.features.has_select_for_update:
        assert "FOR UPDATE" in read[of_meeting]


@pytest.mark.usefixtures("motto")
def test_the_meeting_is_locked_before_an_item_that_asks_something():
    item = AgendaItemFactory(kind=ItemKind.DECIDE)
    body = item.meeting.body

    with CaptureQueriesContext(connection) as asked:
        questions.put_on(item, carried(body.network), point=None, by=secretary_of(body))

    check_meeting_comes_first(asked)


def test_commissioning_locks_the_meeting_first_and_sees_how_open_the_item_is_by_then():
    here = region()
    item = AgendaItemFactory(
        meeting=MeetingFactory(body=here.board, date=TODAY),
        kind=ItemKind.DECIDE,
        planned_openness=Openness.PUBLIC,
    )
    asked = here.asked()
    AgendaItem.objects.update(planned_openness=Openness.NETWORK)

    with CaptureQueriesContext(connection) as run:
        commissioning.commission_with(item, Commission(asked=asked), by=secretary_of(here.board))

    asked.refresh_from_db()
    assert asked.planned_openness == Openness.NETWORK
    check_meeting_comes_first(run)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_sees_that_the_list_was_adopted_meanwhile(item, name):
    secretary = secretary_of(item.meeting.body)
    assert item.meeting.state == MeetingState.CONVENED
    Meeting.objects.filter(pk=item.meeting_id).update(state=MeetingState.ADOPTED)

    with pytest.raises(RuleBroken):
        CHANGES[name](item, secretary)
