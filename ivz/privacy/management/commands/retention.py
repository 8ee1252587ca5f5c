"""Remove personal data that is past its period, or say what would go."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ivz.accounts.actors import system_actor
from ivz.clock import reading as clock
from ivz.privacy import retention


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove or count, and tell."""
        day = clock.today()
        if options["dry_run"]:
            counts, verb = retention.due(day), "would go"
        else:
            counts, verb = retention.remove_due(day, by=system_actor(day)), "are gone"
        if options["json"]:
            self.stdout.write(json.dumps({"dryRun": options["dry_run"], "counts": counts}))
            return
        for says, count in counts.items():
            self.stdout.write(f"{count:6} {says} {verb}.")
