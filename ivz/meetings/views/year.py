"""The page with all meetings of a year."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ivz.meetings.models import Meeting
from ivz.meetings.queries import calendar as queries
from ivz.network.context import network_chosen
from ivz.web.requests import Request

EARLIEST, LATEST = 2000, 2099


@require_safe
def page(request: Request, year: int) -> HttpResponse:
    """Show the meetings of a year: of the chosen network, of one body in it, or one's own."""
    if not EARLIEST <= year <= LATEST:
        raise Http404
    actor, network = request.actor, network_chosen(request)
    is_mine = actor.is_signed_in and "mijn" in request.GET
    known: QuerySet[Meeting] = Meeting.objects.none()
    if is_mine:
        known = queries.of_mine(actor)
    elif network is not None:
        known = queries.of_network(network, actor=actor)
    body = request.GET.get("overleg", "")
    context = {
        "calendar": queries.year_calendar(known, year, body=body),
        "year": year,
        "before": year - 1 if year > EARLIEST else None,
        "after": year + 1 if year < LATEST else None,
        "chosen_body": body,
        "is_mine": is_mine,
    }
    return render(request, "meetings/year.html", context)
