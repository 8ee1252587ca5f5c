"""Who may correct what is held about somebody, and when.

Policy: docs/policy/privacy.md#seeing-and-correcting
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.network.models import Network, Person
from ivz.privacy.models import CorrectionRequest
from ivz.privacy.states import RequestState


def check_is_oneself(person: Person, *, by: Actor) -> None:
    """Refuse whoever is another than ``person``."""
    if by.person_id != person.pk:
        raise PermissionDenied


def check_may_answer(request: CorrectionRequest, *, by: Actor) -> None:
    """Let who keeps the registers of a network answer, once."""
    networks = Network.objects.filter(bodies__seats__person=request.person).distinct()
    if not any(by.may(Permission.MANAGE_NETWORK, within=network) for network in networks):
        raise PermissionDenied(Permission.MANAGE_NETWORK)
    if request.state != RequestState.OPEN:
        raise RuleBroken(_("This was answered already. The answer stands on the page."))


def check_may_ask(person: Person, *, by: Actor) -> None:
    """Let somebody ask one thing at a time."""
    check_is_oneself(person, by=by)
    if CorrectionRequest.objects.filter(person=person).waiting().exists():
        raise RuleBroken(_("An earlier request waits for an answer. Ask again after that."))


def check_may_see_register(*, by: Actor) -> None:
    """Let the administrator and the auditor see the register of processing."""
    allowed = (Permission.MANAGE_INSTALLATION, Permission.READ_AUDIT_TRAIL)
    if not any(by.may_for_installation(permission) for permission in allowed):
        raise PermissionDenied(Permission.MANAGE_INSTALLATION)
