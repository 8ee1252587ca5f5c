"""The first account of an installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ivz.accounts.actors import system_actor
from ivz.clock import reading as clock
from ivz.errors import RuleBroken
from ivz.signin.actions.invitations import DAYS_TO_ACCEPT, Site, appoint_first


class Command(BaseCommand):
    """Makes an administrator, who can then begin a network."""

    help = "Make an administrator; prints a link with which that person chooses a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the user name, and where the platform is found."""
        parser.add_argument("username")
        parser.add_argument(
            "--address",
            default=settings.SITE_URL,
            help="where the platform is found; default %(default)s",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account and print its link, or say in one line why not."""
        site = Site(address=options["address"], now=timezone.now())
        try:
            link = appoint_first(options["username"], site=site, by=system_actor(clock.today()))
        except RuleBroken as broken:
            raise CommandError(str(broken)) from None
        self.stdout.write(
            f"Open this link within {DAYS_TO_ACCEPT} days; it works once and asks a password "
            f"and a second step:\n{link}"
        )
