"""The register of decisions, and the page of one decision."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ivz.decisions.rules.completion import check_may_address
from ivz.decisions.rules.elsewhere import check_may_ask
from ivz.errors import passes
from ivz.meetings.forms.register import RegisterForm
from ivz.meetings.queries import register as queries
from ivz.meetings.queries.completion import receipts
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


@require_safe
def decision(request: Request, body: str, year: int, number: str) -> HttpResponse:
    """Show one decision in full, and what became of it."""
    entry = queries.numbered(body, year=year, number=number, actor=request.actor)
    if entry is None:
        raise Http404
    actor, found = request.actor, entry.decision
    context = {
        "entry": entry,
        "decision": found,
        "receipts": receipts(found, actor=actor),
        "may_address": passes(check_may_address, found, by=actor),
        "places": places(found, entry.elsewhere, actor=actor),
        "may_ask": passes(check_may_ask, found, by=actor),
    }
    return render(request, "meetings/decision.html", context)
