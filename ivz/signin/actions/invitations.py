"""Inviting people, and links in mails.

Policy: docs/policy/accounts.md#invitations
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import AccountState, User
from ivz.audit.actions import record
from ivz.authorization.roles import Duty
from ivz.errors import RuleBroken
from ivz.network.models import Person
from ivz.signin import letters, rules
from ivz.signin.actions.accounts import give_duty
from ivz.signin.models import SignInLink, digest_of
from ivz.signin.states import Event, LinkKind

DAYS_TO_ACCEPT = 7
HOURS_TO_RESET = 2


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where the platform is found, and what time it really is; links are made of it."""

    address: str
    now: datetime


@transaction.atomic
def invite(person: Person, *, email: str, site: Site, by: Actor) -> User:
    """Make an account for ``person`` and mail a link to it.

    Raises:
        PermissionDenied: ``by`` may not invite this person.
        RuleBroken: the person has an account, or the address belongs to another one.
    """
    person = Person.objects.select_for_update().select_related(None).get(pk=person.pk)
    rules.check_may_invite(person, by=by)
    account = _make(_free_username(person.slug), email=email)
    person.user = account
    person.save(update_fields=["user"])
    _mail_invitation(account, site=site, by=by)
    return account


@transaction.atomic
def appoint(username: str, *, email: str, duty: Duty, site: Site, by: Actor) -> User:
    """Make an account for an administrator or auditor and mail a link to it.

    Raises:
        PermissionDenied: ``by`` is not the administrator.
        RuleBroken: name or address belong to another account.
    """
    rules.check_may_appoint(by=by)
    _check_is_free(username)
    account = _make(username, email=email)
    give_duty(account, duty=duty, valid_from=by.today, by=by)
    _mail_invitation(account, site=site, by=by)
    return account


@transaction.atomic
def appoint_first(username: str, *, site: Site, by: Actor) -> str:
    """Make an administrator before there is mail, and give the link to hand over.

    Raises:
        PermissionDenied: ``by`` is neither the administrator nor a command.
        RuleBroken: the name belongs to another account.
    """
    rules.check_may_appoint(by=by)
    _check_is_free(username)
    account = _make(username, email="")
    give_duty(account, duty=Duty.ADMINISTRATOR, valid_from=by.today, by=by)
    record(Event.INVITED, subject=account, by=by)
    return make_link(account, kind=LinkKind.INVITATION, site=site)


@transaction.atomic
def invite_again(account: User, *, site: Site, by: Actor) -> None:
    """Mail a new link to somebody who did not sign in yet; the one before works no more.

    Raises:
        PermissionDenied: ``by`` may not keep this account.
        RuleBroken: the account works already, or is locked.
    """
    account = User.objects.select_for_update().get(pk=account.pk)
    rules.check_may_keep(account, by=by)
    if account.state != AccountState.INVITED:
        raise RuleBroken(_("An invitation goes to somebody who did not sign in yet."))
    _mail_invitation(account, site=site, by=by)


@transaction.atomic
def ask_new_password(typed: str, *, site: Site, by: Actor) -> None:
    """Mail a link for a new password where ``typed`` is an account that works, else nothing.

    Whoever asks hears nothing of the difference.
    """
    account = User.objects.filter(email__iexact=typed.strip()).exclude(email="").first()
    found = account if account and account.state == AccountState.ACTIVE else None
    record(Event.RESET_ASKED, subject=found or User(), by=by)
    if found is not None:
        link = make_link(found, kind=LinkKind.PASSWORD, site=site)
        letters.send_password_link(found, address=link, hours=HOURS_TO_RESET)


def make_link(account: User, *, kind: LinkKind, site: Site) -> str:
    """Give the address of a new link; those of before work no more."""
    key = secrets.token_urlsafe(32)
    lasts = (
        timedelta(days=DAYS_TO_ACCEPT)
        if kind == LinkKind.INVITATION
        else timedelta(hours=HOURS_TO_RESET)
    )
    account.links.filter(used_at=None).update(used_at=site.now)
    account.links.create(
        kind=kind, digest=digest_of(key), created_at=site.now, expires_at=site.now + lasts
    )
    query = urlencode({"sleutel": key})
    return f"{site.address.rstrip('/')}{reverse('signin:link')}?{query}"


def link_of(key: str, *, now: datetime) -> SignInLink | None:
    """Give the link with this key while it works."""
    return SignInLink.open_links(now=now).filter(digest=digest_of(key)).first()


def _check_is_free(username: str) -> None:
    if User.objects.filter(username=username).exists():
        raise RuleBroken(_("This user name is taken. Choose another one."))


def _make(username: str, *, email: str) -> User:
    if email and User.objects.filter(email__iexact=email).exists():
        raise RuleBroken(_("This e-mail address belongs to another account."))
    account = User(username=username, email=email)
    account.set_unusable_password()
    account.save()
    return account


def _free_username(wanted: str) -> str:
    similar = User.objects.filter(username__startswith=wanted)
    taken = set(similar.values_list("username", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in [wanted, *numbered] if name not in taken)


def _mail_invitation(account: User, *, site: Site, by: Actor) -> None:
    link = make_link(account, kind=LinkKind.INVITATION, site=site)
    letters.send_invitation(account, address=link, days=DAYS_TO_ACCEPT)
    record(Event.INVITED, subject=account, by=by)
