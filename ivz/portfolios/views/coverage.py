"""The page that shows which districts sit in which expert teams."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ivz.network.as_of import day_of_file
from ivz.portfolios import tables
from ivz.portfolios.queries import coverage as queries
from ivz.portfolios.queries.themes import unsteered_themes
from ivz.portfolios.views.shared import network_or_404, page_context
from ivz.web.requests import Request
from ivz.web.tables import table_response


@require_safe
def page(request: Request, network_slug: str) -> HttpResponse:
    """Show the coverage of the expert teams, or with ``?team=`` of one of them."""
    network = network_or_404(network_slug)
    context = page_context(request, network, (_("Coverage"), ""))
    day = context["as_of"].day
    team = request.GET.get("team", "")
    context |= {
        "coverage": queries.coverage(network, on=day, team=team),
        "team": team,
        "teams": queries.expert_teams(network, on=day),
        "unsteered": list(unsteered_themes(network, on=day)),
    }
    return render(request, "portfolios/coverage.html", context)


@require_safe
def file(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the coverage as a file."""
    network = network_or_404(network_slug)
    day = day_of_file(request)
    found = queries.coverage(network, on=day, team=request.GET.get("team", ""))
    table = tables.coverage(found, network=network, on=day)
    return table_response(request, table, name=f"dekking-{network.slug}-{day}", suffix=suffix)
