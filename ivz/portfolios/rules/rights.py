"""Who may assign portfolios, and who may fill in what plays in a municipality.

Policy: docs/policy/roles.md
"""

from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.network.models import Area, Network, Person
from ivz.network.models.areas import AreaKind
from ivz.network.queries.areas import areas_in


def check_may_assign(network: Network, *, by: Actor) -> None:
    """Refuse whoever is neither secretary nor chair of the network's platform."""
    if by.origin != "command" and not by.may(Permission.ASSIGN_PORTFOLIO, within=network):
        raise PermissionDenied(Permission.ASSIGN_PORTFOLIO)


def check_may_fill_in(municipality: Area, *, by: Actor) -> None:
    """Let a municipality's own coordinator through, and who manages a network it lies in."""
    if by.origin == "command" or municipality.pk == own_municipality_id(by):
        return
    if not _manages(municipality, by=by):
        raise PermissionDenied(Permission.MAINTAIN_ORGANISATION)


def check_may_keep_register(network: Network, *, by: Actor) -> None:
    """Refuse whoever does not manage the network that a register per municipality belongs to."""
    if by.origin != "command" and not by.may(Permission.MANAGE_NETWORK, within=network):
        raise PermissionDenied(Permission.MANAGE_NETWORK)


def own_municipality_id(by: Actor) -> int | None:
    """Give the municipality whose entries the actor keeps as its coordinator."""
    if not by.networks_with(Permission.MAINTAIN_ORGANISATION):
        return None
    people = Person.objects.filter(
        pk=by.person_id or 0, organisation__area__kind=AreaKind.MUNICIPALITY
    )
    return people.values_list("organisation__area_id", flat=True).first()


def _manages(municipality: Area, *, by: Actor) -> bool:
    """Whether the municipality lies, or lay on its last day, in a network the actor manages."""
    managed = by.networks_with(Permission.MANAGE_NETWORK)
    networks = Network.objects.filter(pk__in=managed).select_related("area")
    on = min(by.today, municipality.last_day or by.today)
    return any(
        areas_in(network.area, on=on).filter(pk=municipality.pk).exists() for network in networks
    )
