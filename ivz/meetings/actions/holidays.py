"""Keeping the list of school holidays."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.models import SchoolHoliday
from ivz.meetings.rules import series as rules
from ivz.meetings.states import Event


@dataclass(frozen=True, kw_only=True)
class HolidayDetails:
    """A holiday as the ministry or the schools published it."""

    region: str
    name: str
    first_day: date
    last_day: date
    source: str


@transaction.atomic
def add(details: HolidayDetails, *, by: Actor) -> SchoolHoliday:
    """Add a school holiday, which every series of its region keeps free from then on."""
    rules.check_may_keep_holidays(by=by)
    holiday = SchoolHoliday(**vars(details))
    rules.check_holiday(holiday)
    holiday.save()
    audit(Event.HOLIDAY_ADDED, subject=holiday, by=by)
    return holiday


@transaction.atomic
def remove(holiday: SchoolHoliday, *, by: Actor) -> None:
    """Take a school holiday off the list."""
    rules.check_may_keep_holidays(by=by)
    audit(Event.HOLIDAY_REMOVED, subject=holiday, by=by)
    holiday.delete()
