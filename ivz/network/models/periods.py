"""Periods: half-open dates ``[valid_from, valid_until)``.

Policy: docs/policy/time.md#periods
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, OuterRef, Q

from ivz.workflow.labels import Labelled


def in_force(on: date | OuterRef, *, prefix: str = "") -> Q:
    """Narrow down to rows in force on a day; ``prefix`` is a path such as ``body__``."""
    started = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    lasting = Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gt": on})
    return started & lasting


class Dated(Labelled):
    """Something that lasts from a day, until (not including) another day.

    An empty start means: since before anyone noted it.
    """

    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gt=F("valid_from")),
            ),
        ]

    @property
    def last_day(self) -> date | None:
        """The last day in force, as shown to people ("t/m")."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None

    def is_in_force(self, on: date) -> bool:
        """Tell whether this is in force on a day."""
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_until is None or on < self.valid_until)
