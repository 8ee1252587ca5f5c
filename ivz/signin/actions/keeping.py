"""What the administrator and the secretary do with the account of somebody else.

Policy: docs/policy/accounts.md#who
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.actions import record
from ivz.errors import RuleBroken
from ivz.network.models import Person
from ivz.signin import factors, limits, rules
from ivz.signin.actions.invitations import DAYS_TO_ACCEPT, Site, make_link
from ivz.signin.letters import send_invitation
from ivz.signin.states import Event, LinkKind


def _locked(account: User, *, by: Actor) -> User:
    account = User.objects.select_for_update().get(pk=account.pk)
    rules.check_may_keep(account, by=by)
    return account


@transaction.atomic
def lock(account: User, *, by: Actor) -> None:
    """Let the account sign in no more, and sign it out everywhere at the next request."""
    account = _locked(account, by=by)
    account.is_active = False
    account.session_round += 1
    account.save()
    account.links.filter(used_at=None).delete()
    record(Event.LOCKED, subject=account, by=by)


@transaction.atomic
def unlock(account: User, *, by: Actor) -> None:
    """Let the account sign in again; also when failed attempts had locked it for a while."""
    account = _locked(account, by=by)
    account.is_active = True
    account.save()
    limits.forgive(account)
    record(Event.UNLOCKED, subject=account, by=by)


@transaction.atomic
def end_sessions(account: User, *, by: Actor) -> None:
    """Sign the account out everywhere, at the next request."""
    account = _locked(account, by=by)
    account.session_round += 1
    account.save()
    record(Event.SESSIONS_ENDED, subject=account, by=by)


@transaction.atomic
def reset(account: User, *, site: Site, by: Actor) -> None:
    """Take away password and second steps, sign out everywhere, and mail a new invitation.

    For whoever lost the telephone and the recovery codes. The link goes to the address of the
    account, so that whoever asks for the reset does not get in.

    Raises:
        RuleBroken: there is no address to mail to.
    """
    account = _locked(account, by=by)
    if not account.email:
        raise RuleBroken(_("This account has no e-mail address to send a link to."))
    factors.drop_all(account)
    account.set_unusable_password()
    account.activated_at = None
    account.session_round += 1
    account.save()
    link = make_link(account, kind=LinkKind.INVITATION, site=site)
    send_invitation(account, address=link, days=DAYS_TO_ACCEPT)
    record(Event.RESET, subject=account, by=by)


@transaction.atomic
def end(account: User, *, now: datetime, by: Actor) -> None:
    """End the account for good and let go of its person; what it did stays in the trail."""
    account = _locked(account, by=by)
    factors.drop_all(account)
    account.set_unusable_password()
    account.is_active = False
    account.ended_at = now
    account.session_round += 1
    account.save()
    account.links.filter(used_at=None).delete()
    account.feed_keys.all().delete()
    Person.objects.filter(user=account).update(user=None)
    record(Event.ENDED, subject=account, by=by)
