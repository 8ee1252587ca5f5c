"""A server killed over and over while decisions are recorded."""

import contextlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from ivz.home.management.processes import server_options, start, wait_until_it_answers
from tests import schema

ROOT = Path(__file__).parents[2]
ITEMS, POINTS, KILLS = 25, 20, 22
TRIES = 3
TOKEN = "t" * 32

PREPARE = f"""
import django, json
django.setup()
from django.test import Client
from ivz.meetings.actions.recording import accept_rest
from ivz.meetings.rules.recording import edition_of, points_of
from ivz.meetings.states import MeetingState
from tests.factories import MeetingFactory, secretary_of
from tests.meetings.nine_points import board, item_with_points

meeting = MeetingFactory(body=board(), state=MeetingState.CONVENED)
secretary, client = secretary_of(meeting.body), Client()
client.force_login(secretary.user)
items = []
for at in range({ITEMS}):
    item = item_with_points(meeting=meeting, count={POINTS}, label=f"D{{at}}")
    accept_rest(item, by=secretary)
    items.append([item.pk, item.label, edition_of(points_of(item))])
print(json.dumps({{
    "base": meeting.get_absolute_url(), "items": items, "session": client.cookies["sessionid"].value
}}))
"""

COUNT = """
import django, json
django.setup()
from django.db import connection
from django.db.models import Count
from ivz.decisions.models import Decision, FollowUp
from ivz.meetings.models import AgendaItem
with connection.cursor() as cursor:
    cursor.execute({
        "sqlite": "PRAGMA synchronous",
        "postgresql": "SELECT bool_and(setting = 'on') FROM pg_settings WHERE name IN "
        "('fsync', 'synchronous_commit', 'full_page_writes')",
    }[connection.vendor])
    [durable] = cursor.fetchone()
per_item = AgendaItem.objects.annotate(found=Count("drafts__decision", distinct=True))
print(json.dumps({
    "decided": list(per_item.values_list("found", flat=True)),
    "numbers": sorted(Decision.objects.values_list("number", flat=True)),
    "waits_for_the_disk": durable >= 2 if connection.vendor == "sqlite" else durable,
    "agreed": list(FollowUp.objects.filter(agreement__isnull=False).values_list("what", flat=True)),
}))
"""


@pytest.fixture
def _waits_for_the_disk(transactional_db):
    """Let the server of PostgreSQL write as it does outside tests, where nothing may be lost."""
    if connection.vendor != "postgresql":
        yield
        return
    reload_with("SET {} = on")
    yield
    reload_with("RESET {}")


def reload_with(change):
    with connection.cursor() as cursor:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"ALTER SYSTEM {change.format(name)}")
        cursor.execute("SELECT pg_reload_conf()")


@pytest.fixture
def data(tmp_path, monkeypatch, _waits_for_the_disk):
    """Let the processes of this test share a database that outlives them."""
    monkeypatch.setenv("IVZ_DATA", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    if connection.vendor == "sqlite":
        monkeypatch.delenv("IVZ_DATABASE_URL", raising=False)
        schema.put_into(tmp_path)
    else:
        kept = connection.settings_dict
        place = f"{kept['USER']}@{kept['HOST']}:{kept['PORT']}/{kept['NAME']}"
        monkeypatch.setenv("IVZ_DATABASE_URL", f"postgres://{place}")
    return tmp_path


def run(*command):
    told = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


class Server:
    """The web server as it really runs, on the data of this test."""

    def __init__(self, session):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.cookies = f"sessionid={session}; csrftoken={TOKEN}"
        self.kills = 0

    def start(self):
        """Start it and wait until it answers."""
        self.process = start("granian", *server_options("127.0.0.1", self.port))
        wait_until_it_answers(
            self.process, host="127.0.0.1", port=self.port, stopping=threading.Event()
        )

    def kill(self):
        """End server and worker at once, as the kernel or a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.kills += 1

    def post(self, address, fields):
        """Give the status of the answer, or None where no answer came."""
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(asked):
            try:
                asked.request("POST", address, body, headers)
                return asked.getresponse().status
            except (OSError, http.client.HTTPException):
                return None


def changes_of(prepared):
    """Give every change to send: an item to record, and an action at it under a key."""
    base = prepared["base"]
    for pk, label, edition in prepared["items"]:
        confirmed = {"conclusion": "Akkoord.", "version": 1, "edition": edition}
        yield f"{base}besluiten/{label}/vastleggen/", confirmed, 302
        key = str(uuid.uuid4())
        agreed = {"kind": "action", "what": f"Actie bij {label}", "outbox-key": key}
        yield f"{base}in-de-vergadering/{pk}/afspraak/", agreed, 200


def send(server, changes):
    """Send each change until it is answered, killing the server now and then; count the lost."""
    chance = random.Random(6)  # noqa: S311 moments, no secrets
    killed = set(chance.sample(range(len(changes)), KILLS))
    took = {302: 1.0, 200: 0.2}  # seconds: as long as the last one of its kind
    lost = 0
    for at, (address, fields, expected) in enumerate(changes):
        began = time.monotonic()
        if at in killed:
            ending = threading.Timer(chance.uniform(0, took[expected]), server.kill)
            ending.start()
            status = server.post(address, fields)
            ending.join()
            server.start()
        else:
            status = server.post(address, fields)
            took[expected] = time.monotonic() - began
        lost += status is None
        for _again in range(TRIES):  # on a busy machine an answer can be lost twice
            status = server.post(address, fields) if status is None else status
        assert status == expected
    return lost


@pytest.mark.slow
@pytest.mark.usefixtures("data")
def test_killed_while_recording_what_was_acknowledged_is_there_once():
    prepared = json.loads(run("-c", PREPARE))
    server = Server(prepared["session"])
    server.start()
    try:
        lost = send(server, list(changes_of(prepared)))
    finally:
        server.kill()

    found = json.loads(run("-c", COUNT))
    assert found["waits_for_the_disk"]
    assert server.kills == KILLS + 1
    assert lost > KILLS / 4  # the kills came in the middle of it
    assert found["decided"] == [POINTS] * ITEMS
    assert found["numbers"] == list(range(1, ITEMS * POINTS + 1))
    assert sorted(found["agreed"]) == sorted(f"Actie bij {each[1]}" for each in prepared["items"])
    assert run("-m", "django", "audit", "verify")
