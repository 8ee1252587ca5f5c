"""Who may look along, and who may review access.

Policy: docs/policy/access.md
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.access.models import HelpSession
from ivz.accounts.actors import Actor
from ivz.accounts.models import DutyAssignment, User
from ivz.authorization.permissions import Permission
from ivz.authorization.seats import standing_of
from ivz.errors import RuleBroken
from ivz.network.models import Network

CODE_WORKS = timedelta(minutes=15)
LOOKS_ALONG = timedelta(minutes=30)
WRONG_CODES_ALLOWED = 5
REVIEWED_EVERY = timedelta(days=365)
REMINDED_EVERY = timedelta(days=30)


def check_may_help(*, by: Actor) -> None:
    """Let the administrator help, and the secretary of a network."""
    may = by.may_for_installation(Permission.MANAGE_INSTALLATION) or by.networks_with(
        Permission.MANAGE_NETWORK
    )
    if by.is_helping or not may:
        raise PermissionDenied(Permission.MANAGE_INSTALLATION)


def check_may_help_this(session: HelpSession | None, *, by: Actor) -> None:
    """Refuse a code that does not work, in one sentence whatever the reason.

    Nobody is helped who has a duty for the installation; a secretary helps people of the own
    network only.
    """
    if session is None or not _is_open_to(session.user, by):
        raise RuleBroken(_("This code does not work. Ask for a new one: it works once, briefly."))


def _is_open_to(user: User, by: Actor) -> bool:
    in_force = DutyAssignment.in_force(by.today)
    if not user.is_active or user == by.user or user.duties.filter(in_force).exists():
        return False
    if by.may_for_installation(Permission.MANAGE_INSTALLATION):
        return True
    theirs = {seat.network_id for seat in standing_of(user.pk, on=by.today).seats}
    return bool(theirs & by.networks_with(Permission.MANAGE_NETWORK))


def check_may_review(network: Network | None, *, by: Actor) -> None:
    """Let the secretary of a network review its seats, and the administrator the accounts."""
    may = (
        by.may_for_installation(Permission.MANAGE_INSTALLATION)
        if network is None
        else by.may(Permission.MANAGE_NETWORK, within=network)
    )
    if not may:
        raise PermissionDenied(Permission.MANAGE_NETWORK)


def check_not_oneself(is_own: bool) -> None:  # noqa: FBT001 a fact, read where it is asked
    """Refuse to take one's own access away: somebody else sees to that."""
    if is_own:
        raise RuleBroken(_("You cannot revoke your own access. Ask somebody else to do so."))
