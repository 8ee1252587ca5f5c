"""The meetings and events of a year, month by month (Dutch: *jaaroverzicht*)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ivz.accounts.actors import Actor
from ivz.events.models import NetworkEvent
from ivz.meetings.models import Meeting
from ivz.network.models import Body, Network


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """A meeting, or an event that a member announced.

    ``is_directly_after``: whether a meeting starts where the one above it ends, on the same day.
    """

    meeting: Meeting | None = None
    event: NetworkEvent | None = None
    is_directly_after: bool = False

    @property
    def day(self) -> date:
        """The day on which it begins."""
        if self.meeting is not None:
            return self.meeting.date
        return self.event.starts_on if self.event else date.max


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month with its meetings and events, soonest first."""

    first_day: date
    entries: Sequence[CalendarEntry]


@dataclass(frozen=True, kw_only=True)
class YearCalendar:
    """Twelve months, and the bodies that meet in the year."""

    months: Sequence[Month]
    bodies: Sequence[Body]

    @property
    def is_empty(self) -> bool:
        """Whether no meeting or event is known in the year."""
        return not any(month.entries for month in self.months)


def of_network(network: Network, *, actor: Actor) -> QuerySet[Meeting]:
    """Give the meetings of a network that ``actor`` may know of."""
    return Meeting.objects.visible_to(actor).filter(body__network=network)


def of_mine(actor: Actor) -> QuerySet[Meeting]:
    """Give the meetings of the bodies ``actor`` sits in, in whichever network."""
    return Meeting.objects.visible_to(actor).filter(body__in=sorted(actor.body_ids))


def year_calendar(
    known: QuerySet[Meeting],
    year: int,
    *,
    body: str = "",
    events: Sequence[NetworkEvent] = (),
) -> YearCalendar:
    """Lay out a year of meetings; only those of ``body`` (a slug) where one is named; one query.

    ``events`` of that year stand between them.
    """
    of_year = known.filter(date__year=year, is_practice=False).select_related("body")
    every = list(of_year.order_by("date", "starts_at", "pk"))
    shown = [meeting for meeting in every if body in ("", meeting.body.slug)]
    months = [
        Month(first_day=date(year, month, 1), entries=_entries(shown, events, month))
        for month in range(1, 13)
    ]
    bodies = {meeting.body for meeting in every}
    return YearCalendar(months=months, bodies=sorted(bodies, key=lambda each: each.name))


def _entries(
    meetings: Sequence[Meeting], events: Sequence[NetworkEvent], month: int
) -> list[CalendarEntry]:
    entries = [CalendarEntry(event=each) for each in events if each.starts_on.month == month]
    before: Meeting | None = None
    for meeting in meetings:
        if meeting.date.month == month:
            entries.append(
                CalendarEntry(meeting=meeting, is_directly_after=_follows(meeting, before))
            )
        before = meeting
    return sorted(entries, key=lambda entry: entry.day)


def _follows(meeting: Meeting, before: Meeting | None) -> bool:
    return (
        before is not None
        and meeting.starts_at is not None
        and (before.ends_on, before.ends_at) == (meeting.date, meeting.starts_at)
    )
