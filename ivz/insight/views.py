"""Pages with figures: the list, one data set, its download, bringing in a file; signals."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken, passes
from ivz.insight import actions, queries, rules
from ivz.insight.actions import signals as signal_actions
from ivz.insight.charts import NARROW, WIDE, dot_plot
from ivz.insight.comparisons import Comparison, ThemeRow
from ivz.insight.exports import as_csv
from ivz.insight.forms import HandlingForm, ImportForm, handling_as_stored
from ivz.insight.models import DataSet, Signal, SignalStep
from ivz.insight.rank_findings import check_comparison, headline, theme_headline
from ivz.insight.rules import signals as signal_rules
from ivz.network.context import network_chosen
from ivz.network.models import Area, Network
from ivz.tabular.reading import TableRefused
from ivz.tabular.writing import CSV_TYPE
from ivz.unsaved.answering import act, form_page
from ivz.web.exports import export_by
from ivz.web.requests import Request
from ivz.web.tables import file_response

PROBLEMS_SHOWN = 25
ON_A_PAGE = 25


@require_safe
def data_sets(request: Request) -> HttpResponse:
    network = _network(request)
    context = {
        "data_sets": queries.data_sets_for(network, actor=request.actor),
        "may_import": network and passes(rules.check_may_import, network, by=request.actor),
        "has_signals": network and network.pk in request.actor.network_ids,
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
        "signals": queries.signals_in(comparison.data_set, actor=request.actor),
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


@require_safe
def signals(request: Request) -> HttpResponse:
    """List the signals of a network: what waits first, then what was said of the others."""
    network, actor = _network(request), request.actor
    if network is None:
        raise Http404
    found = queries.signals_for(actor).filter(data_set__network=network)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))
    page.object_list = queries.noted(page.object_list, actor=actor)
    context = {
        "network": network,
        "is_member": network.pk in actor.network_ids,
        "page": page,
        "trail": [_figures(), (_("Signals"), "")],
    }
    return render(request, "insight/signals.html", context)


@require_safe
def signal_page(request: Request, signal: str) -> HttpResponse:
    """Show a signal: the figures, what they do not prove, and what was done with it."""
    actor = request.actor
    row = _signal(actor, signal)
    network = row.data_set.network
    offers = passes(signal_rules.check_may_put_on_agenda, row, by=actor)
    context = {
        "row": row,
        "data_set": row.data_set,
        "history": queries.history(row, actor=actor),
        "stands": queries.where_it_stands(row, actor=actor),
        "may_handle": passes(signal_rules.check_may_handle, row, by=actor),
        "bodies": queries.bodies_to_ask(network, actor=actor) if offers else [],
        "trail": _trail((row.title, "")),
    }
    return render(request, "insight/signal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def handle_signal(request: Request, signal: str) -> HttpResponse:
    """Say what becomes of a signal; a stale save shows both."""
    actor = request.actor
    row = _signal(actor, signal)
    signal_rules.check_may_answer(row.data_set.network, by=actor)
    form = HandlingForm(
        request.POST or None, initial=handling_as_stored(row), signal=row, actor=actor
    )
    here = row.get_absolute_url()
    context = {
        "row": row,
        "form": form,
        "button": _("Save"),
        "back": here,
        "trail": _trail((row.title, here), (_("What becomes of it?"), "")),
    }

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        handled = signal_actions.handle(row, form.handling(), version=version, by=actor)
        return handled.get_absolute_url()

    def stored(_current: Any) -> HandlingForm:
        current = _signal(actor, signal)
        return HandlingForm(initial=handling_as_stored(current), signal=current, actor=actor)

    return form_page(
        request,
        context,
        save,
        template="insight/signal_form.html",
        done=_("Saved."),
        stored=stored,
    )


@require_POST
def undo_signal(request: Request, signal: str, signal_step: int) -> HttpResponse:
    """Take back what was said last of a signal."""
    row = _signal(request.actor, signal)
    signal_rules.check_may_answer(row.data_set.network, by=request.actor)
    steps = SignalStep.objects.visible_to(request.actor).select_related("signal__data_set__network")
    found = get_object_or_404(steps, signal=row, pk=signal_step)
    return act(
        request,
        lambda: signal_actions.undo(found, by=request.actor),
        done=_("Taken back. The history tells it."),
        to=row.get_absolute_url(),
    )


def _signal(actor: Actor, key: str) -> Signal:
    found = get_object_or_404(queries.signals_for(actor), key=key)
    [row] = queries.noted([found], actor=actor)
    return row


def _figures() -> tuple[str, str]:
    return (_("Insight"), reverse("insight:data_sets"))


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [_figures(), (_("Signals"), reverse("insight:signals")), *steps]
