"""Which days are free to meet: no public holiday and no school holiday."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ivz.meetings.models import SchoolHoliday, SchoolRegion

WEEKS_AROUND = 9

_FIXED = {
    (1, 1): _("New Year's Day"),
    (5, 5): _("Liberation Day"),
    (12, 25): _("Christmas Day"),
    (12, 26): _("Boxing Day"),
}
_AFTER_EASTER = {
    -2: _("Good Friday"),
    1: _("Easter Monday"),
    39: _("Ascension Day"),
    50: _("Whit Monday"),
}


@lru_cache(maxsize=50)
def public_holidays(year: int) -> dict[date, str | Promise]:
    """Give the days on which offices are closed, with their names (translated when shown).

    Source: Algemene termijnenwet, artikel 3.
    """
    days: dict[date, str | Promise] = {
        date(year, month, day): name for (month, day), name in _FIXED.items()
    }
    days |= {easter(year) + timedelta(days=after): name for after, name in _AFTER_EASTER.items()}
    kings_day = date(year, 4, 27)
    days[kings_day - timedelta(days=kings_day.weekday() == 6)] = _("King's Day")
    return days


def school_holidays(region: str, *, since: date, until: date) -> QuerySet[SchoolHoliday]:
    """Give the school holidays of a region, and of the whole country, in a period."""
    regions = [region, SchoolRegion.COUNTRY]
    return SchoolHoliday.objects.filter(
        region__in=regions, last_day__gte=since, first_day__lte=until
    ).order_by("first_day")


@dataclass(frozen=True, kw_only=True)
class FreeDays:
    """What is known about days off, and the weekday to keep to when moving."""

    holidays: Sequence[SchoolHoliday]

    def reason_against(self, day: date, *, days: int = 1) -> str:
        """Say why not to meet on ``day`` and the days after it; empty where nothing is against."""
        for each in (day + timedelta(days=after) for after in range(days)):
            if each in public_holidays(each.year):
                return str(public_holidays(each.year)[each])
            for holiday in self.holidays:
                if holiday.covers_day(each):
                    return holiday.name
        return ""

    def nearest(self, day: date, *, days: int = 1) -> date | None:
        """Give the nearest free day on the same weekday, the later one first; None in nine weeks.

        >>> FreeDays(holidays=[]).nearest(date(2017, 4, 17))
        datetime.date(2017, 4, 24)
        """
        for other in _around(day):
            if not self.reason_against(other, days=days):
                return other
        return None


def _around(day: date) -> Iterable[date]:
    yield day
    for weeks in range(1, WEEKS_AROUND + 1):
        yield day + timedelta(weeks=weeks)
        yield day - timedelta(weeks=weeks)
