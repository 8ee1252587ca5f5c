"""One lock for all of a meeting.

Noting, recording, editing, publishing and adopting take the lock of the meeting first and that
of an item or draft after it. So they wait for one another, never in a circle, and each sees the
state that the one before left.
"""

from ivz.meetings.models import AgendaItem, Meeting
from ivz.workflow.versions import lock_version


def lock_meeting_of(item: AgendaItem) -> Meeting:
    """Lock the meeting of ``item``, and let ``item`` know it as it is now."""
    meetings = Meeting.objects.select_for_update(of=("self",)).select_related("body__network")
    item.meeting = meetings.get(pk=item.meeting_id)
    return item.meeting


def reread_under_lock(item: AgendaItem) -> AgendaItem:
    """Lock the meeting of ``item``, and give the item as it is by then."""
    meeting = lock_meeting_of(item)
    current = AgendaItem.objects.select_related("restriction").get(pk=item.pk)
    current.meeting = meeting
    return current


def lock_item(item: AgendaItem, *, version: int) -> AgendaItem:
    """Lock the meeting of ``item``, then the item itself, for a change that counts.

    Raises:
        StaleEdit: the item has another version by now.
    """
    meeting = lock_meeting_of(item)
    current = lock_version(item, version=version)
    current.meeting = meeting
    return current
