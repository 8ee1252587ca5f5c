"""Filling an empty installation with the size of a whole regional unit."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ivz.example.scale.filling import UNIT, Progress
from ivz.example.scale.unit import fill
from ivz.network.models import Network

SIZES = {"unit": UNIT}
BAR_WIDTH = 30
# Where the bar stands when a step begins; measured, in shares of the whole.
BEGINS = {
    "example region": 0.0,
    "people and bodies": 0.1,
    "seats": 0.13,
    "meetings and decisions": 0.16,
    "portfolios and priorities": 0.45,
    "projects": 0.5,
    "audit trail": 0.51,
    "index of the search": 0.93,
}


class Command(BaseCommand):
    """Loads the example region and an invented unit of a given size on top of it."""

    help = "Fill an empty installation with an invented regional unit, to measure or to try out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask the size."""
        parser.add_argument("--scale", choices=sorted(SIZES), required=True, help="which size")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill it, or say in one line why not."""
        if not settings.IS_EXAMPLE:
            raise CommandError("Invented data is for example mode; IVZ_MODE is production.")
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        if not connection.introspection.table_names():
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        if Network.objects.exists():
            raise CommandError(
                "There is a network already; the invented unit goes into an empty installation. "
                "Choose another IVZ_DATA, and try again."
            )
        fill(SIZES[options["scale"]], self._bar() if options["verbosity"] else lambda *_step: None)

    def _bar(self) -> Progress:
        """Draw a bar on the standard error; where that is no screen, a line per step."""
        is_screen = self.stderr.isatty()
        names = list(BEGINS)

        def show(step: str, share: float) -> None:
            place = names.index(step)
            ends = BEGINS[names[place + 1]] if place + 1 < len(names) else 1.0
            done = BEGINS[step] + share * (ends - BEGINS[step])
            if is_screen:
                filled = "#" * round(done * BAR_WIDTH)
                end = "\n" if done >= 1 else ""
                sys.stderr.write(f"\r[{filled:<{BAR_WIDTH}}] {done:4.0%}  {step:<28}{end}")
                sys.stderr.flush()
            elif share == 0:
                sys.stderr.write(f"{done:4.0%}  {step}\n")

        return show
