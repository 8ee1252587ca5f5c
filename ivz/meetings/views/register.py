"""The register of decisions, and the page of one decision."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ivz.decisions.rules.completion import check_may_address
from ivz.decisions.rules.elsewhere import check_may_ask
from ivz.errors import passes
from ivz.meetings.forms.register import RegisterForm
from ivz.meetings.queries import register as queries
from ivz.meetings.queries.completion import Receipt, receipts, taken_off
from ivz.meetings.queries.elsewhere import places
from ivz.network.context import network_chosen
from ivz.web.requests import Request

ON_A_PAGE = 25


@require_safe
def page(request: Request) -> HttpResponse:
    """List the decisions of the chosen network, newest first, narrowed down as asked."""
    actor, network = request.actor, network_chosen(request)
    if network is None:
        return render(request, "meetings/register.html", {"entries": []})
    form = RegisterForm(
        request.GET,
        offered=queries.offered(network, actor=actor),
    )
    sought = form.sought()
    found = queries.with_context(queries.register_of(network, sought, actor=actor))
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "page": shown,
        "entries": queries.entries(shown.object_list, actor=actor),
        "is_narrowed": sought != queries.Sought(),
    }
    return render(request, "meetings/register.html", context)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was typed at an addressee that could not be saved, and why."""

    addressee: int
    evidence: str
    why: str


@require_safe
def decision(request: Request, body: str, year: int, number: str) -> HttpResponse:
    """Show one decision in full, and what became of it."""
    return decision_page(request, body, year, number)


def decision_page(
    request: Request, body: str, year: int, number: str, *, kept: Kept | None = None
) -> HttpResponse:
    """Show one decision; after a refusal with what was typed at an addressee."""
    entry = queries.numbered(body, year=year, number=number, actor=request.actor)
    if entry is None:
        raise Http404
    actor, found = request.actor, entry.decision
    received = receipts(found, actor=actor)
    context = {
        "entry": entry,
        "decision": found,
        "receipts": received,
        "taken_off": taken_off(found, actor=actor),
        "kept": kept,
        "kept_has_field": kept and _has_field(kept, received),
        "may_address": passes(check_may_address, found, by=actor),
        "places": places(found, entry.elsewhere, actor=actor),
        "may_ask": passes(check_may_ask, found, by=actor),
    }
    return render(request, "meetings/decision.html", context, status=409 if kept else 200)


def _has_field(kept: Kept, received: Iterable[Receipt]) -> bool:
    """Tell whether the page still has the field in which it was typed."""
    return any(row.may_acknowledge_for and row.addressee.pk == kept.addressee for row in received)
