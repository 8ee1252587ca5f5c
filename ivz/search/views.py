"""The page that searches everything a reader may read."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ivz.network.context import network_chosen
from ivz.search import queries
from ivz.search.queries import Asked, Choice, Found
from ivz.search.ranking import Way
from ivz.search.showing import shown
from ivz.web.requests import Request, whole_number

ON_A_PAGE = 20


@require_safe
def page(request: Request) -> HttpResponse:
    """Show what fits the words, with ways to narrow it down."""
    asked = _asked(request)
    found = queries.search(asked, actor=request.actor)
    rows = Paginator(found.rows, ON_A_PAGE).get_page(request.GET.get("pagina"))
    entries = queries.entries_of(list(rows), actor=request.actor)
    network = network_chosen(request)
    context = {
        "asked": asked,
        "found": found,
        "page": rows,
        "hits": [shown(entry, found.groups, network=network) for entry in entries],
        "facets": _facets(request, found),
        "is_similar": found.way == Way.SIMILAR,
        "is_some": found.way == Way.SOME,
        "is_narrowed": bool(asked.kind or asked.body or asked.theme or asked.year),
        "longest": queries.LONGEST_QUESTION,
        "trail": [(_("Searching"), "")],
    }
    return render(request, "search/page.html", context)


def _asked(request: Request) -> Asked:
    return Asked(
        words=_text(request, "q").strip()[: queries.LONGEST_QUESTION],
        kind=_text(request, "soort"),
        body=_text(request, "overleg"),
        theme=_text(request, "thema"),
        year=_year(_text(request, "jaar")),
    )


def _text(request: Request, name: str) -> str:
    """Give what was asked, without what PostgreSQL refuses to look for."""
    return request.GET.get(name, "").replace("\x00", "")


def _year(text: str) -> int | None:
    year = whole_number(text)
    return year if queries.FIRST_YEAR <= year <= queries.LAST_YEAR else None


def _facets(request: Request, found: Found) -> list[dict[str, Any]]:
    """Give the ways to narrow down that leave something to choose."""
    facets = [
        (_("Kind"), "soort", found.kinds),
        (_("Which body"), "overleg", found.bodies),
        (_("Theme"), "thema", found.themes),
        (_("Year"), "jaar", found.years),
    ]
    return [
        {"label": label, "name": name, "choices": _links(request, name, choices)}
        for label, name, choices in facets
        if len(choices) > 1 or any(choice.is_chosen for choice in choices)
    ]


def _links(request: Request, name: str, choices: Sequence[Choice]) -> list[dict[str, Any]]:
    """Give each choice with the address that chooses it, or takes it away."""
    links = []
    for choice in choices:
        query = request.GET.copy()
        query.pop("pagina", None)
        query[name] = choice.value
        if choice.is_chosen:
            del query[name]
        links.append(asdict(choice) | {"url": f"?{query.urlencode()}"})
    return links
