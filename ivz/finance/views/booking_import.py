"""The page that brings in booked amounts from a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ivz.errors import RuleBroken
from ivz.finance.actions.booking_import import COLUMNS, Outdated, bring_in, try_out
from ivz.finance.forms.bookings import BookingImportForm
from ivz.finance.models import Budget
from ivz.finance.rules.budgets import check_may_keep
from ivz.finance.views.bookings import held_or_404, watch_url
from ivz.finance.views.shared import trail
from ivz.tabular.reading import TableRefused
from ivz.tabular.writing import Table
from ivz.web.requests import Request
from ivz.web.tables import table_response


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, network: str, year: int) -> HttpResponse:
    """Show what a spreadsheet would book, then book it."""
    budget = held_or_404(request.actor, network, year)
    check_may_keep(budget.network, by=request.actor)
    if request.method != "POST":
        return _show(request, budget, {"form": BookingImportForm()})
    form = BookingImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, budget, {"form": form}, status=422)
    context: dict[str, Any] = {"form": form}
    status = 422
    try:
        return _read(request, budget, form)
    except TableRefused as refused:
        context["refused"] = refused
    except Outdated as outdated:
        told = {"outcome": outdated.now, "outdated": str(outdated), "table": form.as_text()}
        context, status = context | told, 409
    except RuleBroken as broken:
        form.add_error(None, str(broken))
    return _show(request, budget, context, status=status)


def _read(request: Request, budget: Budget, form: BookingImportForm) -> HttpResponse:
    content, fingerprint = form.cleaned_data["content"], form.cleaned_data["fingerprint"]
    if not fingerprint:
        outcome = try_out(content, budget=budget, by=request.actor)
        context = {"form": form, "outcome": outcome, "table": form.as_text()}
        return _show(request, budget, context)
    outcome = bring_in(content, fingerprint=fingerprint, budget=budget, by=request.actor)
    count = len(outcome.bookings)
    told = ngettext("%(count)s amount is booked.", "%(count)s amounts are booked.", count)
    messages.success(request, told % {"count": count})
    return redirect(watch_url(budget))


def _show(
    request: Request, budget: Budget, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    heading = _("Read bookings in")
    here = (budget.title, budget.get_absolute_url())
    context |= {
        "budget": budget,
        "network": budget.network,
        "columns": COLUMNS,
        "heading": heading,
        "lead": _("One line per amount. First you see what would be booked; then you confirm."),
        "trail": trail(here, (_("How the budget stands"), watch_url(budget)), (heading, "")),
        "template": reverse(
            "budgets:import_template", args=[budget.network.slug, budget.year, "ods"]
        ),
    }
    return render(request, "finance/booking_import.html", context, status=status)


@require_safe
def template(request: Request, network: str, year: int, suffix: str) -> HttpResponse:
    """Give a table with the columns, and a line per expense as an example."""
    budget = held_or_404(request.actor, network, year)
    rows = [
        [f"{year}-01-31", each.title, "100.00", "Factuur januari", f"F{year}-{number}"]
        for number, each in enumerate(budget.posts.filter(kind="expense"), start=1)
    ]
    table = Table(title=_("Bookings"), columns=COLUMNS, rows=rows)
    return table_response(request, table, name=f"inlezen-{network}-{year}", suffix=suffix)
