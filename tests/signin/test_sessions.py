"""When a session counts, and when it is over."""

import pytest
from django.test import Client

from ivz.accounts.models import User
from ivz.accounts.sessions import MARK
from ivz.signin.actions import keeping
from tests.entry import app_of, sign_in_strongly
from tests.factories import BodyFactory, member_of

pytestmark = pytest.mark.django_db

HOUR = 3600


@pytest.fixture
def member(platform):
    return member_of(platform)


def is_in(client):
    return client.get("/toegankelijkheid/").wsgi_request.actor.is_signed_in


def with_session(user, **session):
    client = Client()
    sign_in_strongly(client, user, **session)
    return client


def test_in_production_a_session_without_second_step_gives_nothing(production, member):
    strong = with_session(member.user)
    weak = with_session(member.user, is_strong=False)
    unmarked = Client()
    unmarked.force_login(member.user)

    assert [is_in(client) for client in (strong, weak, unmarked)] == [True, False, False]


def test_an_actor_without_second_step_has_no_seat_in_any_answer(production, member, platform):
    weak = with_session(member.user, is_strong=False)

    assert weak.get("/").wsgi_request.actor.seats == ()
    assert weak.get("/api/v1/meetings").wsgi_request.actor.seats == ()


@pytest.mark.parametrize(
    ("session", "counts"),
    [
        ({"unused_for": HOUR - 60}, True),
        ({"unused_for": HOUR + 60}, False),
        ({"ago": 12 * HOUR - 60}, True),
        ({"ago": 12 * HOUR + 60}, False),
    ],
    ids=["used lately", "left alone", "of this morning", "of yesterday"],
)
def test_a_session_ends_when_left_alone_and_in_any_case(member, session, counts):
    client = with_session(member.user, **session)

    assert is_in(client) is counts
    assert (MARK in client.session) is counts


def test_using_a_session_keeps_it_alive_at_one_query_a_minute(member, django_assert_num_queries):
    client = with_session(member.user, unused_for=30 * 60)
    is_in(client)

    seen = client.session[MARK]["seen"]
    is_in(client)

    assert client.session[MARK]["seen"] == seen
    assert seen - client.session[MARK]["at"] < 60


def test_the_whole_length_does_not_grow_by_using_it(member):
    client = with_session(member.user, ago=11 * HOUR, unused_for=120)
    before = client.session[MARK]["at"]

    is_in(client)

    assert client.session[MARK]["at"] == before


ENDINGS = {
    "locked": keeping.lock,
    "signed out by the administrator": keeping.end_sessions,
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS.keys())
def test_every_open_window_is_out_at_the_next_request(member, administrator, ending):
    windows = [with_session(member.user) for _window in range(2)]
    assert all(is_in(window) for window in windows)

    ending(member.user, by=administrator)

    assert not any(is_in(window) for window in windows)


def test_a_changed_password_ends_the_other_sessions(member):
    here, elsewhere = with_session(member.user), with_session(member.user)
    member.user.set_password("een lange zin als wachtwoord")
    member.user.save()
    here, elsewhere = with_session(member.user), with_session(member.user)

    here.post(
        "/account/wachtwoord/",
        {"current": "een lange zin als wachtwoord", "password": "een heel nieuwe zin"},
    )

    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_signing_out_elsewhere_leaves_this_session(member):
    here, elsewhere = with_session(member.user), with_session(member.user)

    here.post("/account/elders/")

    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_second_steps_change_in_the_first_quarter_of_an_hour_only(production, member):
    app_of(member.user)
    fresh = with_session(member.user, ago=14 * 60)
    older = with_session(member.user, ago=16 * 60)

    assert fresh.get("/account/tweede-stap/").status_code == 200
    again = older.get("/account/tweede-stap/")

    assert again["Location"] == "/inloggen/?next=%2Faccount%2Ftweede-stap%2F"
    assert not is_in(older)


def test_a_request_asks_nothing_more_than_session_account_and_seats(
    production, member, django_assert_max_num_queries
):
    client = with_session(member.user)

    with django_assert_max_num_queries(6):
        client.get("/toegankelijkheid/")


def test_another_round_gives_other_sessions(member):
    before = member.user.get_session_auth_hash()
    User.objects.update(session_round=7)
    member.user.refresh_from_db()

    assert member.user.get_session_auth_hash() != before


def test_nobody_needs_a_second_step_in_the_example():
    client = Client()
    client.force_login(member_of(BodyFactory()).user)

    assert is_in(client)
