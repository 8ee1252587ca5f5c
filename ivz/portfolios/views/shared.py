"""What every page of these registers needs: the network, the day, and the way back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.network.as_of import as_of
from ivz.network.models import Area, Network, Theme
from ivz.portfolios.actions.undoing import take_back
from ivz.portfolios.queries.portfolios import theme_called
from ivz.portfolios.queries.priorities import municipality_of
from ivz.web.requests import Request
from ivz.workflow.models import Change

Trail = Sequence[tuple[str, str]]


def network_or_404(slug: str) -> Network:
    """Give the network at an address."""
    return get_object_or_404(
        Network.objects.select_related("area", "parent", "deciding_body"), slug=slug
    )


def theme_or_404(name: str) -> Theme:
    """Give the theme at an address: its code, or one of its other names."""
    theme = theme_called(name)
    if theme is None:
        raise Http404
    return theme


def municipality_or_404(request: Request, network: Network, code: str) -> Area:
    """Give a municipality of a network."""
    area = municipality_of(network, code, on=as_of(request).day)
    area = area or municipality_of(network, code, on=request.actor.today)
    if area is None:
        raise Http404
    return area


def page_context(request: Request, network: Network, *trail: tuple[str, str]) -> dict[str, Any]:
    """Give what the frame of a register page shows; ``trail`` ends with this page."""
    return {
        "network": network,
        "as_of": as_of(request),
        "trail": [(network.name, reverse("network:structure", args=[network.slug])), *trail],
    }


def form_page(
    request: Request, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a form; 422 where it has errors, 409 where somebody else was first."""
    if context.get("theirs") is not None:
        status = 409
    elif context["form"].errors:
        status = 422
    return render(request, template, context, status=status)


def with_newer(request: Request, **given: str) -> QueryDict:
    """Give what was typed, with the newer version that it will be saved over."""
    data = request.POST.copy()
    for name, value in given.items():
        data[name] = value
    return data


def undo_and_return(request: Request, change_id: int, *, to: str) -> HttpResponse:
    """Take a change back and go back to the page it stands on, saying what happened."""
    change = get_object_or_404(Change, pk=change_id)
    try:
        take_back(change, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The change is taken back."))
    return redirect(to)
