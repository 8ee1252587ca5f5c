"""Who notes something for themselves.

Policy: docs/policy/meetings.md#private-notes
"""

from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.meetings.models import Meeting

LONGEST = 10_000


def check_may_note(meeting: Meeting, *, by: Actor) -> None:
    """Let everybody of the network note something for themselves, and nobody for another."""
    is_inside = meeting.body.network_id in by.network_ids
    if by.user is None or by.is_helping or not is_inside:
        raise PermissionDenied
