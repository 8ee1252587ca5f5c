"""Pages for whoever keeps the installation running or audits it."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ivz.audit.actions import record_export
from ivz.audit.queries import Place, Search, entries
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.home.forms.audit_trail import AuditSearchForm
from ivz.home.queries.audit_table import LARGEST_EXPORT, audit_table
from ivz.home.queries.audit_trail import ReadableEntry, trail_state
from ivz.schedule.queries import timetable
from ivz.web.requests import Request
from ivz.web.tables import table_response

ENTRIES_PER_PAGE = 50
PLACE = "ouder"


@require_safe
def schedule(request: Request) -> HttpResponse:
    """Show what the worker does, when it last did it and how that went."""
    if not request.actor.may_for_installation(Permission.MANAGE_INSTALLATION):
        raise PermissionDenied
    return render(request, "home/schedule.html", {"rows": timetable()})


@require_safe
def audit_trail(request: Request) -> HttpResponse:
    """Show who did what, newest first; it holds no text of the records themselves."""
    form = _audit_search(request)
    search = form.search() if form.is_valid() else Search()
    place = Place.read(request.GET.get(PLACE, ""))
    found = list(entries(search, older_than=place)[: ENTRIES_PER_PAGE + 1])
    shown = found[:ENTRIES_PER_PAGE]
    context = {
        "form": form,
        "rows": [ReadableEntry(entry) for entry in shown],
        "state": trail_state(),
        "query": _without_place(request),
        "is_newest": place is None,
        "older": str(Place.of(shown[-1])) if len(found) > len(shown) else "",
        "largest_export": LARGEST_EXPORT,
    }
    status = 422 if form.errors else 200
    return render(request, "home/audit_trail.html", context, status=status)


@require_safe
def audit_export(request: Request, suffix: str) -> HttpResponse:
    """Give the lines that are looked for as a table for a spreadsheet, and note that."""
    form = _audit_search(request)
    if not form.is_valid():
        raise Http404
    table = audit_table(form.search(), asked=form.in_words(), by=request.actor)
    response = table_response(
        request, table, name="logboek", suffix=suffix, openness=Openness.RESTRICTED
    )
    record_export(by=request.actor)
    return response


def _audit_search(request: Request) -> AuditSearchForm:
    if not request.actor.may_for_installation(Permission.READ_AUDIT_TRAIL):
        raise PermissionDenied
    return AuditSearchForm(request.GET)


def _without_place(request: Request) -> str:
    asked = {name: request.GET[name] for name in AuditSearchForm.base_fields if name in request.GET}
    return urlencode({name: value for name, value in asked.items() if value})
