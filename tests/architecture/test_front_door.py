"""What somebody meets first: the README in two languages, its pictures, and publiccode.yml."""

import os
import re
import tomllib
from datetime import date

import pytest
import yaml

from tests.architecture.tree import ROOT, text_of
from tests.browser.test_pictures import PICTURES

README, DUTCH = text_of(ROOT / "README.md"), text_of(ROOT / "README.nl.md")
SHOWN = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
TAKEN = {f"docs/images/{name}.png" for name in PICTURES}
PROJECT = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
# The words that version 0.7 of the standard allows, as far as this software has use for them.
ALLOWED = {
    "platforms": {"web", "windows", "mac", "linux", "ios", "android"},
    "developmentStatus": {"concept", "development", "beta", "stable", "obsolete"},
    "softwareType": {"standalone/web"},
    "categories": {
        "budgeting",
        "business-process-management",
        "collaboration",
        "data-analytics",
        "data-visualization",
        "document-management",
        "event-management",
        "financial-reporting",
        "grant-management",
        "knowledge-management",
        "project-management",
        "task-management",
        "workflow-management",
    },
    "scope": {"justice", "local-authorities", "security", "society", "welfare"},
    "maintenance": {"internal", "contract", "community", "none"},
}
MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
OPTIONAL = {"softwareVersion", "releaseDate", "intendedAudience", "dependsOn"}


@pytest.fixture(scope="module")
def described():
    return yaml.safe_load(text_of(ROOT / "publiccode.yml"))


@pytest.mark.parametrize("command", ["bin/serve", "bin/test"])
def test_the_readme_starts_with_two_commands_that_are_there(command):
    start = README.partition("\n## Start\n")[2].partition("\n## ")[0]

    assert re.search(rf"^    {command} ", start, re.MULTILINE)
    assert os.access(ROOT / command, os.X_OK)


def test_the_readme_shows_the_three_pictures_that_a_test_takes_and_no_other_lies_about():
    shown = SHOWN.findall(README)

    assert len(shown) == 3
    assert set(shown) == TAKEN
    assert {f"docs/images/{path.name}" for path in (ROOT / "docs/images").iterdir()} == TAKEN
    assert set(SHOWN.findall(DUTCH)) < TAKEN


def test_both_readmes_lead_to_each_other_and_the_dutch_one_to_the_guide():
    assert "(README.nl.md)" in README
    assert "(README.md)" in DUTCH
    assert "bin/serve" in DUTCH
    assert "(docs/gebruik/README.md)" in DUTCH


def test_the_guide_lists_each_of_its_pages():
    listed = set(re.findall(r"\]\((\w[\w-]*\.md)\)", text_of(ROOT / "docs/gebruik/README.md")))

    pages = {path.name for path in (ROOT / "docs/gebruik").glob("*.md")}
    assert pages - {"README.md"} == listed


def test_the_metadata_has_the_mandatory_keys_and_none_that_nobody_knows(described):
    assert MANDATORY <= described.keys() <= MANDATORY | OPTIONAL
    assert described["publiccodeYmlVersion"] == "0.7"
    assert described["url"].startswith("https://")
    assert date.fromisoformat(described["releaseDate"])


def test_the_metadata_uses_the_words_of_the_standard(described):
    audience = described["intendedAudience"]
    used = {
        "platforms": described["platforms"],
        "developmentStatus": [described["developmentStatus"]],
        "softwareType": [described["softwareType"]],
        "categories": described["categories"],
        "scope": audience["scope"],
        "maintenance": [described["maintenance"]["type"]],
    }

    assert {key: set(words) - ALLOWED[key] for key, words in used.items() if words} == {
        key: set() for key in used
    }
    assert audience["countries"] == ["nl"]


def test_the_metadata_names_a_contact_once_somebody_maintains_it(described):
    maintenance = described["maintenance"]

    needed = {"internal": "contacts", "community": "contacts", "contract": "contractors"}
    assert maintenance["type"] == "none" or maintenance[needed[maintenance["type"]]]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_description_has_its_length(described, language):
    told = described["description"][language]

    assert 0 < len(told["shortDescription"]) <= 150
    assert "\n" not in told["shortDescription"]
    assert 150 <= len(told["longDescription"]) <= 10_000
    assert 5 <= len(told["features"]) <= 20


def test_the_metadata_says_what_the_repository_says(described):
    catalogues = {path.name for path in (ROOT / "ivz/web/locale").iterdir()}
    pictures = described["description"]["en"]["screenshots"]

    assert described["softwareVersion"] == PROJECT["version"]
    assert described["legal"]["license"] == PROJECT["license"]
    assert set(pictures) == TAKEN
    assert described["localisation"]["localisationReady"] is True
    assert set(described["localisation"]["availableLanguages"]) == {"en", *catalogues}
    assert all("name" in each for each in described["dependsOn"]["open"])
