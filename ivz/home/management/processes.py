"""The two processes of a running platform, started and stopped together."""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30


class ProcessStopped(Exception):
    """One of the processes ended by itself."""


def run_together(*, host: str, port: int, on_ready: Callable[[], None]) -> None:
    """Run web server and worker until a signal asks to stop; requests in flight are finished.

    Args:
        host: The address to listen at.
        port: The port to listen at.
        on_ready: Called once, when the server answers.

    Raises:
        ProcessStopped: the server or the worker ended by itself; the other has been stopped.
    """
    with asked_to_stop() as stopping:
        running = {"web server": start("granian", *server_options(host, port))}
        try:
            wait_until_it_answers(running["web server"], host=host, port=port, stopping=stopping)
            if not stopping.is_set():
                # The server has made the secret key by now; both processes read the same one.
                running["worker"] = start("django", "worker")
                on_ready()
            watch(running, stopping=stopping)
        finally:
            stop(*running.values())


def server_options(host: str, port: int) -> list[str]:
    """Return how the web server is started: one process that answers two requests at a time."""
    return [
        "--interface=wsgi",
        f"--host={host}",
        f"--port={port}",
        "--workers=1",
        "--blocking-threads=2",
        "--no-ws",
        "--log-level=warning",
        f"--workers-kill-timeout={SECONDS_TO_STOP - 5}",
        "config.wsgi:application",
    ]


def start(module: str, *options: str) -> subprocess.Popen[bytes]:
    """Start a module in a session of its own, so that Ctrl-C reaches it only through us.

    On Linux it is asked to stop as well when this process is killed.
    """
    setpriv = shutil.which("setpriv")
    follow_us = [setpriv, "--pdeathsig=TERM"] if setpriv else []
    command = [*follow_us, sys.executable, "-m", module, *options]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


@contextmanager
def asked_to_stop() -> Iterator[threading.Event]:
    """Give an event that a stop signal sets, for as long as the block runs."""
    stopping = threading.Event()
    previous = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    for number in STOP_SIGNALS:
        signal.signal(number, lambda *_: stopping.set())
    try:
        yield stopping
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def wait_until_it_answers(
    server: subprocess.Popen[bytes], *, host: str, port: int, stopping: threading.Event
) -> None:
    """Return when the server accepts connections, or when it is asked to stop."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    deadline = time.monotonic() + SECONDS_TO_START
    while not stopping.wait(0.05):
        if server.poll() is not None or time.monotonic() > deadline:
            raise ProcessStopped("The web server did not start; see the lines above.")
        try:
            socket.create_connection((near, port), timeout=1).close()
        except OSError:
            continue
        return


def watch(running: dict[str, subprocess.Popen[bytes]], *, stopping: threading.Event) -> None:
    """Return when asked to stop.

    Raises:
        ProcessStopped: a process ended by itself.
    """
    while not stopping.wait(0.5):
        for name, process in running.items():
            if process.poll() is not None:
                raise ProcessStopped(f"The {name} stopped by itself (exit {process.returncode}).")


def stop(*processes: subprocess.Popen[bytes]) -> None:
    """Ask the processes to stop, wait for what they are doing, and end what does not listen."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for process in processes:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
