"""The network chosen at the top of every page."""

from typing import Any

from django.http import HttpRequest

from ivz.network.models import Network
from ivz.network.queries.structure import chosen_network

Choice = tuple[list[Network], Network | None]


def networks(request: HttpRequest) -> dict[str, Any]:
    """Give the networks to choose from, and the chosen one."""
    known, chosen = _choice(request)
    return {"networks": known, "chosen_network": chosen}


def network_chosen(request: HttpRequest) -> Network | None:
    """Give the network chosen at the top of the page."""
    return _choice(request)[1]


def _choice(request: HttpRequest) -> Choice:
    """Ask once for the page and its shell; one SQL query per request."""
    found: Choice | None = getattr(request, "_network_choice", None)
    if found is None:
        actor = getattr(request, "actor", None)
        found = chosen_network(request.session.get("network"), actor=actor)
        request._network_choice = found  # type: ignore[attr-defined]  # noqa: SLF001
    return found
