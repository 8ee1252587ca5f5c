"""Periodic actions."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ivz.mail import actions
from ivz.schedule.registry import PeriodicAction, register


def deliver(today: date) -> None:
    """Send what waits."""
    actions.deliver(now=timezone.now())


def forget(today: date) -> None:
    """Remove old messages."""
    actions.forget(now=timezone.now())


def register_all() -> None:
    """Put sending and forgetting on the schedule."""
    every_minute, every_day = timedelta(minutes=1), timedelta(days=1)
    for name, title, every, run in [
        ("mail.deliver", _("Send mail"), every_minute, deliver),
        ("mail.forget", _("Remove mail of more than thirty days ago"), every_day, forget),
    ]:
        register(PeriodicAction(name=name, title=title, every=every, run=run))
