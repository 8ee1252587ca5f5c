"""A theme week as a table for a spreadsheet."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from ivz.events.models import NetworkEvent
from ivz.events.queries import WeekMunicipality, WeekOverview
from ivz.tabular.writing import Table, Value


def theme_week(overview: WeekOverview, *, on: date) -> Table:
    """Write one line per activity; municipalities without one stand first, on a line each."""
    week = overview.week
    return Table(
        title=week.title,
        columns=[
            _("municipality"),
            _("code"),
            _("activity"),
            _("first day"),
            _("last day"),
            _("where"),
            _("for whom"),
            _("counts"),
            _("why it does not count"),
            _("openness"),
        ],
        rows=[line for one in [*overview.without, *overview.counted] for line in _lines(one)],
        facts=[
            (_("Network"), week.network.name),
            (_("Theme"), week.theme.name if week.theme else ""),
            (_("First day"), week.starts_on),
            (_("Last day"), week.ends_on),
            (_("Announce until and on"), week.last_day_to_announce),
            (_("Municipalities"), len(overview.municipalities)),
            (_("With an activity"), len(overview.counted)),
            (_("Counted"), _("what you may read and is not called off")),
            (_("Called off"), week.cancelled_why),
            (_("Reference date"), on),
        ],
    )


def _lines(one: WeekMunicipality) -> Iterator[list[Value]]:
    start: list[Value] = [one.area.name, one.area.code]
    if not one.activities:
        yield [*start, "", None, None, "", "", False, _("no activity is announced"), ""]
    for event in one.activities:
        yield [*start, *_activity(event), True, "", event.get_openness_display()]
    for event in one.others:
        why = _("called off") if event.is_cancelled else _("on other days than the theme week")
        yield [*start, *_activity(event), False, why, event.get_openness_display()]


def _activity(event: NetworkEvent) -> list[Value]:
    return [event.title, event.starts_on, event.last_day, event.place, event.audience]
