"""Pages with figures: the list, one data set, its download, and bringing in a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ivz.errors import RuleBroken, passes
from ivz.insight import actions, queries, rules
from ivz.insight.charts import NARROW, WIDE, dot_plot
from ivz.insight.comparisons import Comparison, ThemeRow
from ivz.insight.exports import as_csv
from ivz.insight.forms import ImportForm
from ivz.insight.models import DataSet
from ivz.insight.rank_findings import check_comparison, headline, theme_headline
from ivz.network.context import network_chosen
from ivz.network.models import Area, Network
from ivz.tabular.reading import TableRefused
from ivz.tabular.writing import CSV_TYPE
from ivz.web.exports import export_by
from ivz.web.requests import Request
from ivz.web.tables import file_response

PROBLEMS_SHOWN = 25


@require_safe
def data_sets(request: Request) -> HttpResponse:
    network = _network(request)
    context = {
        "data_sets": queries.data_sets_for(network, actor=request.actor),
        "may_import": network and passes(rules.check_may_import, network, by=request.actor),
    }
    return render(request, "insight/data_sets.html", context)


@require_safe
def data_set(request: Request, slug: str) -> HttpResponse:
    comparison = _comparison(request, slug)
    if not comparison.rows:
        raise Http404
    found = [check for check in check_comparison(comparison) if check.verdict != "agrees"]
    context = {
        "data_set": comparison.data_set,
        "comparison": comparison,
        "headline": headline(comparison),
        "findings": found,
        **_theme(request, comparison),
    }
    return render(request, "insight/data_set.html", context)


@require_safe
def download(request: Request, slug: str) -> HttpResponse:
    comparison = _comparison(request, slug)
    export = export_by(request.actor, openness=comparison.data_set.openness)
    name = export.file_name(slug, "csv")
    return file_response(as_csv(comparison), content_type=CSV_TYPE, name=name)


@require_http_methods(["GET", "HEAD", "POST"])
def import_data_set(request: Request) -> HttpResponse:
    network = _network(request)
    if network is None:
        raise Http404
    rules.check_may_import(network, by=request.actor)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _ask(request, form, network)
    if not form.is_valid():
        return _ask(request, form, network, status=422)
    try:
        imported = actions.import_incidence(
            form.content(),
            network=network,
            description=form.description(),
            priorities=form.cleaned_data["priorities"],
            by=request.actor,
        )
    except RuleBroken as refused:
        return _ask(request, form, network, refused=refused, status=422)
    messages.success(request, _told(imported))
    return redirect(imported.data_set)


def _ask(
    request: Request,
    form: ImportForm,
    network: Network,
    *,
    refused: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    problems = refused.problems if isinstance(refused, TableRefused) else []
    context = {
        "form": form,
        "network": network,
        "refused": refused,
        "problems": problems[:PROBLEMS_SHOWN],
        "more_problems": len(problems) - PROBLEMS_SHOWN,
    }
    return render(request, "insight/import.html", context, status=status)


def _told(imported: actions.Imported) -> str:
    if imported.deviating:
        text = ngettext(
            "%(figures)s figures stored. %(count)s printed rank does not follow from them.",
            "%(figures)s figures stored. %(count)s printed ranks do not follow from them.",
            len(imported.deviating),
        )
        return text % {"figures": imported.figures, "count": len(imported.deviating)}
    text = ngettext("%(count)s figure stored.", "%(count)s figures stored.", imported.figures)
    return text % {"count": imported.figures}


def _network(request: Request) -> Network | None:
    return network_chosen(request)


def _comparison(request: Request, slug: str) -> Comparison:
    readable = get_object_or_404(DataSet.objects.visible_to(request.actor), slug=slug)
    return queries.comparison(readable, request.actor)


def _theme(request: Request, comparison: Comparison) -> dict[str, Any]:
    """Give what the page shows about one theme: the one asked, else the first priority."""
    row = _row(request.GET.get("thema", ""), comparison)
    focus = _focus(request, comparison)
    cell = next((cell for cell in row.cells if cell.area == focus), row.ranked[0])
    return {
        "row": row,
        "focus": focus,
        "theme_headline": theme_headline(row, cell),
        "wide": dot_plot(row, focus=focus, frame=WIDE),
        "narrow": dot_plot(row, focus=focus, frame=NARROW),
        "has_interval": any(cell.interval for cell in row.cells),
    }


def _row(code: str, comparison: Comparison) -> ThemeRow:
    asked = [row for row in comparison.rows if row.theme.code == code]
    return next(iter([*asked, *comparison.priorities, *comparison.rows]))


def _focus(request: Request, comparison: Comparison) -> Area | None:
    """Give the area of the chosen network, if it is one of the areas compared."""
    network = _network(request)
    return next((area for area in comparison.areas if network and area.pk == network.area_id), None)
