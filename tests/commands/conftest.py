"""The commands as a person gives them: a process of its own, on a data directory of its own."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import schema

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
READY = "Platform IVZ runs at http://"


@pytest.fixture
def data(tmp_path):
    """Name a data directory that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def migrated(data, db):
    """Make that directory with an empty database: asking ``db`` is what makes its schema."""
    schema.put_into(data)


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(data, free_port):
    """Give ``serve(*options)``: start, expect a refusal, and return the finished process."""

    def refused(*options, port=free_port):
        return subprocess.run(
            command(data, port, *options),
            check=False,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
        )

    return refused


@pytest.fixture
def running(data, free_port):
    """Give ``running(*options)``: a block in which the platform runs."""

    @contextmanager
    def block(*options):
        process = subprocess.Popen(
            command(data, free_port, *options),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield Platform(process, free_port)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)

    return block


class Platform:
    """A platform that is starting or running."""

    def __init__(self, process, port):
        self.process = process
        self.port = port
        self.lines = []

    def wait_until_ready(self):
        """Read what is printed until the address is; return the lines so far."""
        return self.wait_for(READY)

    def wait_for(self, words):
        """Read what is printed until a line has these words; return the lines so far."""
        started = time.monotonic()
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if words in line or time.monotonic() - started > SECONDS_TO_START:
                break
        assert words in "".join(self.lines), self.lines
        return self.lines

    def get(self, path="/", host="localhost"):
        with urllib.request.urlopen(f"http://{host}:{self.port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()

    def stop(self):
        """Send SIGTERM and return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        self.lines += self.process.communicate(timeout=60)[0].splitlines()
        return self.process.returncode

    def children(self):
        """Return the process ids of everything below the command."""
        found, waiting = [], [self.process.pid]
        while waiting:
            listing = Path(f"/proc/{waiting.pop()}/task").glob("*/children")
            below = [int(pid) for path in listing for pid in path.read_text().split()]
            found += below
            waiting += below
        return found


def command(data, port, *options):
    return [ROOT / "bin" / "serve", f"--port={port}", f"--data={data}", *options]


def environment():
    """Return the environment without what the tests themselves run on."""
    ours = ("IVZ_", "DJANGO_ALLOW_ASYNC_UNSAFE")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
