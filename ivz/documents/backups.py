"""Backups: a copy of the SQLite database, with the files that its rows name beside it.

Files never change under their random names, so copies of several days share them.
Policy: docs/policy/documents.md#on-disk
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ivz.documents.models import Version
from ivz.schedule.tasks import write_copy

KEPT = 7
UPLOADS = "uploads"


class CannotRestore(Exception):
    """This is no copy that can be put back; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Copied:
    """What a backup or a restore brought along, and which files were nowhere."""

    path: Path
    files: int
    missing: list[str]


def database_path() -> Path | None:
    """Give where the SQLite database lies, None on a PostgreSQL server or before it is there."""
    path = Path(settings.DATABASES["default"]["NAME"])
    return path if connection.vendor == "sqlite" and path.exists() else None


def back_up(today: date) -> None:
    """Keep a copy of the embedded database with its files per day, the last seven.

    A PostgreSQL server has its own backups; then this does nothing.
    """
    database = database_path()
    if database is None:
        return
    folder = settings.DATA_DIR / "backups"
    target = folder / f"ivz-{timezone.localdate().isoformat()}.sqlite3"
    if not target.exists():
        keep(database, target=target)
    for old in sorted(folder.glob("ivz-*.sqlite3"))[:-KEPT]:
        old.unlink()
    _forget_files(folder)


def keep(database: Path, *, target: Path) -> Copied:
    """Write a copy of ``database`` to ``target`` and its files beside it.

    The copy gets its name last: what has that name has its files too. The database goes first,
    because a file lies there before a row names it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".without-files")
    draft.unlink(missing_ok=True)
    write_copy(database, target=draft)
    named = digests_in(draft)
    uploads = Path(settings.MEDIA_ROOT)
    missing = _fetch(named, source=uploads, target=target.parent / UPLOADS)
    draft.rename(target)
    return Copied(path=target, files=len(named) - len(missing), missing=missing)


def restore(copy: Path) -> Copied:
    """Put a copy and its files in the place of what is there, which is kept as a backup first.

    Raises:
        CannotRestore: ``copy`` is not whole, or not a database of this program.
    """
    named = _checked(copy)
    database = Path(settings.DATABASES["default"]["NAME"])
    if database.exists():
        name = f"before-restore-{timezone.now():%Y%m%d-%H%M%S}.sqlite3"
        keep(database, target=settings.DATA_DIR / "backups" / name)
    missing = _fetch(named, source=copy.parent / UPLOADS, target=Path(settings.MEDIA_ROOT))
    draft = database.with_suffix(".restoring")
    draft.unlink(missing_ok=True)
    write_copy(copy, target=draft)
    for left in ("-wal", "-shm"):
        database.with_name(database.name + left).unlink(missing_ok=True)
    draft.rename(database)
    return Copied(path=database, files=len(named) - len(missing), missing=missing)


def digests_in(copy: Path) -> dict[str, str]:
    """Give the files that the rows of a copy name, with the SHA-256 of each."""
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as rows:
        table = Version._meta.db_table
        known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        if not rows.execute(known, [table]).fetchone():
            return {}
        return dict(rows.execute(f"SELECT stored_as, digest FROM {table}"))  # noqa: S608 our own name


def _checked(copy: Path) -> dict[str, str]:
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as rows:
            verdict = rows.execute("PRAGMA integrity_check").fetchone()[0]
            rows.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except sqlite3.DatabaseError as error:
        raise CannotRestore(f"{copy} is not a database of this program: {error}.") from error
    if verdict != "ok":
        raise CannotRestore(f"{copy} is damaged: {verdict}.")
    return digests_in(copy)


def _fetch(named: dict[str, str], *, source: Path, target: Path) -> list[str]:
    """Copy the files that are named and not there yet, whole; give those that are nowhere."""
    missing = []
    for name, digest in named.items():
        place = target / name[:2] / name
        if _digest_of(place) == digest:
            continue
        if _digest_of(source / name[:2] / name) == digest:
            _copy(source / name[:2] / name, place)
        else:
            missing.append(name)
    return missing


def _digest_of(path: Path) -> str | None:
    if not path.exists():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    with source.open("rb") as read, partial.open("wb") as written:
        os.fchmod(written.fileno(), 0o600)
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())
    partial.rename(target)


def _forget_files(folder: Path) -> None:
    """Remove copied files that no kept copy names any more."""
    named = {name for copy in folder.glob("*.sqlite3") for name in digests_in(copy)}
    for path in (folder / UPLOADS).glob("??/*"):
        if path.name not in named:
            path.unlink()
