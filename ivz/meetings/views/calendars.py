"""The calendar of one person's meetings, for a phone or mail program to read by itself.

Policy: docs/policy/meetings.md#calendar
"""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ivz.accounts.actors import actor_of
from ivz.meetings.calendars import calendar_of
from ivz.signin.feeds import holder_of
from ivz.web.requests import Request


@require_safe
def personal(request: Request, feed_key: str) -> HttpResponse:
    """Give the meetings of whose key this is, as iCalendar; whoever is signed in does not count."""
    holder = holder_of(feed_key)
    if holder is None:
        raise Http404
    reader = actor_of(holder, today=request.actor.today)
    calendar = calendar_of(reader, site=request.build_absolute_uri("/"))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="vergaderingen.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
