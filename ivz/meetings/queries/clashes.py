"""Who is expected at two meetings at once (Dutch: *dubbele afspraken*).

Policy: docs/policy/meetings.md#clashes
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.meetings.models import Meeting
from ivz.meetings.states import MeetingState
from ivz.network.models import Body, Seat

_TO_COME = [MeetingState.DRAFT, MeetingState.CONVENED]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """When a meeting is; a time that is not known yet counts as all day."""

    day: date
    last_day: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first and the last moment."""
        start = datetime.combine(self.day, self.starts_at or time.min)
        return start, datetime.combine(self.last_day or self.day, self.ends_at or time.max)

    def overlaps(self, other: "Slot") -> bool:
        """Tell whether nobody can be at both; one directly after the other is no overlap."""
        start, end = self.span
        other_start, other_end = other.span
        return start < other_end and other_start < end


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Another meeting at the same time, and who is expected at both, by function."""

    meeting: Meeting
    people: Sequence[str]


def clashes_of(meeting: Meeting, *, actor: Actor) -> list[Clash]:
    """Give what a meeting to come clashes with, as far as ``actor`` may know; two queries."""
    if not meeting.is_to_come or meeting.is_practice:
        return []
    (found,) = clashes(meeting.body, [slot_of(meeting)], actor=actor, besides={meeting.pk})
    return found


def slot_of(meeting: Meeting) -> Slot:
    """Give when ``meeting`` is."""
    return Slot(
        day=meeting.date,
        last_day=meeting.last_day,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
    )


def clashes(
    body: Body, slots: Sequence[Slot], *, actor: Actor, besides: Collection[int] = ()
) -> list[list[Clash]]:
    """Give for each slot of ``body`` what it clashes with; two SQL queries, whatever their number.

    Args:
        body: the body that meets in each slot.
        slots: when it meets.
        actor: who reads; meetings that they may not know of are left out.
        besides: keys of meetings to leave out, such as the one that is in the slot.
    """
    others = _meetings_on(slots, actor=actor, besides=besides)
    seats = _seats_in({body.pk, *(other.body_id for other in others)}) if others else []
    found = []
    for slot in slots:
        near = [other for other in others if slot.overlaps(slot_of(other))]
        shared = [
            Clash(meeting=other, people=_at_both(seats, body.pk, other.body_id, on=slot.day))
            for other in near
        ]
        found.append([clash for clash in shared if clash.people])
    return found


def _meetings_on(slots: Sequence[Slot], *, actor: Actor, besides: Collection[int]) -> list[Meeting]:
    if not slots:
        return []
    days = sorted({day for slot in slots for day in _days_of(slot)})
    lasting = Q(last_day__gte=days[0], date__lte=days[-1])
    near = Meeting.objects.visible_to(actor).filter(
        lasting | Q(date__in=days), state__in=_TO_COME, is_practice=False
    )
    found = near.exclude(pk__in=besides).select_related("body")
    return list(found.order_by("date", "starts_at", "pk"))


def _days_of(slot: Slot) -> Iterable[date]:
    length = (slot.last_day or slot.day) - slot.day
    return (slot.day + timedelta(days=after) for after in range(length.days + 1))


def _seats_in(bodies: Collection[int]) -> list[Seat]:
    held = Seat.objects.filter(body__in=bodies, person__isnull=False, is_revoked=False)
    return list(held.select_related("person"))


def _at_both(seats: Sequence[Seat], one: int, other: int, *, on: date) -> list[str]:
    held = [seat for seat in seats if seat.is_in_force(on)]
    here = {seat.person_id for seat in held if seat.body_id == one}
    both = {seat.person for seat in held if seat.body_id == other and seat.person_id in here}
    return sorted(str(person) for person in both)
