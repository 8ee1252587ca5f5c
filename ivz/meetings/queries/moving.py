"""What was just moved on an agenda, and how it goes back.

Policy: docs/policy/meetings.md#agenda
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.queries.meetings import Agenda


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An item that just got another place, for who moved it.

    ``back_before`` is the key of the item it stood before, 0 for the end; ``seen`` are the keys
    of the items as they stand now.
    """

    item: AgendaItem
    now_after: AgendaItem | None
    back_before: int
    seen: Sequence[int]

    @property
    def told(self) -> str:
        """What moved where, in a sentence."""
        if self.now_after is None:
            return _("Item %(label)s now stands first.") % {"label": self.item.label}
        labels = {"label": self.item.label, "other": self.now_after.label}
        return _("Item %(label)s now stands after %(other)s.") % labels

    @property
    def seen_keys(self) -> str:
        """The order as it stands now, as putting back sends it along."""
        return ",".join(map(str, self.seen))


def moved_on(agenda: Agenda, *, key: int, back_before: int) -> Moved | None:
    """Give what was moved, as far as it stands on the agenda that the reader sees; no query."""
    items = [row.item for row in agenda.rows]
    seen = [item.pk for item in items]
    if key not in seen or back_before not in {0, *seen} or back_before == key:
        return None
    place = seen.index(key)
    return Moved(
        item=items[place],
        now_after=items[place - 1] if place else None,
        back_before=back_before,
        seen=seen,
    )


def order_of(meeting: Meeting, *, actor: Actor) -> list[int]:
    """Give the keys of the items that ``actor`` may read, in the order of the agenda."""
    shown = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    return list(shown.order_by("position", "pk").values_list("pk", flat=True))


def stood_before(key: int, order: Sequence[int]) -> int:
    """Give the key of the item that came next in an order; 0 at the end."""
    return [*order, 0][order.index(key) + 1] if key in order else 0
