"""The network chosen at the top of every page."""

from typing import Any

from django.http import HttpRequest

from ivz.network.queries.structure import chosen_network


def networks(request: HttpRequest) -> dict[str, Any]:
    """Give the networks to choose from, and the chosen one; one SQL query."""
    actor = getattr(request, "actor", None)
    known, chosen = chosen_network(request.session.get("network"), actor=actor)
    return {"networks": known, "chosen_network": chosen}
