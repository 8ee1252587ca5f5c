"""Putting an item at another place of the agenda, in one go.

Policy: docs/policy/meetings.md#agenda
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.errors import RuleBroken
from ivz.meetings.actions.agendas import number
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.rules import planning as rules
from ivz.meetings.states import Event


class OrderChanged(RuleBroken):
    """Somebody else changed the agenda first; ``now`` and ``wanted`` are both orders."""

    def __init__(self, now: Sequence[AgendaItem], wanted: Sequence[AgendaItem]) -> None:
        self.now, self.wanted = now, wanted
        super().__init__(
            _("Somebody else changed this agenda in the meantime. Both orders are shown.")
        )


@transaction.atomic
def place_item(
    item: AgendaItem, *, before: int | None, seen: Sequence[int], by: Actor
) -> AgendaItem:
    """Put an item before another one, or at the end; every item keeps its label.

    Args:
        item: the item that gets another place.
        before: the key of the item it comes before; None for the end.
        seen: the keys of the items in the order that the editor saw.
        by: whoever edits the agenda; items that they may not read keep their place around it.

    Raises:
        OrderChanged: the agenda has other items by now, or another order.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    rules.check_may_edit_agenda(meeting, by=by)
    shown = AgendaItem.objects.visible_to(by).filter(meeting=meeting)
    now = list(shown.order_by("position", "pk"))
    if [each.pk for each in now] != list(seen):
        raise OrderChanged(now, _as_wanted(item, now, before=before, seen=seen))
    items = [each for each in meeting.items.order_by("position", "pk") if each.pk != item.pk]
    target = before if before in seen else None
    last_shown = next((each.pk for each in reversed(now) if each.pk != item.pk), 0)
    items.insert(_place(items, target, last_shown=last_shown), item)
    number(items)
    audit(Event.ITEM_CHANGED, subject=item, by=by)
    return item


def _place(items: Sequence[AgendaItem], before: int | None, *, last_shown: int) -> int:
    """Give the place of ``before``, or that after the last item that the editor reads."""
    keys = [each.pk for each in items]
    if before in keys:
        return keys.index(before)
    return keys.index(last_shown) + 1 if last_shown in keys else len(keys)


def _as_wanted(
    item: AgendaItem, now: Sequence[AgendaItem], *, before: int | None, seen: Sequence[int]
) -> list[AgendaItem]:
    """Give the order that the editor wanted, of the items that are still there."""
    keys = [key for key in seen if key != item.pk]
    keys.insert(keys.index(before) if before in keys else len(keys), item.pk)
    known = {each.pk: each for each in now}
    return [known[key] for key in keys if key in known]
