"""What somebody does with the own account.

Policy: docs/policy/accounts.md#second-step
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.actions import record
from ivz.errors import RuleBroken
from ivz.signin import factors, feeds, limits
from ivz.signin.letters import tell_of_change
from ivz.signin.models import SignInLink, digest_of
from ivz.signin.states import Event


def _own(by: Actor) -> User:
    if by.user is None:
        raise RuleBroken(_("Sign in first."))
    return User.objects.select_for_update().get(pk=by.user.pk)


@transaction.atomic
def choose_password(password: str, *, by: Actor) -> User:
    """Set the password; every other session of the account ends."""
    account = _own(by)
    account.set_password(password)
    account.save()
    limits.forgive(account)
    record(Event.PASSWORD_CHANGED, subject=account, by=by)
    if account.activated_at is not None:
        tell_of_change(account)
    return account


@transaction.atomic
def use_link(link: SignInLink, *, now: datetime, by: Actor) -> bool:
    """Let the link work no more, and tell whether it still did."""
    is_used = bool(SignInLink.open_links(now=now).filter(pk=link.pk).update(used_at=now))
    if is_used:
        record(Event.LINK_USED, subject=link.user, by=by)
    return is_used


@transaction.atomic
def activate(*, now: datetime, by: Actor) -> None:
    """Let the account work from now on; its invitation works no more."""
    account = _own(by)
    account.links.filter(used_at=None).update(used_at=now)
    if account.activated_at is None:
        account.activated_at = now
        account.save(update_fields=["activated_at"])
        record(Event.ACTIVATED, subject=account, by=by)


@transaction.atomic
def add_app(secret: str, *, by: Actor) -> None:
    """Let codes of an app count as second step; the first time with recovery codes.

    Raises:
        RuleBroken: the account has an app already.
    """
    account = _own(by)
    if factors.has_app(account):
        raise RuleBroken(_("There is an app already. Remove it first."))
    is_first = not factors.has_factor(account)
    factors.keep_app(account, secret=secret)
    _note_added(account, is_first=is_first, by=by)


@transaction.atomic
def add_passkey(name: str, credential: dict[str, Any], *, by: Actor) -> None:
    """Let a passkey count as second step and as a way in; the first time with recovery codes."""
    account = _own(by)
    is_first = not factors.has_factor(account)
    factors.keep_passkey(account, name=name, credential=credential)
    _note_added(account, is_first=is_first, by=by)


def _note_added(account: User, *, is_first: bool, by: Actor) -> None:
    if is_first:
        factors.make_codes(account)
    record(Event.FACTOR_ADDED, subject=account, by=by)
    if account.activated_at is not None:
        tell_of_change(account)


@transaction.atomic
def remove_factor(pk: int, *, needs_one: bool, by: Actor) -> None:
    """Let a second step count no more.

    Raises:
        RuleBroken: it is the last one, and the account needs one.
    """
    account = _own(by)
    if needs_one and len(factors.factors_of(account)) < 2:
        raise RuleBroken(_("This is your last second step. Add another one first."))
    if factors.drop(account, pk):
        if not factors.has_factor(account):
            factors.drop_all(account)
        record(Event.FACTOR_REMOVED, subject=account, by=by)
        tell_of_change(account)


@transaction.atomic
def make_codes(*, by: Actor) -> None:
    """Make new recovery codes; those of before count no more.

    Raises:
        RuleBroken: there is no second step to recover.
    """
    account = _own(by)
    if not factors.has_factor(account):
        raise RuleBroken(_("Recovery codes come with a second step. Add one first."))
    factors.make_codes(account)
    record(Event.CODES_MADE, subject=account, by=by)


@transaction.atomic
def end_other_sessions(*, by: Actor) -> User:
    """Sign the own account out everywhere; the page signs this session in again."""
    account = _own(by)
    account.session_round += 1
    account.save(update_fields=["session_round"])
    record(Event.SESSIONS_ENDED, subject=account, by=by)
    return account


@transaction.atomic
def make_feed_key(*, now: datetime, by: Actor) -> str:
    """Make a key with which a calendar reads the own meetings, and give it this once.

    Raises:
        RuleBroken: there are five already.
    """
    account = _own(by)
    if account.feed_keys.count() >= feeds.MOST_KEYS:
        raise RuleBroken(_("You have five addresses already. Revoke one first."))
    key = feeds.new_key()
    account.feed_keys.create(digest=digest_of(key), made_at=now)
    record(Event.FEED_KEY_MADE, subject=account, by=by)
    return key


@transaction.atomic
def revoke_feed_key(pk: int, *, by: Actor) -> None:
    """Let a calendar read nothing more; a key that is gone already stays gone."""
    account = _own(by)
    if account.feed_keys.filter(pk=pk).delete()[0]:
        record(Event.FEED_KEY_REVOKED, subject=account, by=by)
