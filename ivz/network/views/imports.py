"""The page that brings in seats and people from a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.errors import RuleBroken
from ivz.network.actions import upkeep_import
from ivz.network.actions.upkeep_import import Outdated, PeopleAsked, bring_in, try_out
from ivz.network.actions.upkeep_lines import Effect
from ivz.network.actions.upkeep_reading import COLUMNS
from ivz.network.forms.imports import ImportForm
from ivz.network.models import Network, RegisterImport
from ivz.network.queries.register_imports import latest_imports
from ivz.network.rules.rights import check_may_manage
from ivz.network.views.corrections import correction_of, network_or_404
from ivz.tabular.reading import TableRefused
from ivz.tabular.writing import Table
from ivz.web.requests import Request
from ivz.web.tables import table_response

EXAMPLE_LINES = [
    [
        *("Agendacommissie Platform", "lid", "Basisteam Midden", "IVZ-coördinator van Hengelo"),
        *("Gemeente Hengelo", "Gemeente Hengelo", "", "bezet", "2016-01-01", "", "", "4", "2", ""),
    ],
    [
        *("Agendacommissie Platform", "adviseur", "Communicatie", "", "", "", "", "open"),
        *("2016-01-01", "2017-12-31", "", "", "", ""),
    ],
    [*("", "", "", "Beleidsadviseur veiligheid", "Gemeente Hengelo"), *[""] * 9],
]


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, network_slug: str) -> HttpResponse:
    """Show what a spreadsheet would do, then do it."""
    network = network_or_404(network_slug)
    check_may_manage(network, by=request.actor)
    if request.method != "POST":
        return _show(request, network, {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, network, {"form": form}, status=422)
    try:
        return _read(request, network, form)
    except TableRefused as refused:
        asks = isinstance(refused, PeopleAsked)
        table = form.as_text() if asks else ""
        context = {"form": form, "refused": refused, "asks_people": asks, "table": table}
        return _show(request, network, context, status=422)
    except Outdated as outdated:
        context = {"form": form, "outcome": outdated.now, "outdated": str(outdated)}
        return _show(request, network, context | {"table": form.as_text()}, status=409)


def _read(request: Request, network: Network, form: ImportForm) -> HttpResponse:
    correction = correction_of(form, network, request)
    content, fingerprint = form.cleaned_data["content"], form.cleaned_data["fingerprint"]
    if not fingerprint:
        outcome = try_out(content, correction=correction)
        context = {"form": form, "outcome": outcome, "table": form.as_text()}
        return _show(request, network, context)
    outcome = bring_in(content, fingerprint=fingerprint, correction=correction)
    seats = sum(line.effect in {Effect.ADDED, Effect.CHANGED} for line in outcome.lines)
    messages.success(request, _done(seats=seats, people=len(outcome.new_people)))
    return redirect("network:structure" if seats else "network:people", network.slug)


def _done(*, seats: int, people: int) -> str:
    told = []
    if people:
        added = ngettext("%(count)s person is added.", "%(count)s people are added.", people)
        told.append(added % {"count": people})
    if seats or not people:
        brought = ngettext(
            "%(count)s seat is brought in.", "%(count)s seats are brought in.", seats
        )
        told.append(brought % {"count": seats})
    return " ".join(told)


def _show(
    request: Request, network: Network, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context |= {"network": network, "columns": COLUMNS, "imports": latest_imports(network)}
    return render(request, "network/upkeep/import.html", context, status=status)


@require_POST
def take_back(request: Request, network_slug: str, pk: int) -> HttpResponse:
    """Take back everything that one table brought in."""
    network = network_or_404(network_slug)
    check_may_manage(network, by=request.actor)
    found = get_object_or_404(
        RegisterImport.objects.select_related("network", "first"), pk=pk, network=network
    )
    try:
        upkeep_import.take_back(found, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The import is taken back."))
    return redirect("network:import", network.slug)


@require_safe
def template(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give an empty table with the columns and some lines as an example."""
    network = network_or_404(network_slug)
    table = Table(title=_("Seats and people"), columns=COLUMNS, rows=EXAMPLE_LINES)
    return table_response(request, table, name=f"zetels-{network.slug}", suffix=suffix)
