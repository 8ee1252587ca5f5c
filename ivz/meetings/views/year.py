"""The page with all meetings and events of a year."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ivz.events import queries as events
from ivz.events.models import NetworkEvent, ThemeWeek
from ivz.meetings.models import Meeting
from ivz.meetings.queries import calendar as queries
from ivz.network.context import network_chosen
from ivz.web.requests import Request

EARLIEST, LATEST = 2000, 2099


@require_safe
def page(request: Request, year: int) -> HttpResponse:
    """Show the meetings and events of a year: of the network, of one body in it, or one's own."""
    if not EARLIEST <= year <= LATEST:
        raise Http404
    actor, network = request.actor, network_chosen(request)
    weeks: Sequence[ThemeWeek] = []
    is_mine = actor.is_signed_in and "mijn" in request.GET
    known: QuerySet[Meeting] = Meeting.objects.none()
    announced = NetworkEvent.objects.none()
    if is_mine:
        known, announced = queries.of_mine(actor), events.invitations(actor)
    elif network is not None:
        known = queries.of_network(network, actor=actor)
        announced = events.events_of(network, actor=actor)
        weeks = events.weeks_in_year(network, year, actor=actor)
    body = request.GET.get("overleg", "")
    of_year = events.in_year(announced, year, body=body)
    context = {
        "calendar": queries.year_calendar(known, year, body=body, events=of_year),
        "theme_weeks": weeks,
        "year": year,
        "before": year - 1 if year > EARLIEST else None,
        "after": year + 1 if year < LATEST else None,
        "chosen_body": body,
        "is_mine": is_mine,
    }
    return render(request, "meetings/year.html", context)
