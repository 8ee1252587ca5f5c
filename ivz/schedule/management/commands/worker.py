"""The background worker."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from ivz.clock import reading as clock
from ivz.schedule.actions import run_due

SECONDS_BETWEEN_LOOKS = 30


class Command(BaseCommand):
    """Runs the periodic actions until it is told to stop."""

    help = "Run the periodic actions; --once runs what is due now and stops."
    requires_system_checks = ()  # they load every page, which the worker never shows

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --once."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look every half minute for what is due; SIGTERM lets the running action finish."""
        stopped = threading.Event()
        if not options["once"]:
            signal.signal(signal.SIGTERM, lambda *_: stopped.set())
            signal.signal(signal.SIGINT, lambda *_: stopped.set())
        while True:
            close_old_connections()
            run_due(now=timezone.now(), today=clock.today())
            if options["once"] or stopped.wait(SECONDS_BETWEEN_LOOKS):
                return
