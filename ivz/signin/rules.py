"""Who may do what with an account.

Policy: docs/policy/accounts.md#who
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import AccountState, User
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.network.models import Network, Person


def check_may_invite(person: Person, *, by: Actor) -> None:
    """Let the administrator invite anyone, and a secretary who sits in the own network only.

    Raises:
        PermissionDenied: this person is not theirs to invite.
        RuleBroken: this person has an account.
    """
    if not by.may_for_installation(Permission.MANAGE_INSTALLATION):
        _check_is_of_own_network(person, by=by)
    if person.user is not None and person.user.ended_at is None:
        raise RuleBroken(
            _("%(person)s has an account already. Send a new invitation from the list of accounts.")
            % {"person": person}
        )


def _check_is_of_own_network(person: Person, *, by: Actor) -> None:
    networks = Network.objects.filter(
        bodies__seats__person=person, bodies__seats__is_revoked=False
    ).distinct()
    is_theirs = [by.may(Permission.MANAGE_NETWORK, within=network) for network in networks]
    if not is_theirs or not all(is_theirs):
        raise PermissionDenied(Permission.MANAGE_NETWORK)


def check_may_appoint(*, by: Actor) -> None:
    """Let only the administrator invite administrators and auditors, and whoever runs commands."""
    if by.origin != "command" and not by.may_for_installation(Permission.MANAGE_INSTALLATION):
        raise PermissionDenied(Permission.MANAGE_INSTALLATION)


def check_may_keep(account: User, *, by: Actor) -> None:
    """Let the administrator keep every account, and a secretary those of the own network.

    Nobody does this to the own account: that would lock the door from the inside.

    Raises:
        PermissionDenied: this account is not theirs to keep.
        RuleBroken: it is the own account, or one that ended.
    """
    if not by.may_for_installation(Permission.MANAGE_INSTALLATION):
        person = Person.objects.filter(user=account).first()
        if person is None or account.duties.exists():
            raise PermissionDenied(Permission.MANAGE_INSTALLATION)
        _check_is_of_own_network(person, by=by)
    if by.user is not None and account.pk == by.user.pk:
        raise RuleBroken(_("This is your own account. Somebody else does this for you."))
    if account.state == AccountState.ENDED:
        raise RuleBroken(_("This account has ended. Invite the person anew."))


def check_may_list(*, by: Actor) -> None:
    """Let the administrator and secretaries of a platform see who has an account."""
    keeps = by.networks_with(Permission.MANAGE_NETWORK)
    if not keeps and not by.may_for_installation(Permission.MANAGE_INSTALLATION):
        raise PermissionDenied(Permission.MANAGE_NETWORK)
