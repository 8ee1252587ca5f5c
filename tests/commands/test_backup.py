"""A real backup put back, and a process killed while it takes a file in."""

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.commands.conftest import ROOT, environment

WORK = """
import os, signal, sys, django
django.setup()
from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.meetings.actions import annexes
from ivz.meetings.actions.annexes import AnnexDetails
from ivz.meetings.models import Annex
from ivz.documents.models import Version
from tests.documents import files
from tests.factories import BodyFactory, ProposalFactory, secretary_of

paper = ProposalFactory(body=BodyFactory(), openness=Openness.PUBLIC)
details = AnnexDetails(title="Kaart", planned_openness=Openness.NETWORK)
if "before-commit" in sys.argv:
    saved = Annex.save
    def save_and_die(self, *args, **kwargs):
        saved(self, *args, **kwargs)
        assert Version.objects.exists()
        os.kill(os.getpid(), signal.SIGKILL)
    Annex.save = save_and_die
annexes.add(paper, details, content=files.pdf(), by=secretary_of(paper.body))
print("acknowledged", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


pytestmark = pytest.mark.usefixtures("migrated")


def run(data, *command, is_killed=False):
    told = subprocess.run(
        [sys.executable, *command],
        env=environment()
        | {"IVZ_DATA": str(data), "PYTHONPATH": str(ROOT)}
        | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert told.returncode == (-signal.SIGKILL if is_killed else 0), told.stderr
    return told.stdout


def rows(data, question):
    with closing(sqlite3.connect(data / "ivz.sqlite3")) as database:
        return database.execute(question).fetchall()


def files_in(data):
    return [path for path in (data / "uploads").glob("??/*") if path.is_file()]


def is_whole(data):
    """Tell whether every row has its file, as it was kept."""
    for name, digest in rows(data, "SELECT stored_as, digest FROM documents_version"):
        content = (data / "uploads" / name[:2] / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            return False
    return True


@pytest.mark.slow
def test_killed_between_file_and_commit_nothing_half_stored_shows(data):
    told = run(data, "-c", WORK, "before-commit", is_killed=True)

    assert "acknowledged" not in told
    assert len(files_in(data)) == 1  # lies there, and no row names it
    for table in ("documents_document", "documents_version", "meetings_annex"):
        assert rows(data, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 our own names
    trail = rows(data, "SELECT count(*) FROM audit_auditentry WHERE event LIKE '%annex%'")
    assert trail == [(0,)]
    day_before_yesterday = files_in(data)[0].stat().st_mtime - 2 * 24 * 3600
    os.utime(files_in(data)[0], (day_before_yesterday, day_before_yesterday))
    clean_up = "import django; django.setup(); from ivz.documents.tasks import "
    clean_up += "remove_orphaned_files; remove_orphaned_files(None)"
    run(data, "-c", clean_up)
    assert files_in(data) == []


def test_killed_after_the_answer_what_was_acknowledged_is_there(data):
    told = run(data, "-c", WORK, is_killed=True)

    assert "acknowledged" in told
    assert rows(data, "SELECT title FROM meetings_annex") == [("Kaart",)]
    assert rows(data, "SELECT count(*) FROM documents_version") == [(1,)]
    assert is_whole(data)
    assert run(data, "-m", "django", "audit", "verify")


@pytest.mark.slow
def test_a_backup_brings_database_and_files_back_on_another_machine(data, tmp_path):
    run(data, "-c", WORK, is_killed=True)
    elsewhere, other = tmp_path / "elsewhere", tmp_path / "other"
    run(data, "-m", "django", "backup", f"--to={elsewhere}")
    shutil.rmtree(data)
    (copy,) = elsewhere.glob("*.sqlite3")

    run(other, "-m", "django", "restore", str(copy))

    assert rows(other, "SELECT title FROM meetings_annex") == [("Kaart",)]
    assert len(files_in(other)) == 1
    assert is_whole(other)
