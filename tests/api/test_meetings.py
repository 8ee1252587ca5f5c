"""Meetings and decisions for other programs: what is public, or open to whoever is signed in."""

from datetime import time, timedelta

import pytest

from ivz.authorization.openness import Openness
from ivz.decisions.states import FollowUpKind, Outcome
from ivz.meetings.states import MeetingState
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    NetworkFactory,
    PersonFactory,
    member_of,
)

pytestmark = pytest.mark.django_db
MEETINGS = "/api/v1/meetings"


@pytest.fixture
def body():
    network = NetworkFactory(slug="twente")
    return BodyFactory(slug="dvo-twente", short_name="DVO", name="DVO Twente", network=network)


def keys_of(response):
    return [item["id"] for item in response.json()["items"]]


def decided(meeting, *, number, openness=Openness.PUBLIC, item_openness=Openness.PUBLIC, **details):
    """Make a recorded decision on an item of ``meeting``."""
    item = AgendaItemFactory(meeting=meeting, openness=item_openness)
    decision = DecisionFactory(body=meeting.body, number=number, openness=openness, **details)
    DraftDecisionFactory(item=item, point=AdvicePointFactory(label=str(number)), decision=decision)
    return decision


def test_a_meeting_says_when_and_where_and_how_far_it_is(client, body):
    MeetingFactory(
        body=body,
        starts_at=time(10, 30),
        ends_at=time(12),
        place="Enschede",
        chair=PersonFactory(function="Voorzitter"),
        secretary=PersonFactory(function="Secretaris"),
    )

    answer = client.get(f"{MEETINGS}/dvo-twente_2016-10-10").json()

    assert answer == {
        "id": "dvo-twente_2016-10-10",
        "network": "twente",
        "body": "dvo-twente",
        "bodyName": "DVO Twente",
        "date": "2016-10-10",
        "lastDay": None,
        "startsAt": "2016-10-10T10:30:00+02:00",
        "endsAt": "2016-10-10T12:00:00+02:00",
        "place": "Enschede",
        "chair": "Voorzitter",
        "secretary": "Secretaris",
        "state": "convened",
        "isPractice": False,
        "decisionsPublishedAt": None,
    }


def test_a_meeting_without_a_time_has_none(client, body):
    MeetingFactory(body=body)

    answer = client.get(f"{MEETINGS}/dvo-twente_2016-10-10").json()

    assert (answer["startsAt"], answer["endsAt"]) == (None, None)


def test_a_meeting_of_two_days_ends_on_the_second(client, body):
    last_day = TODAY + timedelta(days=1)
    MeetingFactory(body=body, starts_at=time(14), ends_at=time(12), last_day=last_day)

    answer = client.get(f"{MEETINGS}/dvo-twente_2016-10-10").json()

    assert answer["lastDay"] == "2016-10-11"
    assert answer["endsAt"] == "2016-10-11T12:00:00+02:00"


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({"since": "2016-10-11"}, [12, 11]),
        ({"until": "2016-10-11"}, [11, 10]),
        ({"since": "2016-10-11", "until": "2016-10-11"}, [11]),
    ],
)
def test_meetings_are_chosen_by_their_day(client, body, asked, days):
    for day in range(3):
        MeetingFactory(body=body, date=TODAY + timedelta(days=day))

    assert keys_of(client.get(MEETINGS, asked)) == [f"dvo-twente_2016-10-{day}" for day in days]


def test_meetings_come_latest_first_in_pages(client, body):
    for day in range(5):
        MeetingFactory(body=body, date=TODAY + timedelta(days=day))

    first = client.get(MEETINGS, {"pageSize": 2})
    last = client.get(MEETINGS, {"pageSize": 2, "page": 3})
    beyond = client.get(MEETINGS, {"pageSize": 2, "page": 4})

    assert keys_of(first) == ["dvo-twente_2016-10-14", "dvo-twente_2016-10-13"]
    assert keys_of(last) == ["dvo-twente_2016-10-10"]
    assert keys_of(beyond) == []
    assert {response.json()["total"] for response in (first, last, beyond)} == {5}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"dvo-twente_a", "platform_b", "elders_c"}),
        ({"network": "twente"}, {"dvo-twente_a", "platform_b"}),
        ({"body": "platform"}, {"platform_b"}),
        ({"network": "twente", "body": "elders"}, set()),
        ({"includePractice": "true"}, {"dvo-twente_a", "platform_b", "elders_c", "platform_d"}),
        ({"includePractice": "false"}, {"dvo-twente_a", "platform_b", "elders_c"}),
    ],
)
def test_meetings_are_chosen_by_network_and_body(client, body, asked, found):
    platform = BodyFactory(slug="platform", network=body.network)
    MeetingFactory(body=body, slug="a")
    MeetingFactory(body=platform, slug="b")
    MeetingFactory(body__slug="elders", slug="c")
    MeetingFactory(body=platform, slug="d", is_practice=True)

    assert set(keys_of(client.get(MEETINGS, asked))) == found


def test_a_meeting_in_preparation_is_listed_for_the_network_only(client, body):
    MeetingFactory(body=body, state=MeetingState.DRAFT)

    as_visitor = client.get(MEETINGS).json()
    client.force_login(member_of(body).user)
    as_member = client.get(MEETINGS).json()

    assert (as_visitor["total"], as_member["total"]) == (0, 1)


def test_the_number_of_questions_does_not_grow_with_the_list(
    client, body, django_assert_max_num_queries
):
    for day in range(30):
        MeetingFactory(body=body, date=TODAY + timedelta(days=day))

    with django_assert_max_num_queries(4):
        assert len(keys_of(client.get(MEETINGS))) == 30


def test_a_decision_is_told_with_its_point_owner_and_open_point(client, body):
    meeting = MeetingFactory(body=body, state=MeetingState.HELD)
    decision = decided(
        meeting,
        number=8,
        outcome=Outcome.ACCEPTED_WITH_OPEN_POINT,
        owner_words="Regiocoördinator",
        due_words="eind 2016",
    )
    FollowUpFactory(
        body=body,
        decision=decision,
        kind=FollowUpKind.OPEN_POINT,
        openness=Openness.PUBLIC,
        what="Hoe de projectleiders worden betaald",
        returns_on=TODAY + timedelta(days=63),
    )

    answer = client.get(f"{MEETINGS}/dvo-twente_2016-10-10/decisions").json()

    (told,) = answer["items"]
    assert (told["reference"], told["point"]) == ("DVO 2016-8", "8")
    assert (told["outcome"], told["owner"]) == ("accepted_with_open_point", "Regiocoördinator")
    assert told["openPoints"] == [
        {
            "what": "Hoe de projectleiders worden betaald",
            "owner": "",
            "returnsOn": "2016-12-12",
            "isDone": False,
        }
    ]
    assert answer["isConcept"] is True


@pytest.mark.parametrize(
    ("openness", "item_openness", "is_told"),
    [
        (Openness.PUBLIC, Openness.PUBLIC, True),
        (Openness.NETWORK, Openness.PUBLIC, False),
        (Openness.BODY, Openness.PUBLIC, False),
        (Openness.PUBLIC, Openness.BODY, False),
        (Openness.PUBLIC, Openness.NETWORK, False),
    ],
)
def test_a_visitor_reads_public_decisions_on_public_items(
    client, body, openness, item_openness, is_told
):
    meeting = MeetingFactory(body=body, state=MeetingState.HELD)
    decided(meeting, number=1, openness=openness, item_openness=item_openness, title="Geheim punt")

    response = client.get(f"{MEETINGS}/dvo-twente_2016-10-10/decisions")

    assert bool(response.json()["items"]) is is_told
    assert ("Geheim punt" in response.content.decode()) is is_told


def test_a_member_reads_more_than_a_visitor(client, body):
    meeting = MeetingFactory(body=body, state=MeetingState.HELD)
    decided(meeting, number=1)
    decided(meeting, number=2, openness=Openness.BODY, item_openness=Openness.BODY)
    client.force_login(member_of(body).user)

    response = client.get(f"{MEETINGS}/dvo-twente_2016-10-10/decisions")

    assert [told["reference"] for told in response.json()["items"]] == ["DVO 2016-1", "DVO 2016-2"]
    assert "no-store" in response["Cache-Control"]
