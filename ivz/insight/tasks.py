"""Periodic actions."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import system_actor
from ivz.insight.actions import signals
from ivz.insight.models import DataSet
from ivz.schedule.registry import PeriodicAction, register


def find_signals(today: date) -> None:
    """Let the signals of every data set follow from its figures, each in its own transaction.

    An import does so at once; this sees what was corrected since, and inhabitants that came later.
    """
    for data_set in DataSet.objects.order_by("pk"):
        signals.find(data_set, by=system_actor(today, origin="worker"))


def register_all() -> None:
    """Put finding signals on the schedule."""
    register(
        PeriodicAction(
            name="insight.find-signals",
            title=_("Find signals in the figures"),
            every=timedelta(days=1),
            run=find_signals,
            is_atomic=False,
        )
    )
