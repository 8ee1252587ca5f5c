"""What does not exist and what is not yours give the same page.

Policy: docs/policy/openness.md#not-there-and-not-yours
"""

import re

import pytest

from ivz.authorization.openness import Openness
from ivz.meetings.states import MeetingState
from tests.factories import (
    BodyFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    member_of,
)

pytestmark = pytest.mark.django_db

CLOSED_TITLE = "Onderwerp dat niemand mag kennen"


@pytest.fixture
def board():
    board = BodyFactory(slug="dvo-twente")
    MeetingFactory(body=board, slug="2016-12-12", state=MeetingState.DRAFT, place=CLOSED_TITLE)
    ProposalFactory(body=board, register_number="E01A", openness=Openness.BODY, title=CLOSED_TITLE)
    return board


CLOSED_AND_UNKNOWN = [
    ("/vergaderingen/dvo-twente/2016-12-12/", "/vergaderingen/dvo-twente/2016-12-13/"),
    ("/vergaderingen/dvo-twente/2016-12-12/", "/vergaderingen/bestaat-niet/2016-12-12/"),
    ("/vergaderingen/dvo-twente/2016-12-12/", "/vergaderingen/bestaat/helemaal/niet/nergens/"),
    ("/vergaderingen/dvo-twente/voorstel/E01A/", "/vergaderingen/dvo-twente/voorstel/E02/"),
    (
        "/vergaderingen/dvo-twente/2016-12-12/besluitenlijst/",
        "/vergaderingen/dvo-twente/2016-12-13/besluitenlijst/",
    ),
    (
        "/vergaderingen/dvo-twente/2016-12-12/besluitenlijst.pdf",
        "/vergaderingen/dvo-twente/2016-12-13/besluitenlijst.pdf",
    ),
]


def words_of(response):
    """Return a page without what belongs to the request: its address and its tokens."""
    page = response.content.decode()
    path = response.wsgi_request.path
    page = re.sub(r'("X-CSRFToken": |name="csrfmiddlewaretoken" value=)"[^"]+"', r'\1""', page)
    return page.replace(path.replace("/", "%2F"), "").replace(path, "")


@pytest.mark.parametrize(("closed", "unknown"), CLOSED_AND_UNKNOWN)
def test_a_visitor_cannot_tell_closed_from_unknown(client, board, closed, unknown):
    answers = [client.get(address) for address in (closed, unknown)]

    assert [answer.status_code for answer in answers] == [404, 404]
    first, second = (words_of(answer) for answer in answers)
    assert first == second
    assert CLOSED_TITLE not in first


@pytest.mark.parametrize(("closed", "unknown"), CLOSED_AND_UNKNOWN)
def test_neither_can_a_member_of_another_network(client, board, closed, unknown):
    client.force_login(member_of(BodyFactory()).user)

    answers = [client.get(address) for address in (closed, unknown)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert words_of(answers[0]) == words_of(answers[1])


def test_a_duty_of_somebody_else_cannot_be_told_from_an_unknown_one(client, board):
    closed = FollowUpFactory(openness=Openness.BODY, what=CLOSED_TITLE)
    client.force_login(member_of(board).user)

    answers = [client.post(f"/gedaan/{pk}/") for pk in (closed.pk, closed.pk + 1_000, 10**30)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({words_of(answer) for answer in answers}) == 1


def test_the_page_says_so_without_saying_which_of_both(client):
    response = client.get("/bestaat-niet/")

    assert "bestaat niet, of" in response.content.decode()


@pytest.mark.parametrize("address", ["/", "/vergaderingen/", "/netwerk/", "/inzicht/", "/privacy/"])
def test_a_page_answers_a_question_about_its_headers(client, board, address):
    asked, read = client.head(address), client.get(address)

    assert asked.status_code == read.status_code


def test_a_visitor_who_may_not_is_sent_to_signing_in_and_back(client):
    response = client.get("/vergaderingen/nieuw/")

    assert response.status_code == 403
    assert "/inloggen/?next=/vergaderingen/nieuw/" in response.content.decode().split("<main")[1]
