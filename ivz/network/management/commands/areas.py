"""Bringing in areas, mergers, inhabitants and outlines from the command line."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ivz.accounts.actors import system_actor
from ivz.clock.reading import today
from ivz.network.actions import areas_import
from ivz.network.actions.areas_import import Plan
from ivz.network.actions.areas_reading import Reading
from ivz.network.models import Area, AreaLink, AreaOutline, AreaPopulation, AreaSuccession
from ivz.tabular.reading import TableRefused

SHOWN = 25


class Command(BaseCommand):
    help = (
        "Bring in a file on areas: CSV (areas; child and parent; inhabitants; mergers; the texts "
        "of Statistics Netherlands on mergers), GeoJSON or TopoJSON."
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
        }
        try:
            if options["dry_run"]:
                planned = areas_import.preview(content, **asked)
            else:
                planned = areas_import.import_file(content, **asked, by=system_actor(today()))
        except TableRefused as refused:
            problems = "\n".join(f"  {problem}" for problem in refused.problems)
            raise CommandError(f"{refused}\n{problems}") from None
        self._tell(planned, is_dry=options["dry_run"])

    def _tell(self, planned: Plan, *, is_dry: bool) -> None:
        for line in told(planned, on=today()):
            self.stdout.write(line)
        if planned.is_empty:
            self.stdout.write(_("Nothing changes."))
        elif is_dry:
            self.stdout.write(_("Dry run: nothing was stored."))
        else:
            self.stdout.write(_("Stored."))


def told(planned: Plan, *, on: date) -> Iterator[str]:
    """Say what a plan changes: a heading per sort, and the first ones of each."""
    for heading, lines in _sorts(planned):
        if lines:
            yield f"{heading}: {len(lines)}"
            yield from (f"  {line}" for line in lines[:SHOWN])
            if len(lines) > SHOWN:
                yield "  " + _("and %(count)s more") % {"count": len(lines) - SHOWN}
    before, after = planned.municipalities(on=on)
    yield _("Municipalities on %(day)s: %(before)s, afterwards %(after)s") % {
        "day": on.isoformat(),
        "before": before,
        "after": after,
    }
    yield from planned.notices


def _sorts(planned: Plan) -> Iterator[tuple[str, list[str]]]:
    draft = planned.draft
    yield _("Areas added"), [f"{row.code} {row.name}" for row in draft.added(Area)]
    yield _("Areas changed"), [planned.difference(row, was) for row, was in planned.renewed]
    yield (
        _("Areas ended"),
        [f"{row.code} {row.name}, {row.valid_until}" for row in planned.ended],
    )
    yield _("Places added"), [_place(row) for row in draft.added(AreaLink)]
    yield (
        _("Places changed"),
        [planned.difference(row, was) for row, was in draft.altered(AreaLink)],
    )
    yield _("Mergers added"), [str(row) for row in draft.added(AreaSuccession)]
    yield (
        _("Mergers that lose inhabitants, accepted"),
        [f"{loss.takeovers[0].on}: {loss.before} → {loss.after}" for loss in planned.losses],
    )
    yield _("Numbers of inhabitants added"), [str(row) for row in draft.added(AreaPopulation)]
    yield (
        _("Numbers of inhabitants changed"),
        [planned.difference(row, was) for row, was in draft.altered(AreaPopulation)],
    )
    yield _("Outlines added"), [str(row.area) for row in draft.added(AreaOutline)]
    yield _("Outlines changed"), [str(row.area) for row, _was in draft.altered(AreaOutline)]


def _place(row: AreaLink) -> str:
    return f"{row}, {row.valid_from or '…'} – {row.valid_until or '…'}"  # noqa: RUF001
