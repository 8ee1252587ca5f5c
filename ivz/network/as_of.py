"""The day for which the registers are shown (Dutch: *peildatum*); chosen once per visit.

Policy: docs/policy/time.md#as-of
"""

from dataclasses import dataclass
from datetime import date

from ivz.web.requests import Request

_KEY = "as_of"
PARAMETER = "peildatum"


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """A day, and whether the reader chose another than today."""

    day: date
    is_chosen: bool


def as_of(request: Request) -> AsOf:
    """Give the day in the address, else the one chosen earlier, else today."""
    today = request.actor.today
    asked = request.GET.get(PARAMETER) or request.session.get(_KEY, "")
    day = parse_day(asked) or today
    return AsOf(day=day, is_chosen=day != today)


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
    """Read 2016-10-10, or 10-10-2016 as Dutch people write it; None where it is neither."""
    parts = text.strip().split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        parts.reverse()
    try:
        return date(*(int(part) for part in parts))
    except (ValueError, TypeError):
        return None
