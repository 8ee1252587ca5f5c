"""The day for which the registers are shown (Dutch: *peildatum*); chosen once per visit.

Policy: docs/policy/time.md#as-of
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ivz.errors import AddressMisread
from ivz.web.requests import Request

_KEY = "as_of"
PARAMETER = "peildatum"
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """A day, and whether the reader chose another than today.

    ``misread`` holds what the address asked where that is no day.
    """

    day: date
    is_chosen: bool
    misread: str = ""


def as_of(request: Request) -> AsOf:
    """Give the day in the address, else the one chosen earlier, else today."""
    today = request.actor.today
    asked = request.GET.get(PARAMETER, "")
    in_address = parse_day(asked)
    day = in_address or parse_day(request.session.get(_KEY, "")) or today
    misread = asked if in_address is None else ""
    return AsOf(day=day, is_chosen=day != today, misread=misread)


def day_of_file(request: Request) -> date:
    """Give the day of a file, which has no place to say that the address was misread.

    Raises:
        AddressMisread: the address asks a day that is none.
    """
    asked = as_of(request)
    if asked.misread:
        raise AddressMisread(
            _("“%(asked)s” is not a day, so there is no file. Write the day as 2023-03-01.")
            % {"asked": asked.misread[:40]}
        )
    return asked.day


def choose_day(request: Request, asked: str) -> date | None:
    """Keep a day for the pages that follow, None where ``asked`` is no date; empty means today."""
    day = parse_day(asked)
    if day is None and asked:
        return None
    if day is None or day == request.actor.today:
        request.session.pop(_KEY, None)
    else:
        request.session[_KEY] = day.isoformat()
    return day or request.actor.today


def parse_day(text: str) -> date | None:
    """Read 2016-10-10, or 10-10-2016 as Dutch people write it; None where it is neither.

    A year before 1900 or after 2100 is a slip of the keyboard, and no day.
    """
    parts = text.strip().split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        parts.reverse()
    try:
        day = date(*(int(part) for part in parts))
    except (ValueError, TypeError, OverflowError):
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
