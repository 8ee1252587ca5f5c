"""What must never stand in the repository."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.architecture.tree import ROOT, files_below, named, text_of

LOCK_FILES = [*sorted(ROOT.glob("requirements*.txt")), ROOT / "frontend" / "package-lock.json"]
MOBILE_NUMBER = re.compile(r"(?<![\w.,])(?:06|\+31[ -]?(?:\(0\))?6)[ -]?(?:\d[ -]?){7}\d(?!\w)")
LANDLINE_NUMBER = re.compile(r"(?<![\w.,-])\(?0\d{2,3}\)?[ -]\d{6,7}(?![\w-])")
PACKAGE_INDEX = re.compile(r"pythonhosted|npmjs|pypi\.org|--(?:extra-)?index-url|--find-links")
PINNED = re.compile(r"^[a-z0-9].*==", re.MULTILINE)
PINNED_WITH_HASH = re.compile(r"^[a-z0-9].*==.*\n +--hash=sha256:", re.MULTILINE)
OWN_MACHINE = re.compile(r"(?<![\w.~$}/:-])/(?:home|root|work|Users|opt|mnt)/\w")


def places_of(pattern):
    return [
        f"{named(path)}: {found.group()}"
        for path in files_below()
        if path not in LOCK_FILES and path != Path(__file__)
        for found in [pattern.search(text_of(path))]
        if found
    ]


@pytest.mark.parametrize("pattern", [MOBILE_NUMBER, LANDLINE_NUMBER], ids=["mobile", "landline"])
def test_nobody_can_be_called(pattern):
    assert not places_of(pattern)


def test_no_path_of_a_machine_stands_in_the_repository():
    assert not places_of(OWN_MACHINE)


def test_nothing_that_the_program_writes_stands_in_the_repository():
    git = shutil.which("git")
    kept = subprocess.check_output([git, "-C", ROOT, "ls-files"], text=True).splitlines()

    assert not [path for path in kept if path.endswith(("secret-key", ".sqlite3"))]


def test_no_package_index_stands_in_the_repository():
    assert not places_of(PACKAGE_INDEX)


@pytest.mark.parametrize("path", LOCK_FILES[:-1], ids=named)
def test_requirements_are_hashed_and_name_no_address(path):
    text = path.read_text()

    assert "://" not in text
    assert len(PINNED.findall(text)) == len(PINNED_WITH_HASH.findall(text)) > 0


def test_the_lock_file_of_the_front_end_names_no_address():
    text = LOCK_FILES[-1].read_text()
    packages = json.loads(text)["packages"]

    assert not PACKAGE_INDEX.search(text)
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not [name for name, package in packages.items() if name and "integrity" not in package]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
