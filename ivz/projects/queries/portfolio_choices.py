"""What the portfolio can be narrowed down to."""

from typing import Any

from django.db.models import F, QuerySet, Value

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.roles import GroupRole
from ivz.network.models import Network, Organisation, Person, Theme, in_force
from ivz.projects.models import Member, Project


def choices(network: Network, *, actor: Actor) -> dict[str, list[tuple[str, str]]]:
    """Give what one can narrow down to, per field: only what projects one may read have.

    One query for themes, holders and partners together.
    """
    found: dict[str, list[tuple[str, str]]] = {"thema": [], "houder": [], "partner": []}
    for field, key, name in _every_choice(actor, network.pk):
        found[field].append((key, name))
    return {field: sorted(named, key=lambda pair: pair[1]) for field, named in found.items()}


@prepared
def _every_choice(actor: Actor, network_id: int) -> QuerySet[Any]:
    visible = Project.objects.visible_to(actor).filter(body__network=network_id)
    places = Member.objects.filter(in_force(actor.today), project__in=visible.values("pk"))
    held = places.filter(role=GroupRole.HOLDER).values("person")
    partners = Organisation.objects.filter(pk__in=places.values("organisation"))
    themes = Theme.objects.filter(pk__in=visible.values("theme"))
    rows = [
        _named(themes, "thema", "code", "name"),
        _named(Person.objects.filter(pk__in=held), "houder", "slug", "function"),
        _named(partners, "partner", "slug", "name"),
    ]
    every: QuerySet[Any] = rows[0].union(*rows[1:])
    return every


def _named(rows: Any, field: str, key: str, name: str) -> Any:
    shown = {"choice_of": Value(field), "choice_key": F(key), "choice_name": F(name)}
    return rows.order_by().values_list(*shown.values())
