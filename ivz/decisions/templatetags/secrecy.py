"""The way from a record to the secrecy register."""

from typing import Any

from django import template

from ivz.authorization.seats import Place
from ivz.decisions.guarded import kind_of
from ivz.decisions.models import Guarded

register = template.Library()


@register.inclusion_tag("decisions/secrecy_link.html", takes_context=True)
def secrecy_link(
    context: dict[str, Any], row: Guarded, place: Place | None = None
) -> dict[str, Any]:
    """Lead to the restriction of ``row``, or to imposing one for whoever may; no query.

    Args:
        context: of the page; names the actor.
        row: a record that the actor may read.
        place: where the right is asked, where the page knows it already.
    """
    actor, kind = context["actor"], kind_of(row)
    is_restricted = row.restriction_id is not None
    may = is_restricted or actor.may(kind.permission, within=place or kind.place(row))
    return {"row": row, "kind": kind, "is_restricted": is_restricted, "shows": may}
