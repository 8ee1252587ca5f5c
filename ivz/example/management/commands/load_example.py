"""Loading the example region from the command line."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ivz.example.loader import load_example
from ivz.network.models import Network


class Command(BaseCommand):
    """Loads the example region into an empty installation."""

    help = "Load the example region Twente into an empty installation."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or say in one line why not."""
        if not settings.IS_EXAMPLE:
            raise CommandError("The example region is for example mode; IVZ_MODE is production.")
        if Network.objects.exists():
            raise CommandError("There is a network already; the example goes into an empty one.")
        load_example(lambda step: self.stdout.write(f"  loading {step} …"))
