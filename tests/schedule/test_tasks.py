"""What the worker does for the installation."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from ivz.schedule.tasks import (
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
