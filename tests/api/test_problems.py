"""What goes wrong is told as a problem document, whatever goes wrong."""

import pytest

from ivz.meetings import api as meetings_api
from ivz.meetings.states import MeetingState
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db

WRONG = [
    # what is asked, how: the status and a word of what is told
    ("get", "/api/v1/nonsense", 404, "Not there"),
    ("get", "/api/nonsense", 404, "Not there"),
    ("get", "/api/v1/meetings/", 404, "Not there"),
    ("get", "/api/v1/meetings/onbekend_2016-10-10", 404, "Not there"),
    ("get", "/api/v1/meetings/onbekend", 404, "Not there"),
    ("get", "/api/v1/meetings/%00", 404, "Not there"),
    ("get", "/api/v1/meetings/onbekend_2016-10-10/decisions", 404, "Not there"),
    ("get", "/api/v1/meetings?page=0", 400, "page: "),
    ("get", "/api/v1/meetings?page=x", 400, "page: "),
    ("get", "/api/v1/meetings?pageSize=501", 400, "pageSize: "),
    ("get", "/api/v1/meetings?pageSize=9999999999999999999999", 400, "pageSize: "),
    ("get", "/api/v1/meetings?network=%00", 400, "network: "),
    ("get", "/api/v1/meetings?includePractice=misschien", 400, "includePractice: "),
    ("get", "/api/v1/contributions", 404, "Not there"),
    ("get", "/api/v1/contributions?network=%00&year=2018", 400, "network: "),
    ("get", "/api/v1/contributions?network=twente&year=soon", 400, "year: "),
    ("get", "/api/v1/contributions?network=twente&year=2018", 404, "Not there"),
    ("get", "/api/v1/incidence?dataSet=%00", 400, "dataSet: "),
    ("get", "/api/v1/incidence", 404, "Not there"),
    ("get", "/api/v1/bodies?asOf=gisteren", 400, "asOf: "),
    ("get", "/api/v1/bodies?asOf=0001-01-01", 400, "asOf: "),
    ("get", "/api/v1/bodies?asOf=9999-12-31", 400, "asOf: "),
    ("get", "/api/v1/areas?asOf=0001-01-01", 400, "asOf: "),
    ("get", "/api/v1/bodies?pageSize=501", 400, "pageSize: "),
    ("get", "/api/v1/bodies?kind=vereniging", 400, "kind: "),
    ("get", "/api/v1/bodies?status=misschien", 400, "status: "),
    ("get", "/api/v1/bodies/onbekend", 404, "Not there"),
    ("get", "/api/v1/seats?state=vol", 400, "state: "),
    ("get", "/api/v1/seats?network=%00", 400, "network: "),
    ("get", "/api/v1/mandates?subject=alles", 400, "subject: "),
    ("get", "/api/v1/mandates?theme=onbekend", 404, "Not there"),
    ("get", "/api/v1/mandates?network=onbekend", 404, "Not there"),
    ("get", "/api/v1/turnover?from=straks", 400, "from: "),
    ("get", "/api/v1/turnover?network=onbekend", 404, "Not there"),
    ("post", "/api/v1/seats", 405, "Allow"),
    ("post", "/api/v1/meetings", 405, "Allow"),
    ("put", "/api/v1/meetings", 405, "Allow"),
    ("delete", "/api/v1/meetings/onbekend", 405, "Allow"),
]


@pytest.mark.parametrize(("method", "address", "status", "told"), WRONG)
def test_a_problem_is_told_as_a_document(client, method, address, status, told):
    response = getattr(client, method)(address)

    problem = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert response.status_code == problem["status"] == status
    assert told in problem["detail"]
    assert problem["title"]


@pytest.mark.parametrize(
    "address", ["/api/v1/meetings", "/api/v1/nonsense", "/api/v1/openapi.json"]
)
def test_every_answer_has_the_version_and_may_be_read_from_anywhere(client, address):
    response = client.get(address)

    assert response["API-Version"] == "1.0.0"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_another_method_is_told_which_ones_there_are(client):
    assert client.post("/api/v1/meetings")["Allow"] == "GET"


def test_a_failure_says_nothing_of_what_is_inside(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(meetings_api, "paged", fail)

    response = client.get("/api/v1/meetings")

    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert "s3cret" not in response.content.decode()


def fail(*args, **kwargs):
    raise OSError("s3cret place")


def test_what_is_closed_answers_as_what_does_not_exist(client):
    closed = MeetingFactory(state=MeetingState.DRAFT)

    answers = [
        client.get(f"/api/v1/meetings/{key}{rest}")
        for key in (f"{closed.body.slug}_{closed.slug}", "onbekend_2016-10-10")
        for rest in ("", "/decisions")
    ]

    assert {(each.status_code, each.content, str(each.headers)) for each in answers} == {
        (404, answers[0].content, str(answers[0].headers))
    }


def test_pages_keep_their_own_words_for_what_is_not_there(client):
    response = client.get("/apiary/")

    assert response["Content-Type"].startswith("text/html")
    assert "API-Version" not in response
