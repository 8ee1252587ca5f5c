"""What the screen in the room shows: only what everybody who is there may read.

Policy: docs/policy/meetings.md#room-screen
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.meetings.models import AgendaItem, DraftDecision, Meeting, RoomScreen
from ivz.meetings.queries.attendance import Attendees, attendees
from ivz.meetings.rules.voices import shown_in_the_room


@dataclass(frozen=True, kw_only=True)
class Room:
    """What stands on the screen. ``is_closed``: the body is at an item that does not."""

    items: Sequence[AgendaItem]
    item: AgendaItem | None
    is_closed: bool
    noted: Sequence[DraftDecision]
    minutes_left: int | None
    level: Openness

    @property
    def minutes_over(self) -> int:
        """How many minutes longer than planned the item takes."""
        return max(0, -(self.minutes_left or 0))


def room_of(meeting: Meeting, screen: RoomScreen | None, *, now: datetime, actor: Actor) -> Room:
    """Give what the screen of ``meeting`` shows at ``now``; four queries."""
    levels = levels_for(attendees(meeting))
    readable = AgendaItem.objects.visible_to(actor).filter(meeting=meeting, restriction=None)
    items = list(
        readable.filter(openness__in=levels, planned_openness__in=levels).order_by("position", "pk")
    )
    on = screen.item_id if screen else None
    item = next((each for each in items if each.pk == on), None)
    noted = DraftDecision.objects.filter(item=item).order_by("point__position", "pk")
    return Room(
        items=items,
        item=item,
        is_closed=on is not None and item is None,
        noted=list(noted.select_related("point", "owner", "returns_in")) if item else [],
        minutes_left=_minutes_left(item, screen, now=now),
        level=levels[-1],
    )


def levels_for(kept: Attendees) -> Sequence[Openness]:
    """Give how closed an item may be, by who was kept as present."""
    return shown_in_the_room(
        is_known=kept.is_known, has_guests=bool(kept.guests), has_deputies=bool(kept.deputies)
    )


def _minutes_left(
    item: AgendaItem | None, screen: RoomScreen | None, *, now: datetime
) -> int | None:
    if item is None or screen is None or screen.since is None or item.planned_minutes is None:
        return None
    return item.planned_minutes - int((now - screen.since).total_seconds() // 60)
