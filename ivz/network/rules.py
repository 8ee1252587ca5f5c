"""When something may be done to the network.

Whoever founds a network acts before any seat exists in it: the first hour of an
installation. From then on every change asks MANAGE_NETWORK.
Policy: docs/policy/roles.md
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.network.models import Body, Network, Seat


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


def check_seat_within_body(seat: Seat, *, body: Body) -> None:
    """Refuse a seat that starts before its body or lasts beyond it."""
    starts_early = bool(
        body.valid_from and (seat.valid_from is None or seat.valid_from < body.valid_from)
    )
    ends_late = bool(
        body.valid_until and (seat.valid_until is None or seat.valid_until > body.valid_until)
    )
    if starts_early or ends_late:
        raise RuleBroken(
            _("The seat “%(seat)s” must lie within the life of %(body)s.")
            % {"seat": seat.shown_role, "body": body.name}
        )
