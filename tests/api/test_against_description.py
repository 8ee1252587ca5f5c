"""The interface does what its description says, whatever a stranger asks."""

import re

import pytest
import schemathesis
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ivz.accounts.models import User
from ivz.authorization.roles import Duty, Role
from ivz.example.loader import load_example
from ivz.network.models import Body
from tests.factories import actor_with, someone_with_duty

pytestmark = pytest.mark.usefixtures("example_region")

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PATHS = [
    "/meetings",
    "/meetings/{id}",
    "/meetings/{id}/agenda",
    "/meetings/{id}/record",
    "/meetings/{id}/decisions",
    "/decisions",
    "/decisions/{id}",
    "/contributions",
    "/incidence",
    "/bodies",
    "/bodies/{id}",
    "/seats",
    "/signals",
    "/mandates",
    "/turnover",
    "/areas",
    "/portfolios",
    "/coverage",
    "/priorities",
    "/priority-counts",
    "/local-registers",
    "/local-policies",
    "/projects",
    "/projects/{slug}",
    "/projects/{slug}/timeline",
    "/requests",
    "/effort",
    "/overview",
    "/pilots",
    "/focus-agendas",
    "/focus-agendas/{slug}",
    "/budgets",
    "/budgets/{network}/{year}/{edition}",
    "/annual-plans",
    "/information-position",
    "/results",
    "/annual-plans/{network}/{year}",
    "/developments",
    "/developments/{key}",
    "/theme-weeks",
    "/theme-weeks/{week}",
    "/search",
]


POSITIVE, NEGATIVE = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
# Any text may be a key, so a key cannot be wrong.
TRIED = [(path, POSITIVE) for path in PATHS] + [
    (path, NEGATIVE) for path in PATHS if "{" not in path
]


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Load the example region once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_example()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def example_region(_loaded, db):
    """Give a test the example region; what it changes is undone."""


@pytest.fixture
def described(wsgi_application):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", wsgi_application)


def test_every_path_is_tried(described):
    assert {result.ok().path for result in described.get_all_operations()} == set(PATHS)


@pytest.mark.parametrize(("path", "mode"), TRIED)
def test_answers_are_as_described(described, path, mode):
    @hypothesis_settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    ask()


READERS = [*Role, *Duty]
VISITOR = "visitor"
THERE = {"network": "twente", "q": "besluit"}
EACH = 3


@pytest.mark.parametrize("reader", READERS)
def test_answers_are_as_described_for_every_role(described, client, reader):
    sent = sent_by(reader, client)

    @hypothesis_settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(data=strategies.data(), path=strategies.sampled_from(PATHS))
    def ask(data, path):
        case = data.draw(described[path]["GET"].as_strategy(generation_mode=POSITIVE))
        answer = case.call_and_validate(checks=CHECKS, **sent)
        assert "private" in answer.headers["cache-control"][0]

    ask()


def sent_by(reader, client):
    """Sign in as a role, and give what a program of that person sends with every request."""
    sent = {"headers": {"Accept-Encoding": "identity"}}
    if reader == VISITOR:
        return sent
    actor = someone_with_duty(reader) if reader in Duty else actor_with(reader, body=board())
    client.force_login(actor.user)
    name = settings.SESSION_COOKIE_NAME
    return {**sent, "cookies": {name: client.cookies[name].value}}


@pytest.fixture
def there(client):
    """Give what is there for the parameters in each path, as the list that leads to it tells."""
    client.force_login(User.objects.get(username="voorbeeld-coordinator"))
    found = {path: keys_in(client, path) for path in PATHS if "{" in path}
    client.logout()
    return found


def keys_in(client, path):
    listed = client.get(f"/api/v1{path.partition('/{')[0]}", THERE).json()["items"]
    names = re.findall(r"{(\w+)}", path)
    return [{name: item.get(name, item.get("key")) for name in names} for item in listed[:EACH]]


@pytest.mark.one_engine
@pytest.mark.slow
@pytest.mark.parametrize("reader", [VISITOR, *READERS])
def test_every_path_answers_every_role_as_described(described, there, client, reader, monkeypatch):
    monkeypatch.setitem(settings.RATE_LIMITS, "not_found", "")
    sent, found = sent_by(reader, client), {}

    for path, mode in TRIED:
        ask_what_comes_up(described[path]["GET"].as_strategy(generation_mode=mode), sent)
    for path in PATHS:
        found[path] = {answer.status_code for answer in what_is_there(described, path, there, sent)}

    assert all(keys for keys in there.values())
    assert set().union(*found.values()) <= {200, 404}
    if reader == Role.SECRETARY:
        assert [path for path, codes in found.items() if 200 not in codes] == []


def ask_what_comes_up(strategy, sent):
    @hypothesis_settings(max_examples=EACH, suppress_health_check=list(HealthCheck))
    @given(case=strategy)
    def ask(case):
        case.call_and_validate(checks=CHECKS, **sent)

    ask()


def what_is_there(described, path, there, sent):
    """Ask a path with what its parameters can be told to be, and give the answers."""
    asked = described.raw_schema["paths"][path]["get"].get("parameters", [])
    query = {each["name"]: THERE[each["name"]] for each in asked if each["name"] in THERE}
    for keys in there.get(path, [{}]):
        case = described[path]["GET"].Case(path_parameters=keys, query=query)
        yield case.call_and_validate(checks=CHECKS, **sent)


def board():
    return Body.objects.get(slug="dvo-twente")


@pytest.mark.parametrize(
    "address",
    [
        "/meetings",
        "/meetings?includePractice=true",
        "/meetings/dvo-twente_2016-10-10",
        "/meetings/dvo-twente_2016-10-10/decisions",
        "/contributions",
        "/contributions?network=twente&year=2018",
        "/contributions?network=twente&year=2018&basis=cbs",
        "/incidence",
        "/bodies?network=twente&asOf=2012-10-02",
        "/bodies/regionaal-college-twente",
        "/seats?network=twente&pageSize=500",
        "/projects?network=twente",
        "/projects/borging-aanpak-woninginbraken",
        "/projects/borging-aanpak-woninginbraken/timeline",
    ],
)
def test_the_example_region_is_served_without_signing_in(client, address):
    response = client.get(f"/api/v1{address}")

    assert response.status_code == 200
    assert response.json().get("items", ["one thing"])
