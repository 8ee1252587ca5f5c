"""Keeping to the periods of retention, by the worker."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import system_actor
from ivz.privacy import retention
from ivz.schedule.registry import PeriodicAction, register


def keep_to_periods(today: date) -> None:
    """Remove what is past its period."""
    retention.remove_due(today, by=system_actor(today, origin="worker"))


def register_all() -> None:
    """Put it on the schedule."""
    register(
        PeriodicAction(
            name="privacy.keep-to-periods",
            title=_("Remove personal data past its period"),
            every=retention.EVERY,
            run=keep_to_periods,
        )
    )
