"""What every answer carries to keep a page from being used against its reader."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Duty
from ivz.home.views import site
from ivz.meetings.states import MeetingState
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    SeatFactory,
    UserFactory,
    secretary_of,
    someone_with_duty,
)

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}
PAGES = [
    # what kind of page, who asks, the address, the status
    ("start page", "visitor", "/", 200),
    ("start page of a person", "secretary", "/", 200),
    ("form", "visitor", "/inloggen/", 200),
    ("page about the site", "visitor", "/toegankelijkheid/", 200),
    ("page of the network", "visitor", "/netwerk/twente/overlegstructuur/", 200),
    ("list", "visitor", "/vergaderingen/", 200),
    ("record", "visitor", "/vergaderingen/dvo-twente/2016-10-10/", 200),
    ("record with tools", "secretary", "/vergaderingen/dvo-twente/2016-10-10/", 200),
    ("page of the administrator", "administrator", "/beheer/planning/", 200),
    ("page of the auditor", "auditor", "/beheer/logboek/", 200),
    ("redirect", "visitor", "/netwerk/", 302),
    ("unknown address", "visitor", "/bestaat-niet/", 404),
    ("unknown record", "visitor", "/vergaderingen/dvo-twente/2016-10-11/", 404),
    ("refusal", "visitor", "/beheer/logboek/", 403),
    ("wrong method", "visitor", "/uitloggen/", 405),
    ("interface", "visitor", "/api/v1/meetings", 200),
    ("description of the interface", "visitor", "/api/v1/openapi.json", 200),
    ("problem of the interface", "visitor", "/api/v1/meetings?page=0", 400),
]


@pytest.fixture
def board():
    board = BodyFactory(
        slug="dvo-twente", network__slug="twente", network__name="Twente", kind=BodyKind.BOARD
    )
    meeting = MeetingFactory(body=board, state=MeetingState.CONVENED)
    AgendaItemFactory(meeting=meeting, openness=Openness.PUBLIC)
    SeatFactory(body=board)
    return board


def client_of(who, board):
    client = Client()
    makers = {
        "secretary": lambda: secretary_of(board),
        "administrator": lambda: someone_with_duty(Duty.ADMINISTRATOR),
        "auditor": lambda: someone_with_duty(Duty.AUDITOR),
    }
    if who in makers:
        client.force_login(makers[who]().user)
    return client


@pytest.fixture(params=PAGES, ids=[f"{kind} for {who}" for kind, who, *_ in PAGES])
def answer(request, board):
    _kind, who, address, status = request.param
    response = client_of(who, board).get(address)
    assert response.status_code == status
    return response


def policy_of(response):
    directives = response["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


def test_only_our_own_scripts_and_styles_may_run(answer):
    assert policy_of(answer) == POLICY
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_page_needs_no_exception_to_that(answer):
    page = BeautifulSoup(answer.content, "html.parser")

    inline = [
        tag
        for tag in page.select("*")
        if tag.name == "style"
        or (tag.name == "script" and not tag.get("src"))
        or any(name == "style" or name.startswith(("on", "hx-on")) for name in tag.attrs)
    ]

    assert not inline


def test_the_browser_guesses_no_types_sends_no_traces_and_frames_nothing(answer):
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_failure_has_the_policy_too_and_says_nothing_of_what_is_inside(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(site, "render", fail)

    response = client.get("/privacy/")

    assert response.status_code == 500
    assert policy_of(response) == POLICY
    assert "s3cret" not in response.content.decode()
    assert "Er ging iets mis" in response.content.decode()


def fail(*args, **kwargs):
    raise OSError("s3cret place")


def test_a_failing_database_still_gives_a_page(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("ivz.web.middleware.today", fail)

    response = client.get("/privacy/")

    assert response.status_code == 500
    assert "Er ging iets mis" in response.content.decode()


def test_a_form_that_was_open_too_long_is_explained_in_our_own_page():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/uitloggen/")

    assert response.status_code == 403
    assert policy_of(response) == POLICY
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("main h1").get_text(strip=True) == "Stuur dit nog een keer"


def test_what_a_person_sees_is_kept_by_no_cache(board):
    signed_in = client_of("secretary", board).get("/")
    visitor = Client().get("/")

    assert "no-store" in signed_in["Cache-Control"]
    assert "private" in signed_in["Cache-Control"]
    assert "Cookie" in visitor["Vary"]


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(client):
    UserFactory(username="voorbeeld-coordinator")

    response = client.post("/inloggen/voorbeeld/", {"account": "voorbeeld-coordinator"})

    session = response.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
