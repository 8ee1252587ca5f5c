"""Files on disk: whole or not at all, under random names.

Policy: docs/policy/documents.md#on-disk
"""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from ivz.documents import actions, storage, tasks
from ivz.documents.intake import FileRefused
from ivz.documents.models import Version, random_key
from ivz.home.queries.integrity.documents import document_findings
from ivz.search import indexing
from tests.documents import files
from tests.documents.files import lying_around
from tests.factories import TODAY, AnnexFactory, BodyFactory, VersionFactory, secretary_of

CONTENT = b"inhoud"


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def secretary():
    return secretary_of(BodyFactory())


def age(name, *, hours):
    long_ago = time.time() - hours * 3600
    os.utime(storage.path_of(name), (long_ago, long_ago))


def test_a_file_lies_under_a_random_name_that_only_the_program_may_read():
    name = random_key()

    storage.write(name, CONTENT)

    path = storage.path_of(name)
    assert path.read_bytes() == CONTENT
    assert path.stat().st_mode & 0o777 == 0o600
    assert lying_around() == [name]


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "a" * 33, "A" * 32, "0" * 31 + "/"])
def test_no_other_name_leads_anywhere(name):
    with pytest.raises(ValueError):  # noqa: PT011 -- it says the name and nothing else
        storage.path_of(name)


@pytest.mark.parametrize("failing", ["fsync", "fchmod"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_leaves_nothing(monkeypatch, failing, code):
    def full(*args):
        raise OSError(code, "no room")

    monkeypatch.setattr(os, failing, full)

    with pytest.raises(storage.NoRoom, match="schijf"):
        storage.write(random_key(), CONTENT)

    assert lying_around() == []


def test_a_disk_that_fills_up_halfway_leaves_nothing(tmp_path):
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000));"
        "import django; from django.conf import settings;"
        "django.setup(); settings.MEDIA_ROOT = sys.argv[1];"
        "from ivz.documents import storage\n"
        "try: storage.write('0' * 32, b'x' * 200_000)\n"
        "except storage.NoRoom: sys.exit(7)"
    )

    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)

    assert ended.returncode == 7
    assert lying_around() == []


@pytest.mark.django_db
def test_what_fails_after_the_file_was_written_takes_the_file_along(secretary):
    seen = []

    def failing():
        with actions.kept(files.pdf(), by=secretary):
            seen.extend(lying_around())
            raise LookupError

    with pytest.raises(LookupError):
        failing()

    assert len(seen) == 1
    assert lying_around() == []


@pytest.mark.django_db
def test_a_file_that_has_its_row_stays_whatever_fails_later(secretary):
    def failing():
        with actions.kept(files.pdf(), by=secretary) as stored:
            actions.add(stored, by=secretary)
            raise LookupError

    with pytest.raises(LookupError):
        failing()

    assert lying_around() == [Version.objects.get().stored_as]


@pytest.mark.django_db
def test_a_refused_file_never_touches_the_disk(secretary):
    with pytest.raises(FileRefused), actions.kept(b"tekst", by=secretary):
        pytest.fail("was taken in")

    assert lying_around() == []


@pytest.mark.django_db
def test_the_worker_removes_files_without_a_row_once_no_upload_is_busy_with_them():
    old, busy, known = random_key(), random_key(), VersionFactory().stored_as
    for name in (old, busy, known):
        storage.write(name, CONTENT)
    half = storage.path_of(random_key()).with_suffix(".partial")
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(CONTENT)
    age(old, hours=25)
    age(known, hours=25)
    os.utime(half, (0, 0))
    age(busy, hours=23)

    tasks.remove_orphaned_files(TODAY)

    assert sorted(lying_around()) == sorted([busy, known])


@pytest.mark.django_db
def test_the_check_finds_files_that_are_gone_changed_or_nobodys(secretary):
    with actions.kept(files.pdf(), by=secretary) as stored:
        document = actions.add(stored, by=secretary)
    AnnexFactory(document=document)
    assert list(document_findings()) == []

    gone = VersionFactory(document=document, number=2)
    with storage.path_of(stored.name).open("ab") as file:
        file.write(b"!")
    stray = random_key()
    storage.write(stray, CONTENT)
    age(stray, hours=25)

    found = [str(finding) for finding in document_findings()]
    version = Version.objects.get(number=1)
    assert found == [
        f"documents.Version {version.pk}: its file is not what was kept",
        f"documents.Version {gone.pk}: its file is gone",
        f"file {stray}: no document names it; the worker removes it",
    ]
    indexing.rebuild()
    with pytest.raises(CommandError, match="3 findings"):
        call_command("check")


KILLED = """
import os, sys, threading, time
import django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = sys.argv[1]
from ivz.documents import storage
from ivz.documents.models import random_key
content = os.urandom(2_000_000)
while True:
    name = random_key()
    storage.write(name, content)
    print(name, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(20))
def test_killed_at_any_moment_every_file_that_was_acknowledged_is_whole(tmp_path, moment):
    program = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    first = program.stdout.readline()
    time.sleep(0.007 * moment)
    program.send_signal(signal.SIGKILL)
    rest, _none = program.communicate()

    acknowledged = (first + rest).split()
    assert acknowledged
    for name in acknowledged:
        assert storage.path_of(name).stat().st_size == 2_000_000
    for name in lying_around():
        assert name.endswith(".partial") or storage.path_of(name).stat().st_size == 2_000_000
