"""The page that searches the registers of a network."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ivz.network.as_of import as_of
from ivz.network.models import Network
from ivz.network.queries.search import LONGEST_QUESTION, Question, search, words_of
from ivz.web.requests import Request


@require_safe
def search_page(request: Request, network_slug: str) -> HttpResponse:
    """Show what the registers hold about some words, as of the reference date."""
    network = get_object_or_404(Network.objects.select_related("area"), slug=network_slug)
    chosen = as_of(request)
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    words = words_of(asked)
    groups = search(Question(words=words, network=network, on=chosen.day, actor=request.actor))
    context = {
        "network": network,
        "as_of": chosen,
        "asked": asked,
        "words": words,
        "groups": groups,
        "total": sum(group.total for group in groups),
        "longest": LONGEST_QUESTION,
    }
    return render(request, "network/search.html", context)
