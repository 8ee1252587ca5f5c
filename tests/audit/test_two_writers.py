"""Two processes that write the trail at once: one chain, in which nothing is lost.

Policy: docs/policy/audit.md#chain
"""

import json
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection

from tests import schema
from tests.commands.conftest import ROOT, environment

EACH = 120
WRITE = """
import sys, time, django
django.setup()
from datetime import date
from django.db import transaction
from ivz.accounts.actors import system_actor
from ivz.audit.actions import append, record_refusal
from ivz.audit.models import AuditEntry

name, each = sys.argv[1], int(sys.argv[2])
by = system_actor(date(2016, 10, 10))
told = dict(event="x.done", subject_model="x.X", origin="command", by="x")
print("ready", flush=True)
sys.stdin.readline()
for number in range(0, each, 4):
    record_refusal(f"{name}{number}", method="GET", by=by)
    with transaction.atomic():
        record_refusal(f"{name}{number + 1}", method="GET", by=by)
        append(AuditEntry(subject_id=f"{name}{number + more}", **told) for more in (2, 3))
    time.sleep(0.02)  # SQLite lets who asks again at once go before who waits
"""
READ = """
import json, django
django.setup()
from ivz.audit.models import AuditEntry
print(json.dumps(list(AuditEntry.objects.order_by("pk").values_list("pk", "subject_id"))))
"""


@pytest.fixture
def place(transactional_db, tmp_path):
    """Give the settings that lead other processes to an empty database of this engine."""
    if connection.vendor == "sqlite":  # the database of the tests lives in this process
        schema.put_into(tmp_path / "data")
        return {"IVZ_DATA": str(tmp_path / "data")}
    known = connection.settings_dict
    host, password = known["HOST"], quote(known["PASSWORD"])
    at = f"{known['USER']}:{password}@{host}:{known['PORT']}/{known['NAME']}"
    return {"IVZ_DATA": str(tmp_path), "IVZ_DATABASE_URL": f"postgres://{at}"}


def started(place, *command):
    return subprocess.Popen(
        [sys.executable, *command],
        env=environment()
        | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings", **place},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(process):
    """Give what a process said, once it ended well."""
    said, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    return said


@pytest.mark.slow
def test_two_processes_that_write_at_once_make_one_chain_without_gaps(place):
    writers = [started(place, "-c", WRITE, name, str(EACH)) for name in "ab"]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        finished(writer)

    rows = json.loads(finished(started(place, "-c", READ)))
    keys, told = zip(*rows, strict=True)
    by_writer = {name: [each for each in told if each.startswith(name)] for name in "ab"}
    assert by_writer == {name: [f"{name}{number}" for number in range(EACH)] for name in "ab"}
    assert list(keys) == list(range(keys[0], keys[0] + 2 * EACH))
    for one, other in ("ab", "ba"):  # both wrote at once
        assert told.index(f"{one}0") < told.index(f"{other}{EACH - 1}")
    whole = finished(started(place, "-m", "django", "audit", "verify"))
    assert whole == f"The audit trail is whole: {2 * EACH} entries.\n"
