"""Lock-out, limits, forgotten passwords, and what a stranger learns."""

import time
from statistics import median

import pytest
from axes.models import AccessAttempt
from django.test import Client

from ivz.accounts.models import User
from ivz.accounts.sessions import MARK
from ivz.audit.models import AuditEntry
from tests.entry import app_of, code_for
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PHRASE = "een lange zin als wachtwoord"


@pytest.fixture
def account():
    user = UserFactory(username="coordinator", email="coordinator@regio.example")
    user.set_password(PHRASE)
    user.save()
    return user


@pytest.fixture
def secret(account):
    return app_of(account)


def give_password(client, typed="coordinator", password=PHRASE, **more):
    return client.post("/inloggen/", {"username": typed, "password": password, **more})


def give_code(client, code):
    return client.post("/inloggen/tweede-stap/", {"code": code})


def is_in(client):
    return client.get("/toegankelijkheid/").wsgi_request.actor.is_signed_in


def words(response):
    return response.content.decode()


@pytest.mark.parametrize("typed", ["coordinator", "bestaat-niet"])
def test_after_five_failures_the_right_password_waits_too(client, account, typed):
    for _attempt in range(5):
        give_password(client, typed, "verkeerd wachtwoord")

    answer = give_password(client, typed, PHRASE)

    assert answer.status_code == 422
    assert "vijf keer" in words(answer)
    assert not is_in(client)


def test_the_page_says_the_same_of_a_known_and_an_unknown_name(client, account):
    def page(typed):
        answers = [words(give_password(Client(), typed, "verkeerd")) for _attempt in range(6)]
        return [answer.replace(typed, "NAAM").split("<main")[1] for answer in answers]

    known, unknown = page("coordinator"), page("bestaatniet")

    assert [without_tokens(each) for each in known] == [without_tokens(each) for each in unknown]


def without_tokens(page):
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_failures_from_elsewhere_do_not_lock_this_address(client, account):
    for _attempt in range(5):
        client.post(
            "/inloggen/",
            {"username": "coordinator", "password": "verkeerd"},
            REMOTE_ADDR="192.0.2.7",
        )

    give_password(client)

    assert is_in(client)


def test_capitals_do_not_give_more_attempts(client, account):
    for typed in ["coordinator", "Coordinator", "COORDINATOR", " coordinator", "cOordinator"]:
        give_password(client, typed, "verkeerd wachtwoord")

    give_password(client)

    assert not is_in(client)


def test_a_quarter_of_an_hour_later_the_right_password_works(client, account, settings):
    settings.AXES_COOLOFF_TIME = settings.AXES_COOLOFF_TIME * 0
    for _attempt in range(5):
        give_password(client, password="verkeerd wachtwoord")  # noqa: S106

    give_password(client)

    assert is_in(client)


def test_failed_attempts_keep_no_password(client, account):
    give_password(client, password="verkeerd maar geheim")  # noqa: S106

    attempt = AccessAttempt.objects.get()

    assert "geheim" not in f"{attempt.post_data}{attempt.get_data}"
    assert "geheim" not in str(list(AuditEntry.objects.values()))


def test_one_address_signs_in_thirty_times_a_minute_at_most(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in": "3/m/ip"}
    answers = [give_password(client, f"naam-{number}", "x").status_code for number in range(4)]

    assert answers == [422, 422, 422, 429]


def test_one_name_is_tried_so_often_only_wherever_from(client, account, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in_name": "3/h/key"}

    answers = [
        client.post(
            "/inloggen/",
            {"username": "coordinator", "password": "x"},
            REMOTE_ADDR=f"192.0.2.{number}",
        )
        for number in range(4)
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]
    assert "Wacht een minuut" in words(answers[-1])


def test_an_unknown_name_takes_about_as_long_as_a_wrong_password(client, account, settings):
    settings.AXES_ENABLED = False
    settings.RATE_LIMITS = {}

    def seconds(typed):
        started = time.perf_counter()
        give_password(client, typed, "verkeerd wachtwoord")
        return time.perf_counter() - started

    both = [(seconds("coordinator"), seconds("bestaatniet")) for _round in range(15)]
    known, unknown = (median(times) for times in zip(*both, strict=True))

    assert abs(known - unknown) < 0.25 * max(known, unknown)


def test_the_audit_trail_tells_of_success_and_failure(production, client, account, secret):
    give_password(client, password="verkeerd wachtwoord")  # noqa: S106
    give_password(client)
    give_code(client, "000000")
    give_code(client, code_for(secret))

    told = list(AuditEntry.objects.values_list("event", "result", "subject_id"))

    key = str(account.pk)
    assert told == [
        ("signin.refused", "refused", key),
        ("signin.refused", "refused", key),
        ("account.signed_in", "done", key),
    ]


@pytest.mark.parametrize("email", ["coordinator@regio.example", "niemand@regio.example"])
def test_the_answer_about_a_forgotten_password_is_the_same_for_everyone(client, account, email):
    answer = client.post("/inloggen/vergeten/", {"email": email})

    assert answer.status_code == 200
    assert "Kijk in de mailbox" in words(answer)
    assert email not in words(answer)


def test_a_new_password_leaves_the_second_step_as_it_is(
    production, client, account, secret, mailoutbox
):
    client.post("/inloggen/vergeten/", {"email": "Coordinator@Regio.example"})
    link = mailoutbox[0].body.split("http://testserver")[1].split()[0]
    client.get(link)

    answer = client.post("/inloggen/wachtwoord/", {"password": "een heel nieuwe zin"})

    assert answer["Location"] == "/inloggen/"
    assert not is_in(client)
    assert give_password(client, password="een heel nieuwe zin")["Location"] == (  # noqa: S106
        "/inloggen/tweede-stap/"
    )
    assert client.get(link).status_code == 404


def test_a_new_password_ends_a_lock_out_and_every_session(client, account, mailoutbox):
    inside = Client()
    give_password(inside)
    for _attempt in range(5):
        give_password(client, password="verkeerd wachtwoord")  # noqa: S106
    client.post("/inloggen/vergeten/", {"email": account.email})
    client.get(mailoutbox[0].body.split("http://testserver")[1].split()[0])

    client.post("/inloggen/wachtwoord/", {"password": "een heel nieuwe zin"})
    give_password(client, password="een heel nieuwe zin")  # noqa: S106

    assert is_in(client)
    assert not is_in(inside)


@pytest.mark.parametrize("change", [{"is_active": False}, {"activated_at": None}])
def test_no_mail_goes_to_an_account_that_does_not_work(client, account, mailoutbox, change):
    User.objects.update(**change)

    client.post("/inloggen/vergeten/", {"email": account.email})

    assert not mailoutbox


def test_new_passwords_are_asked_five_times_an_hour_at_most(client, account, mailoutbox):
    answers = [
        client.post("/inloggen/vergeten/", {"email": account.email}).status_code
        for _attempt in range(6)
    ]

    assert answers == [200] * 5 + [429]
    assert len(mailoutbox) == 5


def test_one_click_stays_in_the_example_and_says_how_somebody_came_in(client):
    UserFactory(username="voorbeeld-police")

    client.post("/inloggen/voorbeeld/", {"account": "voorbeeld-police"})

    assert is_in(client)
    assert client.session[MARK]["method"] == "example"
