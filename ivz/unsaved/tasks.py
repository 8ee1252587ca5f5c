"""What the worker does with unsaved text."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ivz.schedule.registry import PeriodicAction, register
from ivz.unsaved import actions


def forget(today: date) -> None:
    """Remove what nobody came back to."""
    actions.forget(now=timezone.now())


def register_all() -> None:
    """Put it on the schedule."""
    register(
        PeriodicAction(
            name="unsaved.forget",
            title=_("Remove unsaved text of more than two weeks ago"),
            every=timedelta(days=1),
            run=forget,
        )
    )
