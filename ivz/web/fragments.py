"""One template serves the whole page and the part HTMX swaps."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from ivz.web.requests import Request


def render_page_or_fragment(
    request: Request,
    template: str,
    fragment: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Render ``template``, or only its partial ``fragment`` for an in-page swap.

    Boosted links and restored history replace the page, so they get all of it.
    """
    htmx = request.htmx
    swaps_part = bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    name = f"{template}#{fragment}" if swaps_part else template
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted"])
    return response
