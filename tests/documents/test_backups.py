"""Backups of a SQLite database with its files, and putting one back."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from ivz.documents import storage
from ivz.documents.backups import KEPT, back_up
from ivz.documents.models import random_key
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a PostgreSQL server has its own backups"
)


@pytest.fixture
def database(tmp_path, settings, monkeypatch):
    """Give a database file with one row and no files, as the one in use, in a directory of data."""
    path = tmp_path / "ivz.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE django_migrations (name TEXT)")
        made.execute("CREATE TABLE documents_version (stored_as TEXT, digest TEXT)")
        made.execute("CREATE TABLE decision (title TEXT)")
        made.execute("INSERT INTO decision VALUES ('Vaste werkwijze')")
        made.commit()
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(path))
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"
    return path


def rows_in(path):
    with closing(sqlite3.connect(path)) as copy:
        return copy.execute("SELECT title FROM decision").fetchall()


def backups_in(tmp_path):
    return sorted(path.name for path in (tmp_path / "backups").glob("*.sqlite3"))


def add_row(path):
    with closing(sqlite3.connect(path)) as changed:
        changed.execute("INSERT INTO decision VALUES ('later')")
        changed.commit()


def add_file(path, content):
    """Keep a file and the row that names it."""
    name = random_key()
    storage.write(name, content)
    with closing(sqlite3.connect(path)) as changed:
        digest = hashlib.sha256(content).hexdigest()
        changed.execute("INSERT INTO documents_version VALUES (?, ?)", [name, digest])
        changed.commit()
    return name


def content_of(name):
    return b"".join(storage.read(name))


@on_sqlite
def test_a_copy_of_the_database_is_kept_per_day(database, tmp_path):
    with transaction.atomic():  # as the worker runs it
        back_up(TODAY)

    name = f"ivz-{timezone.localdate().isoformat()}.sqlite3"
    assert backups_in(tmp_path) == [name]
    assert rows_in(tmp_path / "backups" / name) == [("Vaste werkwijze",)]


@on_sqlite
def test_a_second_copy_on_one_day_changes_nothing(database, tmp_path):
    back_up(TODAY)
    add_row(database)

    back_up(TODAY)

    (name,) = backups_in(tmp_path)
    assert len(rows_in(tmp_path / "backups" / name)) == 1


@on_sqlite
def test_the_last_seven_copies_stay_and_other_files_too(database, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 12):
        (folder / f"ivz-2016-10-{day:02}.sqlite3").touch()
    (folder / "before-update.sqlite3").touch()

    back_up(TODAY)

    kept = backups_in(tmp_path)
    assert len(kept) == KEPT + 1
    assert kept[:2] == ["before-update.sqlite3", "ivz-2016-10-06.sqlite3"]


def test_without_a_database_file_there_is_nothing_to_copy(settings, tmp_path, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / "none.sqlite3"))
    settings.DATA_DIR = tmp_path

    back_up(TODAY)

    assert not (tmp_path / "backups").exists()


@on_sqlite
def test_the_files_come_along_once_and_go_with_the_last_copy_that_names_them(database, tmp_path):
    name = add_file(database, b"%PDF-1.7 een")
    back_up(TODAY)
    kept = tmp_path / "backups" / "uploads" / name[:2] / name
    assert kept.read_bytes() == b"%PDF-1.7 een"

    for copy in (tmp_path / "backups").glob("*.sqlite3"):
        copy.unlink()
    with closing(sqlite3.connect(database)) as changed:
        changed.execute("DELETE FROM documents_version")
        changed.commit()
    back_up(TODAY)

    assert not kept.exists()


@on_sqlite
def test_what_was_lost_since_comes_back_and_what_is_there_is_kept_first(database, tmp_path):
    kept, damaged = add_file(database, b"kept"), add_file(database, b"whole")
    call_command("backup", to=tmp_path / "elsewhere")
    (copy,) = (tmp_path / "elsewhere").glob("*.sqlite3")
    add_row(database)
    storage.remove(kept)
    storage.path_of(damaged).write_bytes(b"meddled")

    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", copy)
    call_command("restore", copy, replace=True)

    assert rows_in(database) == [("Vaste werkwijze",)]
    assert (content_of(kept), content_of(damaged)) == (b"kept", b"whole")
    (before,) = backups_in(tmp_path)
    assert len(rows_in(tmp_path / "backups" / before)) == 2


@on_sqlite
def test_a_file_that_is_nowhere_is_named(database, tmp_path):
    name = add_file(database, b"kept")
    storage.remove(name)

    with pytest.raises(CommandError, match=name):
        call_command("backup")

    assert len(backups_in(tmp_path)) == 1


@on_sqlite
@pytest.mark.parametrize("content", [b"this is no database at all" * 100, b""])
def test_what_is_no_copy_is_refused_and_changes_nothing(database, tmp_path, content):
    copy = tmp_path / "broken.sqlite3"
    copy.write_bytes(content)

    with pytest.raises(CommandError, match="not a database"):
        call_command("restore", copy, replace=True)

    assert rows_in(database) == [("Vaste werkwijze",)]


@on_sqlite
def test_a_backup_that_was_cut_off_has_no_name_of_a_copy(database, tmp_path, monkeypatch):
    add_file(database, b"kept")
    monkeypatch.setattr("ivz.documents.backups._copy", fail)

    with pytest.raises(OSError, match="disk full"):
        call_command("backup")

    assert backups_in(tmp_path) == []


def fail(*args):
    raise OSError("disk full")


@on_sqlite
def test_a_restored_database_brings_no_log_of_the_one_before(database, tmp_path):
    call_command("backup")
    (copy,) = (tmp_path / "backups").glob("copy-*.sqlite3")
    Path(f"{database}-shm").write_bytes(b"left behind")

    call_command("restore", copy, replace=True)

    assert not Path(f"{database}-shm").exists()
