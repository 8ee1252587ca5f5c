"""Putting the example back to its start from the command line."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ivz.example.reset import reset_example


class Command(BaseCommand):
    """Removes everything and loads the example region anew."""

    help = "Remove everything and load the example region Twente as it was at the start."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset it; in production nothing is ever removed this way."""
        if not settings.IS_EXAMPLE:
            raise CommandError("The example region is for example mode; IVZ_MODE is production.")
        is_quiet = options["verbosity"] == 0
        reset_example(lambda step: None if is_quiet else self.stdout.write(f"  {step} …"))
