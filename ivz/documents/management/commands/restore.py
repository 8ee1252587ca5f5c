"""Put a copy of the database and its files back: ``bin/ivz restore``."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from ivz.documents.backups import CannotRestore, database_path, restore


class Command(BaseCommand):
    help = "Put a copy of the SQLite database and its files back. Stop the program first."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Read which copy, and whether it may take the place of what is there."""
        parser.add_argument("copy", type=Path, help="a file that bin/ivz backup or the worker made")
        parser.add_argument(
            "--replace", action="store_true", help="keep what is there in backups/, then replace it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Put it back and tell what came along.

        Raises:
            CommandError: nothing was put back, or a file of a document is nowhere.
        """
        if connection.vendor != "sqlite":
            raise CommandError("This is a PostgreSQL server: use pg_restore, and copy uploads/.")
        if not options["copy"].is_file():
            raise CommandError(f"{options['copy']} is not there.")
        if database_path() is not None and not options["replace"]:
            raise CommandError("There is a database already. With --replace it is kept first.")
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            done = restore(options["copy"])
        except CannotRestore as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{done.path}, with {done.files} files")
        if done.missing:
            raise CommandError(f"Not found, or not as it was kept: {', '.join(done.missing)}")
