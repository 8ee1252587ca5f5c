"""When projects of a network report: the periods of a year, and the days they fall on.

Policy: docs/policy/projects.md#progress-reports
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ivz.network.models import Network
from ivz.projects.models import ReportWindow

# Where a network set nothing: before the annual report, and with the management report.
USUAL = [((3, 1), (3, 31)), ((9, 1), (9, 30))]


@dataclass(frozen=True, kw_only=True, order=True)
class Window:
    """A period in which progress is reported, both days included."""

    opens_on: date
    closes_on: date


def windows_of(networks: Iterable[int], *, since: date, until: date) -> dict[int, list[Window]]:
    """Give the periods that open from ``since`` up to and with ``until``, by network; one query."""
    set_ones: dict[int, list[ReportWindow]] = {network_id: [] for network_id in networks}
    for row in ReportWindow.objects.filter(network__in=list(set_ones)):
        set_ones[row.network_id].append(row)
    return {
        network_id: [
            window
            for year in range(since.year, until.year + 1)
            for window in _in_year(rows, year)
            if since <= window.opens_on <= until
        ]
        for network_id, rows in set_ones.items()
    }


def _in_year(rows: list[ReportWindow], year: int) -> list[Window]:
    days = [
        ((row.opens_month, row.opens_day), (row.closes_month, row.closes_day))
        for row in rows
        if row.is_in_force(_day(year, row.opens_month, row.opens_day))
    ]
    return sorted(
        Window(opens_on=_day(year, *opens), closes_on=_day(year, *closes))
        for opens, closes in days or USUAL
    )


def _day(year: int, month: int, day: int) -> date:
    """Give a day of a year; the 30th of February counts as the last day of February."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), following - timedelta(days=1))


def windows_around(network: Network, *, since: date | None, on: date) -> list[Window]:
    """Give the periods of a project that opened by ``on``, oldest first; one query."""
    first = since or on - timedelta(days=366)
    return windows_of([network.pk], since=first, until=on)[network.pk]


def next_window(network: Network, *, on: date) -> Window:
    """Give the first period that opens after a day; one query."""
    after = on + timedelta(days=1)
    return windows_of([network.pk], since=after, until=on + timedelta(days=800))[network.pk][0]
