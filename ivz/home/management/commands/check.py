"""The framework's own checks of the program, and then a check of the data."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as ProgramCheck
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ivz.home.queries.integrity import CHECKS


class Command(ProgramCheck):
    """Checks the program as ever, and unless asked for something narrower the data too."""

    help = "Check the program and the data: one line per finding, and an exit code that tells."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the framework's own options, and one to leave the data alone."""
        super().add_arguments(parser)
        parser.add_argument("--no-data", action="store_true", help="check the program only")

    def handle(self, *app_labels: list[str], **options: Any) -> None:
        """Check the program, then the data; stop with an error where something is found."""
        super().handle(*app_labels, **options)
        is_narrow = app_labels or any(options[name] for name in ("no_data", "tags", "list_tags"))
        if not is_narrow:
            self._check_data()

    def _check_data(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The data has another schema than the program; run migrate first.")
        count = 0
        for name, check in CHECKS.items():
            found = [str(finding) for finding in check()]
            count += len(found)
            for line in found:
                self.stdout.write(f"{name}: {line}")
        if count:
            raise CommandError(f"{count} findings in the data.")
        self.stdout.write("The data holds together.")
