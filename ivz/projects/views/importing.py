"""The page that brings in projects from a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.network.models import Network
from ivz.projects.actions.import_lines import ProjectImport
from ivz.projects.actions.import_parts import HOURS, INDICATORS, MILESTONES, SHEETS
from ivz.projects.actions.import_reading import COLUMNS
from ivz.projects.actions.importing import (
    Outdated,
    ProjectsAsked,
    TakeOver,
    bring_in,
    take_back,
    try_out,
)
from ivz.projects.forms.importing import ProjectImportForm
from ivz.projects.models import Project
from ivz.projects.queries.imports import earlier_imports
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.views.shared import act, network_of, trail
from ivz.tabular.reading import TableRefused
from ivz.tabular.writing import Table
from ivz.web.requests import Request
from ivz.web.tables import table_response
from ivz.workflow.models import Change

EXAMPLE_LINES = [
    [
        *(
            "Fietsendiefstal bij stations",
            "project",
            "in uitvoering",
            "",
            "Minder gestolen fietsen",
        ),
        *("2016-01-01", "2017-12-31", "", "", "Almelo; Hengelo", "", "", ""),
        *("Projectplan, vastgesteld op 30 november 2015", "netwerk"),
    ],
    [
        *("Buurtbemiddeling", "zijlijnonderwerp", "", "", "", "", "", "", "", "", "", "", ""),
        *("Jaarplan 2016", "openbaar"),
    ],
]


EXAMPLE_PARTS = {
    HOURS: [
        ["Fietsendiefstal bij stations", "Almelo", "4"],
        ["Fietsendiefstal bij stations", "Hengelo", "2,5"],
    ],
    INDICATORS: [
        [
            *("Fietsendiefstal bij stations", "Gestolen fietsen", "aangiften per jaar"),
            *("moet dalen", "120", "2015-12-31", "90", "2017-12-31", "Cijfers van de politie"),
        ],
    ],
    MILESTONES: [
        ["Fietsendiefstal bij stations", "Bewaakte stalling open", "2016-09-01", "2016-08-29"],
        ["Fietsendiefstal bij stations", "Campagne gehouden", "2017-03-01", ""],
    ],
}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show what a spreadsheet would do, then do it."""
    network = network_of(request)
    check_may_steer(network, by=request.actor)
    if request.method != "POST":
        return _show(request, network, {"form": ProjectImportForm()})
    form = ProjectImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, network, {"form": form}, status=422)
    try:
        return _read(request, network, form)
    except TableRefused as refused:
        asks = isinstance(refused, ProjectsAsked)
        table = form.as_text() if asks else ""
        context = {"form": form, "refused": refused, "asks_others": asks, "table": table}
        return _show(request, network, context, status=422)
    except Outdated as outdated:
        context = {"form": form, "outcome": outdated.now, "outdated": str(outdated)}
        return _show(request, network, context | {"table": form.as_text()}, status=409)


def _read(request: Request, network: Network, form: ProjectImportForm) -> HttpResponse:
    given = form.cleaned_data
    take_over = TakeOver(
        network=network,
        by=request.actor,
        reason=given["reason"],
        are_others=given["are_others"],
    )
    content, fingerprint = given["content"], given["fingerprint"]
    if not fingerprint:
        outcome = try_out(content, take_over=take_over)
        context = {"form": form, "outcome": outcome, "table": form.as_text()}
        return _show(request, network, context)
    outcome = bring_in(content, fingerprint=fingerprint, take_over=take_over)
    messages.success(request, _brought_in(outcome))
    return redirect("projects:import")


def _brought_in(outcome: ProjectImport) -> str:
    count = len(outcome.projects)
    return ngettext(
        "%(count)s project is brought in.", "%(count)s projects are brought in.", count
    ) % {"count": count}


def _show(
    request: Request, network: Network, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    heading = _("Read projects in")
    context |= {
        "network": network,
        "columns": COLUMNS,
        "sheets": SHEETS.items(),
        "heading": heading,
        "lead": _("One line per project. First you see what would happen; then you confirm."),
        "trail": trail((heading, "")),
        "earlier": earlier_imports(network, actor=request.actor),
    }
    return render(request, "projects/import.html", context, status=status)


@require_safe
def template(request: Request, suffix: str) -> HttpResponse:
    """Give a table with the columns and a few lines as an example, on each sheet."""
    network = network_of(request)
    further = [
        Table(title=name, columns=columns, rows=EXAMPLE_PARTS[name])
        for name, columns in SHEETS.items()
    ]
    table = Table(title=_("Projects"), columns=COLUMNS, rows=EXAMPLE_LINES, further=further)
    return table_response(request, table, name=f"inlezen-{network.slug}", suffix=suffix)


@require_POST
def undo(request: Request, change: int) -> HttpResponse:
    """Take an import back."""
    network = network_of(request)
    added = Change.objects.filter(
        subject_model=Project._meta.label, before__isnull=True, undoes=None
    )
    found = get_object_or_404(added, pk=change)
    return act(
        request,
        lambda: take_back(found, network=network, by=request.actor),
        done=_("The projects of that list are gone; the list is taken back."),
        to=reverse("projects:import"),
    )
