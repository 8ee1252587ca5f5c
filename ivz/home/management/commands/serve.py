"""Start the platform: the web server and the background worker, together.

Everything that could go wrong is looked at first, in an order that leaves a refused start without
traces: the port, the data directory, the database file, the age of the schema.
"""

import os
import socket
import sqlite3
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from ivz.home.checks import REFUSES, example_accounts_left, unsafe_settings
from ivz.home.management.processes import ProcessStopped, run_together
from ivz.schedule.tasks import write_copy

# Stands in the data directory from the first migration until the example region is complete, so
# that a first start that was broken off is finished by the next one.
UNFINISHED = "example-unfinished"
EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104  (compared, not bound)
ONLY_HERE = (
    "From other computers the site answers only to names in IVZ_HOSTS; "
    "set it to the name or address they use, with commas."
)


class CannotStart(CommandError):
    """The platform does not start; the message says why and what to do."""


class Command(BaseCommand):
    help = "Start the platform and print its address."
    requires_system_checks = ()  # they load every page; the web server does that itself

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="default 8000")
        parser.add_argument("--host", default="127.0.0.1", help="default 127.0.0.1")
        parser.add_argument("--data", help="the data directory; default ./data or IVZ_DATA")
        parser.add_argument(
            "--empty", action="store_true", help="first start without the example region"
        )

    def handle(self, *_args: object, **options: Any) -> None:
        host, port = options["host"], options["port"]
        try:
            refuse(unsafe_settings())
            check_port_is_free(host, port)
            check_data_directory(settings.DATA_DIR)
            check_sqlite_file()
            self._prepare_database(with_example=settings.IS_EXAMPLE and not options["empty"])
        except KeyboardInterrupt:
            raise CannotStart("Broken off; start again to finish.") from None
        except DatabaseError as error:
            raise CannotStart(f"The database does not answer: {one_line(error)}") from error
        connection.close()
        self._run(host, port)

    def _prepare_database(self, *, with_example: bool) -> None:
        unfinished = settings.DATA_DIR / UNFINISHED
        executor = read_schema()
        is_new = not executor.loader.applied_migrations
        refuse([] if is_new else example_accounts_left())
        if is_new and with_example:
            unfinished.touch()
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._migrate(is_new=is_new)
        if unfinished.exists():
            self._say("Loading the example region …")
            with transaction.atomic():
                call_command("load_example", stdout=self.stdout, stderr=self.stderr)
            unfinished.unlink()

    def _migrate(self, *, is_new: bool) -> None:
        if is_new:
            self._say("Making the database …")
        elif connection.vendor == "sqlite":
            self._say(f"The database is of an older version. Backup: {back_up_sqlite()}")
            self._say("Bringing the database up to date …")
        else:
            self._say("The database is of an older version; keep a dump (pg_dump) of your own.")
            self._say("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)

    def _run(self, host: str, port: int) -> None:
        address = f"http://{shown_host(host)}:{port}"
        if host in EVERY_ADDRESS and "IVZ_HOSTS" not in os.environ:
            self._say(ONLY_HERE)
        if settings.IS_EXAMPLE:
            os.environ.setdefault("IVZ_SITE_URL", address)  # for the mails of both processes
            os.environ["IVZ_HOSTS"] = ",".join(hosts_with(host))  # the printed address answers
        try:
            run_together(
                host=host,
                port=port,
                on_ready=lambda: self._say(f"Platform IVZ runs at {address}/"),
            )
        except ProcessStopped as error:
            raise CannotStart(str(error)) from error
        self._say("Stopped.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def refuse(problems: list[str]) -> None:
    """Refuse what production is not safe with; nothing where there are no problems.

    Raises:
        CannotStart: there is a problem.
    """
    if problems:
        raise CannotStart(" ".join([REFUSES, *problems]))


def check_port_is_free(host: str, port: int) -> None:
    """Refuse when something already listens where the platform would.

    Raises:
        CannotStart: the port is in use or 0, or the address is not one of this machine.
    """
    if port == 0:
        raise CannotStart("Nobody can reach port 0. Choose one from 1 to 65535 with --port.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CannotStart(
                f"Cannot listen at {host} port {port}: {one_line(error)}. "
                "Stop what uses it or choose another port with --port."
            ) from error


def check_data_directory(directory: Path) -> None:
    """Make the data directory if it is not there, and refuse when it cannot be written in.

    Raises:
        CannotStart: the directory cannot be made or written in.
    """
    probe = directory / ".write-test"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotStart(
            f"The data directory {directory} cannot be written in: {error.strerror}."
        ) from error


def check_sqlite_file() -> None:
    """Refuse a database file that SQLite finds damaged; an absent one is fine.

    Raises:
        CannotStart: the file is not a database, or its contents are inconsistent.
    """
    path = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or not path.exists():
        return
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as database:
            verdict = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise CannotStart(
            f"The database {path} is damaged ({one_line(verdict)}). "
            f"Put a copy from {settings.DATA_DIR / 'backups'} in its place."
        )


def read_schema() -> MigrationExecutor:
    """Read which migrations the database has had.

    Raises:
        CannotStart: the database has had migrations that this version does not know.
    """
    try:
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        raise CannotStart(f"The database was not made by this program: {error}") from error
    unknown = sorted(set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations))
    if unknown:
        raise CannotStart(
            "The database was made by a newer version of the platform "
            f"({'.'.join(unknown[-1])} is unknown here). Start that version, or restore a backup."
        )
    return executor


def back_up_sqlite() -> Path:
    """Write a consistent copy of the database into the backups, and return where it is."""
    backups: Path = settings.DATA_DIR / "backups"
    backups.mkdir(exist_ok=True)
    copy = backups / f"before-update-{timezone.now():%Y%m%d-%H%M%S}.sqlite3"
    write_copy(Path(settings.DATABASES["default"]["NAME"]), target=copy)
    return copy


def shown_host(host: str) -> str:
    """Return the name to type in a browser; passkeys need a name, not a number."""
    if host in {"127.0.0.1", "::1", *EVERY_ADDRESS}:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def hosts_with(host: str) -> list[str]:
    """Return the names that the site answers to, with the one that is printed among them."""
    return list(dict.fromkeys([*settings.ALLOWED_HOSTS, shown_host(host)]))


def one_line(message: object) -> str:
    """Return a message of a library without line ends and without its closing point."""
    return " ".join(str(message).split()).rstrip(".")
