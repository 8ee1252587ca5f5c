"""The schema of test databases on SQLite: made by the migrations once, copied from then on.

Running every migration takes longer than most runs of a few tests. The copy is kept under the hash
of all that makes it, so that a new migration or package begins anew.
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

PLACE = Path("build/test-schema")
HELD = []  # a database in memory lasts while somebody holds it


def begin_with_what_is_kept(connection):
    """Let a test database of ``connection`` begin with the schema that was kept, if any was."""
    create, kept = connection.creation._create_test_db, kept_file()

    def create_with_schema(*args, **kwargs):
        name = create(*args, **kwargs)
        if kept.exists():
            database = sqlite3.connect(name, uri=True)
            with closing(sqlite3.connect(f"file:{kept}?mode=ro", uri=True)) as source:
                source.backup(database)
            HELD.append(database)
        return name

    connection.creation._create_test_db = create_with_schema


def keep(connection):
    """Keep the schema of a test database that was just made; workers may do this at once."""
    kept = kept_file()
    if kept.exists():
        return
    PLACE.mkdir(parents=True, exist_ok=True)
    for older in PLACE.glob("*.sqlite3"):
        older.unlink(missing_ok=True)
    half = PLACE / f"{os.getpid()}.half"
    with closing(sqlite3.connect(half)) as target:
        connection.connection.backup(target)
    half.replace(kept)


def put_into(data):
    """Begin a data directory with the schema that was kept; the session made it before."""
    data.mkdir(exist_ok=True)
    return shutil.copy(kept_file(), data / "ivz.sqlite3")


def number_from_a_thousand(connection):
    """Let new rows be numbered from 1,001 on, as in an installation that has been used.

    A page that writes such a number for people, "1.001", in an address or a form breaks it.
    """
    with connection.cursor() as cursor:
        for each in connection.introspection.sequence_list():
            table, column = each["table"], each["column"]
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, 1000)", [table])
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), 1000)", [table, column]
                )


def kept_file():
    """Give where the schema of these migrations and packages is kept."""
    sources = [Path("requirements.txt"), *sorted(Path("ivz").glob("*/migrations/*.py"))]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source}\n".encode() + source.read_bytes())
    return PLACE / f"{digest.hexdigest()[:32]}.sqlite3"
