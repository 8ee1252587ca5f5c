"""Who may change the registers of a network.

Whoever founds a network acts before any seat exists in it: the first hour of an
installation. From then on every change asks MANAGE_NETWORK.
Policy: docs/policy/roles.md
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.network.models import Network, Seat


def check_may_found(*, by: Actor, founded: Network | None = None) -> None:
    """Let the administrator found a network, and anyone while there is none but ``founded``.

    In production only the administrator may: the installation may face the internet.
    """
    if by.origin == "command" or by.may_for_installation(Permission.MANAGE_INSTALLATION):
        return  # whoever runs commands runs the installation
    others = Network.objects.exclude(pk=founded.pk) if founded else Network.objects.all()
    if others.exists() or not settings.IS_EXAMPLE:
        raise PermissionDenied(Permission.MANAGE_INSTALLATION)


def check_may_manage(network: Network, *, by: Actor) -> None:
    """Refuse whoever may not change the bodies and seats of ``network``.

    While nobody sits in it, whoever may found it goes on building it.
    """
    if by.origin == "command":
        return
    if not Seat.objects.filter(body__network=network).exists():
        check_may_found(by=by, founded=network)
    elif not by.may(Permission.MANAGE_NETWORK, within=network):
        raise PermissionDenied(Permission.MANAGE_NETWORK)
