"""Pages for what went wrong; what you may not know of looks like what does not exist."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import bad_request

from ivz.audit.actions import record_refusal
from ivz.audit.states import Event
from ivz.errors import AddressMisread
from ivz.web.limits import is_within_limit, too_many


def misread(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, with our own sentence where there is one: what a library says tells too much."""
    if not isinstance(exception, AddressMisread):
        return bad_request(request, exception)
    return render(request, "errors/400.html", {"told": str(exception)}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, the same for an unknown address and for somebody else's closed record."""
    return render(request, "errors/404.html", status=404)


def missed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Note that somebody signed in was answered 404 at a page there is; give the answer.

    The line is the same for what does not exist and for what is closed: nothing is asked that
    could tell them apart. Whoever gets too many of them is told to wait, in place of a line.
    Policy: docs/policy/audit.md#refusals
    """
    actor = getattr(request, "actor", None)
    names_a_page = response.status_code == 404 and request.resolver_match is not None
    if not names_a_page or actor is None or not actor.is_signed_in:
        return response
    if not is_within_limit(request, "not_found"):
        return too_many(request)
    address, method = asked_address(request), request.method or ""
    record_refusal(address, method=method, by=actor, event=Event.NOT_FOUND)
    return response


NAMES_NOTHING_CLOSED = frozenset({"body", "network", "network_slug", "kind", "suffix"})


def asked_address(request: HttpRequest) -> str:
    """Give the address that was asked, without words that could tell of a closed record.

    Numbers stay, and so do the names of bodies and networks, which everyone knows.
    Policy: docs/policy/audit.md#refusals
    """
    match = request.resolver_match
    if match is None:
        return "/"
    kept = {
        name: str(value)
        for name, value in match.kwargs.items()
        if isinstance(value, int) or name in NAMES_NOTHING_CLOSED
    }
    return "/" + re.sub(
        r"<(?:\w+:)?(\w+)>", lambda part: kept.get(part[1], f"<{part[1]}>"), match.route
    )


def note_refusal(request: HttpRequest) -> None:
    """Leave a line of what somebody asked and may not; for pages that refuse in their own words."""
    actor = getattr(request, "actor", None)
    if actor is not None:
        record_refusal(asked_address(request), method=request.method or "", by=actor)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 to whoever may see a thing but not do this to it, and note the attempt."""
    note_refusal(request)
    return render(request, "errors/403.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without a valid token: it stood open too long, or is not ours.

    Kept where somebody is signed in; what strangers send would only fill the trail.
    """
    actor = getattr(request, "actor", None)
    if actor is not None and actor.is_signed_in:
        record_refusal(asked_address(request), method=request.method or "", by=actor)
    return render(request, "errors/form_expired.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without a word about what was inside.

    Without the page shell: that asks the database, which may be what failed.
    """
    return HttpResponse(render_to_string("errors/500.html"), status=500)
