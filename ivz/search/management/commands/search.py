"""Make the index of the search anew, or bring it up to date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ivz.search import indexing
from ivz.search.preparing import prepare_all


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser(
            "rebuild", help="read what files are not read yet, empty the index and fill it"
        )
        parts.add_parser("mend", help="index what differs from the records")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the part that was asked."""
        if options["part"] == "rebuild":
            for line in prepare_all():
                self.stdout.write(line)
            self.stdout.write(f"The index holds {indexing.rebuild()} records.")
        else:
            self.stdout.write(f"{indexing.bring_up_to_date()} records were indexed anew.")
