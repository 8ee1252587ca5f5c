"""The description of the interface, and the Dutch API design rules."""

import json
import subprocess
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
DESCRIPTION = "/api/v1/openapi.json"
SPECTRAL = Path(settings.BASE_DIR) / "frontend" / "node_modules" / ".bin" / "spectral"


@pytest.fixture
def described(client):
    return client.get(DESCRIPTION).json()


def operations_in(described):
    return {
        (method, path): operation
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    }


def test_the_description_passes_the_dutch_rules(client, reference_data, tmp_path):
    assert SPECTRAL.exists(), "Spectral is not installed; bin/setup --test does that"
    file = tmp_path / "openapi.json"
    file.write_bytes(client.get(DESCRIPTION).content)
    rules = reference_data / "standards" / "adr.yaml"

    command = [SPECTRAL, "lint", "--quiet", "--fail-severity=error", "-r", rules, file]
    outcome = subprocess.run(command, check=False, capture_output=True, text=True)

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_everybody_may_read_the_description(client):
    response = client.get(DESCRIPTION)

    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/json")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_description_says_where_it_is_and_whom_to_ask(described):
    (server,) = described["servers"]

    assert server["url"].startswith("https://")
    assert server["url"].endswith("/api/v1")
    assert set(described["info"]["contact"]) == {"name", "url", "email"}


@pytest.mark.parametrize(
    "path",
    [
        "/meetings",
        "/meetings/{id}",
        "/meetings/{id}/agenda",
        "/meetings/{id}/record",
        "/meetings/{id}/decisions",
        "/contributions",
        "/incidence",
        "/bodies",
        "/bodies/{id}",
        "/seats",
        "/mandates",
        "/turnover",
        "/areas",
        "/portfolios",
        "/coverage",
        "/priorities",
        "/priority-counts",
        "/local-registers",
        "/local-policies",
    ],
)
def test_the_interface_serves(path, described):
    assert ("get", path) in operations_in(described)


def test_the_interface_only_reads(described):
    assert {method for method, _path in operations_in(described)} == {"get"}


def test_every_answer_has_its_version_and_every_problem_its_document(described):
    for operation in operations_in(described).values():
        answers = operation["responses"]
        assert "API-Version" in answers["200"]["headers"]
        problems = {status: set(answer["content"]) for status, answer in answers.items()}
        del problems["200"]
        assert {"400", "404", "405", "500"} <= set(problems)
        assert set(chain(*problems.values())) == {"application/problem+json"}


def test_names_are_camel_case(described):
    parameters = {
        parameter["name"]
        for operation in operations_in(described).values()
        for parameter in operation.get("parameters", [])
    }
    fields = {
        name
        for schema in described["components"]["schemas"].values()
        for name in schema.get("properties", {})
    }

    assert not {name for name in parameters | fields if "_" in name or name[0].isupper()}


def test_the_description_names_no_person_and_no_table(described):
    words = json.dumps(described)

    assert "password" not in words
    assert "username" not in words
