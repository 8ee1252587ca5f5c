"""What production refuses to start with."""

import os
import subprocess

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from ivz.home.checks import refuse_unsafe_start
from ivz.home.management.commands import serve
from ivz.home.management.commands.serve import CannotStart
from ivz.web.memory import FULL_COLLECTION_EVERY
from tests.commands.conftest import ROOT, environment
from tests.factories import UserFactory

MOST_LEFT = 10_000  # objects that the collector still goes through after the start
SAFE = {
    "IS_EXAMPLE": False,
    "DEBUG": False,
    "SECRET_KEY": "k" * 50,
    "EMAIL_HOST": "mail.example.org",
    "SECURITY_CONTACT": "beveiliging@example.org",
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "ALLOWED_HOSTS": ["ivz.example.org"],
}
UNSAFE = {
    "DEBUG": True,
    "SECRET_KEY": "secret",
    "SESSION_COOKIE_SECURE": False,
    "CSRF_COOKIE_SECURE": False,
    "ALLOWED_HOSTS": ["*"],
    "EMAIL_HOST": "",
    "SMTP_SECURITY": "none",
    "SECURITY_CONTACT": "",
    "SESSION_COOKIE_NAME": "sessionid",
    "SESSION_IDLE_SECONDS": 3 * 3600,
    "SESSION_COOKIE_AGE": 7 * 24 * 3600,
    "OIDC_ISSUER": "http://login.example.org",
}


def ours():
    return [problem for problem in run_checks(tags=["security"]) if problem.id == "ivz.E001"]


@pytest.fixture
def production(settings, tmp_path):
    """Set everything as production wants it."""
    settings.DATA_DIR = tmp_path
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def test_without_ivz_hosts_the_site_answers_to_this_machine_only(tmp_path):
    asked = subprocess.run(
        [
            ROOT / ".venv" / "bin" / "python",
            "-c",
            "from config import settings; print(*settings.ALLOWED_HOSTS)",
        ],
        check=True,
        cwd=ROOT,
        env=environment() | {"IVZ_DATA": str(tmp_path / "data"), "PYTHONPATH": os.fspath(ROOT)},
        capture_output=True,
        text=True,
    )

    assert asked.stdout.split() == ["localhost", "127.0.0.1", "[::1]"]


def test_safe_settings_are_no_problem(production):
    assert ours() == []


@pytest.mark.parametrize("name", UNSAFE)
def test_one_unsafe_setting_is_refused(name, production):
    setattr(production, name, UNSAFE[name])

    assert len(ours()) == 1
    with pytest.raises(CannotStart, match="Production refuses"):
        call_command("serve")


def test_in_example_mode_the_same_settings_are_fine(production):
    production.IS_EXAMPLE = False
    production.DEBUG = True
    assert ours()

    production.IS_EXAMPLE = True

    assert ours() == []


@pytest.mark.django_db
def test_accounts_that_sign_in_with_one_click_are_refused(production, monkeypatch):
    monkeypatch.setattr(serve, "check_port_is_free", lambda *_where: None)
    account = UserFactory.build(username="voorbeeld-police")
    account.set_unusable_password()
    account.save()

    with pytest.raises(CannotStart, match="holds an example"):
        call_command("serve", port=8123)


@pytest.mark.django_db
def test_an_account_with_a_password_may_be_called_anything(production, monkeypatch):
    account = UserFactory.build(username="voorbeeld-police")
    account.set_password("een heel lang wachtwoord")
    account.save()
    started = []
    monkeypatch.setattr(serve, "check_port_is_free", lambda *_where: None)
    monkeypatch.setattr(
        "ivz.home.management.commands.serve.run_together", lambda **where: started.append(where)
    )

    call_command("serve", port=8123)

    assert len(started) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNSAFE)
def test_a_server_without_the_command_is_refused_too(name, production, stays_connected):
    refuse_unsafe_start()

    setattr(production, name, UNSAFE[name])

    with pytest.raises(ImproperlyConfigured, match="Production refuses"):
        refuse_unsafe_start()


@pytest.mark.django_db
def test_a_server_without_the_command_refuses_accounts_of_the_example(production, stays_connected):
    account = UserFactory.build(username="voorbeeld-police")
    account.set_unusable_password()
    account.save()

    with pytest.raises(ImproperlyConfigured, match="holds an example"):
        refuse_unsafe_start()


def test_in_example_mode_a_server_starts_without_asking_the_database(production):
    production.IS_EXAMPLE, production.DEBUG = True, True

    refuse_unsafe_start()


@pytest.fixture
def stays_connected(monkeypatch):
    """Keep the connection of the test, and what it did not commit."""
    monkeypatch.setattr("ivz.home.checks.connection.close", lambda: None)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"IVZ_DEBUG": "1"}, "Production refuses to start. IVZ_DEBUG"),
        (
            {"IVZ_SMTP_HOST": "localhost", "IVZ_SECURITY_CONTACT": "beveiliging@example.org"},
            "The database does not answer",
        ),
    ],
)
def test_the_entry_point_of_web_servers_says_why_it_refuses(tmp_path, more, said):
    answer = subprocess.run(
        [ROOT / ".venv" / "bin" / "python", "-c", "import config.wsgi"],
        check=False,
        cwd=ROOT,
        env=environment()
        | {"IVZ_MODE": "production", "IVZ_DATA": str(tmp_path), "PYTHONPATH": os.fspath(ROOT)}
        | more,
        capture_output=True,
        text=True,
    )

    assert answer.returncode != 0
    assert f"ImproperlyConfigured: {said}" in answer.stderr.splitlines()[-1]


def test_a_web_server_keeps_what_it_loaded_from_the_collector_of_garbage(tmp_path):
    asked = (
        "import gc, config.wsgi;"
        "print(len(gc.get_objects()), gc.get_freeze_count(), gc.get_threshold()[2])"
    )

    answer = subprocess.run(
        [ROOT / ".venv" / "bin" / "python", "-c", asked],
        check=True,
        cwd=ROOT,
        env=environment() | {"IVZ_DATA": str(tmp_path), "PYTHONPATH": os.fspath(ROOT)},
        capture_output=True,
        text=True,
    )

    left, set_aside, until_all = map(int, answer.stdout.split())
    assert left < MOST_LEFT < set_aside
    assert until_all == FULL_COLLECTION_EVERY


def test_the_command_says_so_in_one_line_and_makes_nothing(tmp_path):
    data = tmp_path / "data"

    refusal = subprocess.run(
        [ROOT / ".venv" / "bin" / "python", "-m", "django", "serve"],
        check=False,
        cwd=ROOT,
        env=environment()
        | {"IVZ_MODE": "production", "IVZ_DEBUG": "1", "IVZ_DATA": str(data)}
        | {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": os.fspath(ROOT)},
        capture_output=True,
        text=True,
    )

    assert refusal.returncode != 0
    assert refusal.stderr.count("\n") == 1
    assert "IVZ_DEBUG" in refusal.stderr
    assert not data.exists()


def test_mails_of_the_example_link_to_the_address_that_is_printed(settings, monkeypatch):
    settings.IS_EXAMPLE = True
    monkeypatch.setattr(serve.os, "environ", {})
    monkeypatch.setattr(serve, "run_together", lambda **_options: None)

    serve.Command()._run("127.0.0.1", 8123)

    assert serve.os.environ["IVZ_SITE_URL"] == "http://localhost:8123"
