"""Bringing in areas, mergers, inhabitants and outlines from the command line."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ivz.accounts.actors import system_actor
from ivz.clock import reading as clock
from ivz.network.actions import areas_import
from ivz.network.actions.areas_import import Plan
from ivz.network.actions.areas_reading import Reading
from ivz.tabular.reading import TableRefused


class Command(BaseCommand):
    help = (
        "Bring in a file on areas: CSV or XLSX (areas; child and parent; inhabitants; mergers; the "
        "texts of Statistics Netherlands on mergers), GeoJSON or TopoJSON."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        importing = parser.add_subparsers(dest="what", required=True).add_parser(
            "import", help="bring in FILE, whole or not at all"
        )
        importing.add_argument("file", type=Path, metavar="FILE")
        importing.add_argument("--dry-run", action="store_true", help="show what would change")
        importing.add_argument("--source", default="", help="where the file comes from")
        importing.add_argument(
            "--on", type=date.fromisoformat, help="the day inhabitants hold for, 2021-01-01"
        )
        importing.add_argument(
            "--add-unknown", action="store_true", help="let the texts of mergers add areas"
        )
        importing.add_argument(
            "--accept-loss", default="", metavar="REASON", help="why a merger loses inhabitants"
        )

    def handle(self, *_args: object, **options: Any) -> None:
        """Show or store what the file changes, or every problem in it."""
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        asked = {
            "name": path.name,
            "reading": Reading(
                source=(options["source"] or path.name)[:200],
                on=options["on"],
                adds_unknown=options["add_unknown"],
            ),
            "accept_loss": options["accept_loss"],
            "by": system_actor(clock.today()),
        }
        try:
            if options["dry_run"]:
                planned = areas_import.preview(content, **asked)
            else:
                planned = areas_import.import_file(content, **asked)
        except TableRefused as refused:
            told = [str(refused), *(f"  {problem}" for problem in refused.problems)]
            if isinstance(refused, areas_import.LossAsked):
                told.append(_("--accept-loss REASON lets it pass."))
            raise CommandError("\n".join(told)) from None
        self._tell(planned, is_dry=options["dry_run"])

    def _tell(self, planned: Plan, *, is_dry: bool) -> None:
        for line in told(planned, on=clock.today()):
            self.stdout.write(line)
        if planned.is_empty:
            self.stdout.write(_("Nothing changes."))
        elif is_dry:
            self.stdout.write(_("Dry run: nothing was stored."))
        else:
            self.stdout.write(_("Stored."))


def told(planned: Plan, *, on: date) -> Iterator[str]:
    """Say what a plan changes: a heading per sort, and the first ones of each."""
    for sort in planned.sorts:
        yield f"{sort.heading}: {len(sort.lines)}"
        yield from (f"  {line}" for line in sort.shown)
        if sort.left_out:
            yield "  " + _("and %(count)s more") % {"count": sort.left_out}
    before, after = planned.municipalities(on=on)
    yield _("Municipalities on %(day)s: %(before)s, afterwards %(after)s") % {
        "day": on.isoformat(),
        "before": before,
        "after": after,
    }
    yield from planned.notices
