"""Check the audit trail, sign where it stands, remove its oldest end."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ivz.accounts.actors import system_actor
from ivz.audit import actions
from ivz.audit.models import AuditEntry
from ivz.audit.verification import faults
from ivz.clock import reading as clock


def _mark(text: str) -> tuple[int, str]:
    number, _, digest = text.partition(":")
    if not number.isdecimal() or not digest:
        raise ArgumentTypeError(f"{text} is not NUMBER:DIGEST, as the log has it")
    return int(number), digest


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        check = parts.add_parser("verify", help="find what was changed, removed, inserted or moved")
        check.add_argument(
            "--kept",
            type=_mark,
            action="append",
            default=[],
            metavar="NUMBER:DIGEST",
            help="an entry that must be there, as the log told when it was signed",
        )
        parts.add_parser("checkpoint", help="sign where the trail stands")
        prune = parts.add_parser("prune", help="remove the oldest entries")
        prune.add_argument("--before", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        prune.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the part that was asked."""
        getattr(self, f"_{options['part']}")(options)

    def _verify(self, options: dict[str, Any]) -> None:
        found = list(faults(kept_elsewhere=dict(options["kept"])))
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"The audit trail was tampered with: {len(found)} faults.")
        self.stdout.write(f"The audit trail is whole: {AuditEntry.objects.count()} entries.")

    def _checkpoint(self, options: dict[str, Any]) -> None:
        checkpoint = actions.mark()
        self.stdout.write(
            f"Signed up to entry {checkpoint.mark}" if checkpoint else "There are no entries."
        )

    def _prune(self, options: dict[str, Any]) -> None:
        before = options["before"]
        if options["dry_run"]:
            count = actions.prunable(before).count()
            self.stdout.write(f"{count} entries before {before} would go.")
            return
        count = actions.prune(before, by=system_actor(clock.today()))
        self.stdout.write(f"{count} entries before {before} are gone; a signed checkpoint stays.")
