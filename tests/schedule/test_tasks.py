"""What the worker does for the installation."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from ivz.schedule.tasks import (
    BACKUPS_KEPT,
    back_up_database,
    clear_expired_sessions,
    write_copy,
)
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a PostgreSQL server has its own backups"
)


@pytest.fixture
def database(tmp_path, settings, monkeypatch):
    """Give a database file with one row, as the one in use; backups lie beside it."""
    path = tmp_path / "ivz.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE decision (title TEXT)")
        made.execute("INSERT INTO decision VALUES ('Vaste werkwijze')")
        made.commit()
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(path))
    settings.DATA_DIR = tmp_path
    return path


def rows_in(path):
    with closing(sqlite3.connect(path)) as copy:
        return copy.execute("SELECT title FROM decision").fetchall()


def backups_in(tmp_path):
    return sorted(path.name for path in (tmp_path / "backups").glob("*"))


def add_row(path):
    with closing(sqlite3.connect(path)) as changed:
        changed.execute("INSERT INTO decision VALUES ('later')")
        changed.commit()


@on_sqlite
def test_a_copy_of_the_database_is_kept_per_day(database, tmp_path):
    with transaction.atomic():  # as the worker runs it
        back_up_database(TODAY)

    name = f"ivz-{timezone.localdate().isoformat()}.sqlite3"
    assert backups_in(tmp_path) == [name]
    assert rows_in(tmp_path / "backups" / name) == [("Vaste werkwijze",)]


@on_sqlite
def test_a_second_copy_on_one_day_changes_nothing(database, tmp_path):
    back_up_database(TODAY)
    add_row(database)

    back_up_database(TODAY)

    (name,) = backups_in(tmp_path)
    assert len(rows_in(tmp_path / "backups" / name)) == 1


@on_sqlite
def test_the_last_seven_copies_stay_and_other_files_too(database, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 12):
        (folder / f"ivz-2016-10-{day:02}.sqlite3").touch()
    (folder / "before-update.sqlite3").touch()

    back_up_database(TODAY)

    kept = backups_in(tmp_path)
    assert len(kept) == BACKUPS_KEPT + 1
    assert kept[:2] == ["before-update.sqlite3", "ivz-2016-10-06.sqlite3"]


@on_sqlite
def test_a_copy_that_fails_leaves_no_file_that_looks_whole(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"this is no database at all" * 100)
    target = tmp_path / "copy.sqlite3"

    with pytest.raises(sqlite3.DatabaseError):
        write_copy(broken, target=target)

    assert not target.exists()


@on_sqlite
def test_a_copy_starts_over_where_one_was_cut_off(database, tmp_path):
    target = tmp_path / "copy.sqlite3"
    target.with_suffix(".partial").write_bytes(b"half")

    write_copy(database, target=target)

    assert rows_in(target) == [("Vaste werkwijze",)]
    assert not target.with_suffix(".partial").exists()


def test_without_a_database_file_there_is_nothing_to_copy(settings, tmp_path, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / "none.sqlite3"))
    settings.DATA_DIR = tmp_path

    back_up_database(TODAY)

    assert not (tmp_path / "backups").exists()


def test_only_sessions_that_ended_are_removed():
    now = timezone.now()
    for key, ends in {
        "ended": now - timedelta(seconds=1),
        "lasting": now + timedelta(hours=1),
    }.items():
        Session.objects.create(session_key=key, session_data="", expire_date=ends)

    for _twice in range(2):
        clear_expired_sessions(TODAY)

    assert list(Session.objects.values_list("pk", flat=True)) == ["lasting"]
