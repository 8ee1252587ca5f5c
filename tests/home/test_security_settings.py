"""What production sends and refuses, asked of a program that runs in production mode."""

import json
import os
import subprocess

import pytest

from ivz.home.checks import check_accounts
from ivz.signin.actions.accounts import create_account
from tests import schema
from tests.commands.conftest import ROOT, environment
from tests.factories import visitor

pytestmark = [pytest.mark.one_engine, pytest.mark.django_db]

ASK = """
import json, django
django.setup()
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import setup_test_environment
setup_test_environment()
client = Client(headers={"host": "ivz.example.org"})
plain = client.get("/inloggen/")
secure = client.get("/inloggen/", secure=True)
told = client.get("/.well-known/security.txt", secure=True)
def sign_in(request):
    request.session["kept"] = "-"
    return HttpResponse()
secure.cookies |= SessionMiddleware(sign_in)(RequestFactory().get("/", secure=True)).cookies
print(json.dumps({
    "plain": [plain.status_code, plain.headers.get("Location", "")],
    "headers": dict(secure.headers),
    "cookies": {name: dict(morsel) for name, morsel in secure.cookies.items()},
    "security": told.content.decode(),
}))
"""
PRODUCTION = {
    "IVZ_MODE": "production",
    "IVZ_HOSTS": "ivz.example.org",
    "IVZ_SMTP_HOST": "mail.example.org",
    "IVZ_SECURITY_CONTACT": "beveiliging@example.org",
    "IVZ_OIDC_ISSUER": "https://login.example.org/realm",
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "PYTHONPATH": os.fspath(ROOT),
}
PYTHON = ROOT / ".venv" / "bin" / "python"


def run(data, *command, **more):
    return subprocess.run(
        [PYTHON, *command],
        check=False,
        cwd=ROOT,
        env=environment() | PRODUCTION | {"IVZ_DATA": os.fspath(data)} | more,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory, django_db_setup):
    data = tmp_path_factory.mktemp("data")
    schema.put_into(data)
    answer = run(data, "-c", ASK)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_plain_http_is_sent_to_https(told):
    assert told["plain"] == [301, "https://ivz.example.org/inloggen/"]


def test_production_sends_every_protecting_header(told):
    headers = told["headers"]

    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_forms_may_lead_to_the_provider_and_nowhere_else(told):
    policy = told["headers"]["Content-Security-Policy"]

    assert "form-action 'self' https://login.example.org;" in policy + ";"


@pytest.mark.parametrize(
    ("name", "is_out_of_reach"), [("__Host-csrftoken", False), ("__Host-sessionid", True)]
)
def test_cookies_belong_to_this_name_and_travel_over_https_only(told, name, is_out_of_reach):
    cookie = told["cookies"][name]

    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["httponly"]) == is_out_of_reach


def test_the_site_says_where_to_report_a_leak(told):
    lines = dict(line.split(": ", 1) for line in told["security"].strip().splitlines())

    assert lines["Contact"] == "mailto:beveiliging@example.org"
    assert lines["Canonical"] == "https://ivz.example.org/.well-known/security.txt"
    assert lines["Expires"].endswith("T00:00:00Z")


@pytest.mark.django_db
def test_without_a_contact_there_is_no_such_page(client):
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("more", "exits", "says"),
    [
        ({}, 0, ""),
        ({"IVZ_DEBUG": "1"}, 1, "IVZ_DEBUG"),
        pytest.param({"IVZ_SMTP_HOST": ""}, 1, "IVZ_SMTP_HOST", marks=pytest.mark.slow),
        pytest.param(
            {"IVZ_SECURITY_CONTACT": ""}, 1, "IVZ_SECURITY_CONTACT", marks=pytest.mark.slow
        ),
        pytest.param({"IVZ_HOSTS": ".example.org"}, 1, "IVZ_HOSTS", marks=pytest.mark.slow),
        pytest.param(
            {"IVZ_OIDC_ISSUER": "http://login.example.org"},
            1,
            "IVZ_OIDC_ISSUER",
            marks=pytest.mark.slow,
        ),
        pytest.param({"IVZ_MODE": "example"}, 1, "IVZ_MODE is example", marks=pytest.mark.slow),
    ],
)
def test_check_deploy_refuses_what_is_unsafe(tmp_path, more, exits, says):
    answer = run(
        tmp_path, "-m", "django", "check", "--deploy", "--no-data", "--fail-level=WARNING", **more
    )

    assert answer.returncode == exits, answer.stderr
    assert says in answer.stderr


@pytest.mark.django_db
def test_check_deploy_refuses_accounts_of_the_example(settings):
    settings.IS_EXAMPLE = False
    assert check_accounts(None) == []

    create_account("voorbeeld-police", by=visitor())

    assert [problem.id for problem in check_accounts(None)] == ["ivz.E002"]
