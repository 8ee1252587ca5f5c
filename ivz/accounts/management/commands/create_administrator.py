"""The first account of an installation."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from ivz.accounts.actions import create_account, give_duty
from ivz.accounts.models import User
from ivz.authorization.roles import Duty
from ivz.clock.reading import today


class Command(BaseCommand):
    """Makes an administrator, who can then begin a network."""

    help = "Make an administrator; asks for a password of at least twelve characters."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask a password twice and make the account, or say in one line why not."""
        username = options["username"]
        if User.objects.filter(username=username).exists():
            raise CommandError(f"There is an account named {username} already.")
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Once more: "):
            raise CommandError("The two passwords differ; no account was made.")
        try:
            validate_password(password, User(username=username))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        with transaction.atomic():
            user = create_account(username, password=password)
            give_duty(user, duty=Duty.ADMINISTRATOR, valid_from=today())
        self.stdout.write(f"{username} can sign in and begin a network.")
