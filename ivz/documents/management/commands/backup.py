"""Keep a copy of the database with the uploaded files: ``bin/ivz backup``."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ivz.documents.backups import database_path, keep


class Command(BaseCommand):
    help = "Keep a copy of the SQLite database with the uploaded files, also while it runs."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Read where the copy goes."""
        parser.add_argument("--to", type=Path, help="a directory; else backups/ of the data")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the copy and tell where it is.

        Raises:
            CommandError: there is no SQLite database, or a file of a document is nowhere.
        """
        database = database_path()
        if database is None:
            raise CommandError(
                "There is no SQLite database here. Of PostgreSQL make a copy with pg_dump first, "
                f"then copy {settings.MEDIA_ROOT}."
            )
        folder = options["to"] or settings.DATA_DIR / "backups"
        name = f"copy-{timezone.now():%Y%m%d-%H%M%S}.sqlite3"
        made = keep(database, target=folder / name)
        self.stdout.write(f"{made.path}, with {made.files} files in {made.path.parent / 'uploads'}")
        if made.missing:
            raise CommandError(f"Not found, or not as it was kept: {', '.join(made.missing)}")
