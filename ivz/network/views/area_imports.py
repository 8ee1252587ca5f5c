"""The page that brings in areas from a file, and takes an import back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.errors import RuleBroken
from ivz.network.actions import areas_import, areas_undo
from ivz.network.actions.areas_headings import SHEETS
from ivz.network.actions.areas_import import LossAsked, Outdated, Plan
from ivz.network.forms.area_imports import AreaImportForm
from ivz.network.models import Network
from ivz.network.queries.area_imports import latest_imports
from ivz.network.rules.areas import check_may_import_areas
from ivz.network.views.corrections import network_or_404
from ivz.tabular.reading import TableRefused
from ivz.tabular.writing import Table
from ivz.web.requests import Request
from ivz.web.tables import table_response
from ivz.workflow.models import Change


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, network_slug: str) -> HttpResponse:
    """Show what a file on areas would change, then change it."""
    network = network_or_404(network_slug)
    check_may_import_areas(by=request.actor)
    if request.method != "POST":
        return _show(request, network, {"form": AreaImportForm()})
    form = AreaImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, network, {"form": form}, status=422)
    try:
        return _read(request, network, form)
    except TableRefused as refused:
        asks = isinstance(refused, LossAsked)
        packed = form.packed_content() if asks else ""
        context = {"form": form, "refused": refused, "asks_loss": asks, "packed": packed}
        return _show(request, network, context, status=422)
    except Outdated as outdated:
        context = {"form": form, "outdated": str(outdated)} | _planned(request, form, outdated.now)
        return _show(request, network, context, status=409)


def _read(request: Request, network: Network, form: AreaImportForm) -> HttpResponse:
    given = form.cleaned_data
    asked: dict[str, Any] = {
        "name": given["name"],
        "reading": form.reading(),
        "accept_loss": given["accept_loss"],
        "by": request.actor,
    }
    if not given["fingerprint"]:
        planned = areas_import.preview(given["content"], **asked)
        return _show(request, network, {"form": form} | _planned(request, form, planned))
    areas_import.import_file(given["content"], fingerprint=given["fingerprint"], **asked)
    messages.success(request, _("The file is brought in."))
    return redirect("network:areas", network.slug)


def _planned(request: Request, form: AreaImportForm, planned: Plan) -> dict[str, Any]:
    before, after = planned.municipalities(on=request.actor.today)
    packed = form.packed_content()
    return {
        "planned": planned,
        "before": before,
        "after": after,
        "packed": packed,
        "is_too_large": not packed,
    }


def _show(
    request: Request, network: Network, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context |= {
        "network": network,
        "sheets": SHEETS,
        "imports": latest_imports(),
        "today": request.actor.today,
    }
    return render(request, "network/areas/import.html", context, status=status)


@require_safe
def template(request: Request, network_slug: str, sheet: str, suffix: str) -> HttpResponse:
    """Give an empty table of one sort, with a line as an example."""
    network_or_404(network_slug)
    if sheet not in SHEETS:
        raise Http404
    sort = SHEETS[sheet]
    table = Table(title=str(sort.label), columns=list(sort.headings), rows=sort.examples)
    return table_response(request, table, name=sheet, suffix=suffix)


@require_POST
def take_back(request: Request, network_slug: str, pk: int) -> HttpResponse:
    """Take an import back as a whole."""
    network = network_or_404(network_slug)
    change = get_object_or_404(Change, pk=pk, subject_model__in=areas_undo.SUBJECTS)
    try:
        areas_undo.take_back(change, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The import is taken back."))
    return redirect("network:import_areas", network.slug)
