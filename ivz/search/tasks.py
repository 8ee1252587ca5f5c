"""The periodic action that mends the index."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from ivz.schedule.registry import PeriodicAction, register
from ivz.search.indexing import bring_up_to_date


def mend(today: date) -> None:
    """Index what a change left behind."""
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
