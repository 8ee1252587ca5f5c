"""The tour tells from the records how far somebody is, and opens one step at a time."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.clock import reading as clock
from ivz.decisions.states import FollowUpKind, Outcome
from ivz.example.loader import load_example
from ivz.home.queries.tour import practice
from ivz.meetings.actions import recording
from ivz.meetings.actions.attendance import record_attendance
from ivz.meetings.actions.publishing import publish
from ivz.meetings.queries.meetings import returning
from ivz.meetings.rules.attendance import SeatPresence
from ivz.meetings.states import MeetingState, Presence
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    PersonFactory,
    ProposalFactory,
    SeatFactory,
    UserFactory,
    visitor,
)

pytestmark = pytest.mark.django_db
DECEMBER = dt.date(2016, 12, 12)
PUBLIC = {"openness": Openness.PUBLIC, "planned_openness": Openness.PUBLIC}


class Rehearsal:
    """A practice meeting with two points, one after it, and the example coordinator."""

    def __init__(self):
        clock.move_to(TODAY)
        self.body = BodyFactory(slug="dvo", kind=BodyKind.BOARD)
        person = PersonFactory(user=UserFactory(username="voorbeeld-coordinator"))
        self.seat = SeatFactory(body=self.body, role=Role.SECRETARY, person=person)
        self.meeting = MeetingFactory(body=self.body, slug="oefening", is_practice=True)
        self.later = MeetingFactory(
            body=self.body, is_practice=True, date=DECEMBER, state=MeetingState.DRAFT
        )
        proposal = ProposalFactory(body=self.body, **PUBLIC)
        self.points = [AdvicePointFactory(proposal=proposal) for _ in range(2)]
        AdvicePointFactory(proposal=proposal, parent=self.points[0])
        self.item = AgendaItemFactory(meeting=self.meeting, proposal=proposal, label="D1", **PUBLIC)

    def note_attendance(self):
        self.meeting.attendance.create(seat=self.seat, presence=Presence.PRESENT)

    def record(self, *, outcome=Outcome.ACCEPTED_WITH_OPEN_POINT, points=2):
        for point in self.points[:points]:
            decision = DecisionFactory(body=self.body, is_practice=True, outcome=outcome)
            DraftDecisionFactory(item=self.item, point=point, decision=decision, outcome=outcome)
            if outcome == Outcome.ACCEPTED_WITH_OPEN_POINT:
                FollowUpFactory(
                    body=self.body,
                    decision=decision,
                    kind=FollowUpKind.OPEN_POINT,
                    is_practice=True,
                )

    def publish(self):
        self.meeting.state = MeetingState.HELD
        self.meeting.published_at = timezone.now()
        self.meeting.published_by = self.seat.person.user
        self.meeting.save()


@pytest.fixture
def rehearsal():
    return Rehearsal()


def states(client):
    page = BeautifulSoup(client.get("/rondleiding/").content, "html.parser")
    return [step["class"][-1].removeprefix("is-") for step in page.select(".ivz-tour__step")]


def reasons(client):
    page = BeautifulSoup(client.get("/rondleiding/").content, "html.parser")
    return [reason.get_text() for reason in page.select(".ivz-tour .soft")]


def press(client, step):
    return client.post("/rondleiding/start/", {"step": step})


def test_reading_the_agenda_comes_first(client, rehearsal):
    assert states(client) == ["next", "waits", "waits", "waits", "waits"]


def test_the_first_button_signs_in_as_coordinator_and_opens_the_agenda(client, rehearsal):
    response = press(client, 1)

    assert response.url == rehearsal.meeting.get_absolute_url()
    assert client.session["_auth_user_id"] == str(rehearsal.seat.person.user.pk)
    assert states(client) == ["done", "next", "waits", "waits", "waits"]


def test_noting_attendance_opens_deciding(client, rehearsal):
    rehearsal.note_attendance()

    assert states(client) == ["done", "done", "next", "waits", "waits"]


def test_deciding_is_done_when_every_point_is_recorded(client, rehearsal):
    rehearsal.note_attendance()
    rehearsal.record(points=1)

    half = states(client), reasons(client)

    assert half[0] == ["done", "done", "next", "waits", "waits"]
    assert half[1][0] == ("Leg eerst de besluiten vast: 1 van 2 punten hebben een uitkomst.")


def test_recording_everything_opens_publishing(client, rehearsal):
    rehearsal.note_attendance()
    rehearsal.record()

    assert states(client) == ["done", "done", "done", "next", "waits"]


def test_publishing_opens_the_last_step(client, rehearsal):
    rehearsal.note_attendance()
    rehearsal.record()
    rehearsal.publish()

    assert states(client) == ["done", "done", "done", "done", "next"]


def test_without_an_open_point_the_last_step_says_why_nothing_returns(client, rehearsal):
    rehearsal.note_attendance()
    rehearsal.record(outcome=Outcome.ACCEPTED)
    rehearsal.publish()

    assert states(client)[-1] == "waits"
    assert "Bij geen enkel punt is een open punt vastgelegd" in reasons(client)[-1]


def test_the_last_step_moves_the_date_to_the_later_meeting(client, rehearsal):
    rehearsal.note_attendance()
    rehearsal.record()
    rehearsal.publish()

    response = press(client, 5)

    assert response.url == rehearsal.later.get_absolute_url()
    assert clock.today() == DECEMBER
    assert states(client) == ["done"] * 5
    entry = AuditEntry.objects.get(event="example.date_moved")
    assert entry.by == "voorbeeld-coordinator"


def test_looking_back_at_a_step_returns_to_its_day(client, rehearsal):
    rehearsal.note_attendance()
    clock.move_to(DECEMBER)

    press(client, 2)

    assert clock.today() == TODAY


@pytest.mark.parametrize("step", [3, 5, 6, "x", ""])
def test_a_step_that_waits_does_nothing(client, rehearsal, step):
    response = press(client, step)

    assert response.url == reverse("home:tour")
    assert "_auth_user_id" not in client.session
    assert clock.today() == TODAY


def test_looking_as_a_visitor_signs_out(client, rehearsal):
    rehearsal.publish()
    client.force_login(rehearsal.seat.person.user)

    response = client.post("/rondleiding/bezoeker/")

    assert response.url == "/vergaderingen/dvo/oefening/besluitenlijst/"
    assert "_auth_user_id" not in client.session


def test_there_is_nothing_to_see_as_a_visitor_before_publishing(client, rehearsal):
    client.force_login(rehearsal.seat.person.user)

    response = client.post("/rondleiding/bezoeker/")

    assert response.url == reverse("home:tour")
    assert "_auth_user_id" in client.session


def test_the_tour_can_be_played_to_its_end_in_the_example(client):
    load_example()
    press(client, 1)
    coordinator = Actor(user=User.objects.get(username="voorbeeld-coordinator"), today=TODAY)
    known = practice(coordinator)

    present = SeatPresence(seat=known.meeting.body.seats.first(), presence=Presence.PRESENT)
    record_attendance(known.meeting, [present], version=known.meeting.version, by=coordinator)
    decide_with_open_point_at_8(known, by=coordinator)
    publish(practice(coordinator).meeting, by=coordinator)
    before = states(client)
    press(client, 5)

    assert before == ["done", "done", "done", "done", "next"]
    assert states(client) == ["done"] * 5
    back = returning(known.later, actor=coordinator)
    assert [each.what for each in back if each.kind == FollowUpKind.OPEN_POINT] == [
        "Hoe verder met toezicht?"
    ]


def decide_with_open_point_at_8(known, *, by):
    noted = recording.Noted(
        outcome=Outcome.ACCEPTED_WITH_OPEN_POINT,
        text="Akkoord, met een vraag.",
        open_point="Hoe verder met toezicht?",
        owner_words="Portefeuillehouder",
        returns_in=known.later,
    )
    point = known.item.proposal.points.get(label="8")
    recording.save_draft(known.item, noted, point=point, version=0, by=by)
    recording.accept_rest(known.item, by=by)
    known.item.refresh_from_db()
    recording.record(known.item, conclusion="", version=known.item.version, by=by)


def test_the_tour_reads_no_other_meeting_than_the_practice_one(rehearsal):
    real = MeetingFactory(body=rehearsal.body, slug="echt")
    AgendaItemFactory(meeting=real, proposal=rehearsal.item.proposal, **PUBLIC)

    known = practice(visitor())

    assert known.meeting == rehearsal.meeting
    assert (known.points, known.drafted, known.recorded) == (2, 0, 0)


def test_without_practice_meeting_the_page_says_so(client):
    page = client.get("/rondleiding/")

    assert page.status_code == 200
    assert "die is hier niet geladen" in page.content.decode()
    assert press(client, 1).status_code == 404


def test_in_production_there_is_no_tour(client, rehearsal, settings):
    settings.IS_EXAMPLE = False

    assert client.get("/rondleiding/").status_code == 404
    assert press(client, 1).status_code == 404
    assert client.post("/rondleiding/bezoeker/").status_code == 404


def test_the_tour_asks_the_database_little(client, rehearsal, django_assert_max_num_queries):
    client.force_login(rehearsal.seat.person.user)
    rehearsal.note_attendance()
    rehearsal.record()

    with django_assert_max_num_queries(20):
        client.get("/rondleiding/")
