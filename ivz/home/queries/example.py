"""What the page about the example asks."""

from datetime import date

from ivz.meetings.models import Meeting
from ivz.meetings.states import MeetingState

MOST_DAYS = 6


def days_with_meetings() -> list[date]:
    """Give the days on which there is something to see: agendas that are out, and practice.

    Nothing of a meeting but its day; one query.
    """
    known = Meeting.objects.exclude(state=MeetingState.DRAFT, is_practice=False)
    return list(known.order_by("date").values_list("date", flat=True).distinct()[:MOST_DAYS])
