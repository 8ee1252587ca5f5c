"""The screen in the room: what the meeting is at, for everybody who is there."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ivz.errors import refusal
from ivz.meetings.queries.room import room_of
from ivz.meetings.rules import voices as rules
from ivz.meetings.views.lookups import meeting_or_404
from ivz.web.fragments import render_page_or_fragment
from ivz.web.requests import Request


@require_safe
def page(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show the room what the meeting is at; answer 304 while that stays as it is."""
    found = meeting_or_404(request.actor, body, meeting)
    reason = refusal(rules.check_may_sit, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    context = {"meeting": found, "reason": reason}
    if reason is not None:
        return render_page_or_fragment(request, "meetings/room.html", "room", context, status=422)
    now = timezone.localtime()
    screen = getattr(found, "room_screen", None)
    shown = {
        "meeting": found,
        "now": now,
        "room": room_of(found, screen, now=now, actor=request.actor),
    }
    content = render_to_string("meetings/room/now.html", shown)
    digest = hashlib.sha256(content.encode()).hexdigest()
    etag = f'"{digest}"'
    context |= {"content": content, "digest": digest}
    response = render_page_or_fragment(request, "meetings/room.html", "room", context)
    response.headers["ETag"] = etag
    unchanged = get_conditional_response(request, etag=etag, response=response)
    return unchanged if request.htmx and unchanged is not None else response
