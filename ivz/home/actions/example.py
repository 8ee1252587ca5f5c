"""Moving the date of the example, and putting the example back."""

from datetime import date

from django.core.management import call_command
from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.clock import reading as clock
from ivz.clock.models import Clock
from ivz.home.states import Event


@transaction.atomic
def move_date(day: date, *, by: Actor) -> None:
    """Make ``day`` today for everyone in the example.

    Policy: docs/policy/time.md#example-date
    """
    clock.move_to(day)
    record(Event.DATE_MOVED, subject=Clock.objects.get(), by=by)


@transaction.atomic
def begin_again(*, by: Actor) -> None:
    """Remove everything and load the example region as it was at the start.

    The layer above knows the example; its command is the way to it.
    """
    call_command("reset_example", verbosity=0)
    record(Event.EXAMPLE_RESET, subject=Clock.objects.get(), by=by)
