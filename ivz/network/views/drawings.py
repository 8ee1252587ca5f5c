"""The structure of a network as a drawing."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ivz.network.as_of import as_of
from ivz.network.models import Network
from ivz.network.queries.drawings import drawings
from ivz.web.requests import Request


@require_safe
def drawing_page(request: Request, network_slug: str) -> HttpResponse:
    """Draw the bodies of a network and of the networks within it, as of a day."""
    network = get_object_or_404(Network, slug=network_slug)
    chosen = as_of(request)
    context = {
        "network": network,
        "as_of": chosen,
        "drawings": drawings(network, on=chosen.day),
    }
    return render(request, "network/structure/drawing.html", context)
