"""Settings and fixtures every test shares."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from hypothesis import settings as hypothesis_settings

# Loaded now: if a test that moves the date were the first to, that date would stay for the rest.
import ivz.web.middleware  # noqa: F401
from ivz.accounts import prepared
from ivz.audit import guards
from ivz.example.loader import load_example
from ivz.search.vocabulary import vocabulary
from tests import schema
from tests.prepared import asked_as_anew
from tests.snapshots import copy_database_to, put_back

hypothesis_settings.register_profile("house", deadline=None)  # the first query makes a connection
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="session")
def reference_data():
    """Give the directory with reference data; skip when the machine has none."""
    named = os.environ.get("IVZ_REFERENCE_DATA")
    if not named:
        pytest.skip("IVZ_REFERENCE_DATA is not set")
    directory = Path(named)
    assert directory.is_dir(), f"IVZ_REFERENCE_DATA names {named}, which is not there"
    return directory


@pytest.fixture(scope="session", autouse=True)
def _uploads(tmp_path_factory):
    """Keep the files of documents out of the data directory."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("uploads")


@pytest.fixture(autouse=True)
def nothing_was_asked_before():
    """Let every test begin with nothing counted towards the limits on how often."""
    cache.clear()
    vocabulary.forget()


@pytest.fixture(autouse=True)
def prepared_questions_are_held_against_anew(monkeypatch):
    """Compare every prepared question that a test asks again with the ordinary one."""
    monkeypatch.setattr(prepared, "ask_again", asked_as_anew)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, django_db_modify_db_settings_parallel_suffix, tmp_path_factory
):
    """Begin with a schema made before, where the engine is SQLite.

    The database of browser tests is a file, so that each thread has a connection.
    """
    if connection.vendor != "sqlite":
        return
    schema.begin_with_what_is_kept(connection)
    if any(item.get_closest_marker("browser") for item in request.session.items):
        database = settings.DATABASES["default"]
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let test databases be emptied: take the guards off the audit trail.

    A test about the guards puts them back inside its transaction.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            schema.keep(connection)
        schema.number_from_a_thousand(connection)
        guards.remove(connection)


@pytest.fixture(scope="session")
def snapshots(django_db_setup, django_db_blocker, tmp_path_factory):
    """Keep the database as migrated, and as it is with the example region loaded."""
    directory = tmp_path_factory.mktemp("snapshots")
    kept = {"migrated": directory / "migrated", "example": directory / "example"}
    with django_db_blocker.unblock():
        copy_database_to(kept["migrated"])
        load_example()
        copy_database_to(kept["example"])
        put_back(kept["migrated"])
    return kept


@pytest.fixture(scope="module")
def example_region(request, django_db_setup, django_db_blocker):
    """Have the example region before the tests of a module, and an empty database after."""
    if connection.vendor == "sqlite":
        snapshots = request.getfixturevalue("snapshots")
        with django_db_blocker.unblock():
            put_back(snapshots["example"])
        yield
        with django_db_blocker.unblock():
            put_back(snapshots["migrated"])
        return
    with django_db_blocker.unblock():
        load_example()
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)
