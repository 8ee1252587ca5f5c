"""The periodic actions that mend the index."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from ivz.schedule.registry import PeriodicAction, register
from ivz.search.indexing import bring_up_to_date, is_from_before


def mend(today: date) -> None:
    """Index what a change left behind."""
    bring_up_to_date()


def catch_up(today: date) -> None:
    """Index what an update of the program asks for, without waiting for the day to pass.

    Policy: docs/policy/search.md#kept-up
    """
    if is_from_before():
        bring_up_to_date()


def register_all() -> None:
    """Put the actions of search on the schedule."""
    register(
        PeriodicAction(
            name="search.mend-index",
            title=_("Bring the index of the search up to date"),
            every=timedelta(days=1),
            run=mend,
            is_atomic=False,
        )
    )
    register(
        PeriodicAction(
            name="search.catch-up",
            title=_("Index what an update of the program asks for"),
            every=timedelta(minutes=5),
            run=catch_up,
            is_atomic=False,
        )
    )
