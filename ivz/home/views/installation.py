"""Pages for whoever keeps the installation running or audits it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ivz.authorization.permissions import Permission
from ivz.home.queries.audit_trail import ReadableEntry, entries
from ivz.schedule.queries import timetable
from ivz.web.requests import Request

ENTRIES_PER_PAGE = 50


@require_safe
def schedule(request: Request) -> HttpResponse:
    """Show what the worker does, when it last did it and how that went."""
    if not request.actor.may_for_installation(Permission.MANAGE_INSTALLATION):
        raise PermissionDenied
    return render(request, "home/schedule.html", {"rows": timetable()})


@require_safe
def audit_trail(request: Request) -> HttpResponse:
    """Show who did what, newest first; it holds no text of the records themselves."""
    if not request.actor.may_for_installation(Permission.READ_AUDIT_TRAIL):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()
    page = Paginator(entries(words), ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    rows = [ReadableEntry(entry) for entry in page]
    return render(request, "home/audit_trail.html", {"page": page, "rows": rows, "words": words})
