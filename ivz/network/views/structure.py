"""Pages about who is who."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ivz.errors import passes
from ivz.network.as_of import PARAMETER, as_of, choose_day, day_of_file
from ivz.network.context import network_chosen
from ivz.network.models import Body, Network
from ivz.network.queries.areas import municipalities_in
from ivz.network.queries.structure import hostings, structure
from ivz.network.queries.upkeep_history import history
from ivz.network.register_tables import structure_table
from ivz.network.rules.rights import check_may_manage
from ivz.web.requests import Request
from ivz.web.tables import table_response


@require_POST
def choose(request: Request) -> HttpResponse:
    """Keep the network chosen at the top of the page."""
    request.session["network"] = request.POST.get("network", "")
    return redirect(_inside(request, request.POST.get("next", "/")))


@require_POST
def set_day(request: Request) -> HttpResponse:
    """Keep the day for which the registers are shown."""
    if choose_day(request, request.POST.get(PARAMETER, "")) is None:
        messages.error(request, _("Write the day as 1-3-2023."))
    return redirect(_inside(request, request.POST.get("next", "/")))


def _inside(request: Request, target: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if is_ours else "/"


@require_safe
def index(request: Request) -> HttpResponse:
    """Go to the structure of the chosen network, or say how to begin."""
    chosen = network_chosen(request)
    if chosen is None:
        return render(request, "network/empty.html")
    return redirect("network:structure", chosen.slug)


@require_safe
def structure_page(request: Request, network_slug: str) -> HttpResponse:
    """Show the bodies of a network and who sits in them, as of a day."""
    network = _network(network_slug)
    chosen = as_of(request)
    sections = structure(network, on=chosen.day)
    manages = passes(check_may_manage, network, by=request.actor)
    decides = _deciding(network, on=chosen.day)
    context = {
        "network": network,
        "sections": sections,
        "body_count": sum(len(section.rows) for section in sections),
        "municipalities": list(municipalities_in(network.area, on=chosen.day)),
        "hostings": hostings(network, on=chosen.day),
        "smaller_networks": list(network.children.order_by("name")),
        "as_of": chosen,
        "decides": decides,
        "asks_who_decides": manages and _has_ended(network, decides) and not chosen.is_chosen,
        "manages": manages,
        "history": history({Network: [network.pk]}) if manages else [],
    }
    return render(request, "network/structure.html", context)


@require_safe
def structure_file(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the bodies of a network and who sits in them as a file."""
    network = _network(network_slug)
    day = day_of_file(request)
    table = structure_table(structure(network, on=day), network=network, on=day)
    return table_response(request, table, name=f"overleggen-{network.slug}-{day}", suffix=suffix)


def _deciding(network: Network, *, on: date) -> Body | None:
    body = network.deciding_body
    return body if body is not None and body.is_in_force(on) else None


def _has_ended(network: Network, decides: Body | None) -> bool:
    return decides is None and network.deciding_body is not None


def _network(slug: str) -> Network:
    related = ("area", "parent", "deciding_body__network")
    return get_object_or_404(Network.objects.select_related(*related), slug=slug)
