"""Signing in through the provider of one's own organisation (OpenID Connect).

Policy: docs/policy/accounts.md#single-sign-on
"""

from typing import Any

from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ivz.accounts.models import AccountState, User
from ivz.accounts.sessions import Method
from ivz.audit.actions import record
from ivz.signin import entering
from ivz.signin.actions import own
from ivz.signin.models import SignInLink
from ivz.signin.states import Event, LinkKind
from ivz.web.requests import own_address

PROVIDER_ID = "sso"


def is_offered() -> bool:
    """Tell whether this installation has a provider."""
    return bool(settings.OIDC_ISSUER)


def enter(request: HttpRequest, login: SocialLogin) -> HttpResponse:
    """Sign in whom the provider vouches for, where we know that person; nobody is made here."""
    account = _known(login)
    if account is None:
        entering.note_refusal(request)
        return turn_away(request, unknown=True)
    _connect(request, login, account)
    target = own_address(request, login.get_redirect_url(request) or "")
    if not _had_second_step(login.account.extra_data):
        return entering.proceed(request, account, method=Method.SINGLE_SIGN_ON, target=target)
    own.activate(now=entering.real_time(), by=entering.own_actor(request, account))
    return entering.let_in(
        request, account, method=Method.SINGLE_SIGN_ON, target=target, is_strong=True
    )


def _known(login: SocialLogin) -> User | None:
    """Give the account tied to this identity, or the one with its verified address.

    Somebody who did not sign in yet needs an invitation that still works.
    """
    if login.account.pk:
        account = User.objects.filter(pk=login.account.user_id).first()
    else:
        verified = [each.email for each in login.email_addresses if each.verified and each.email]
        account = User.objects.filter(email__iexact=verified[0]).first() if verified else None
    if account is None or account.state == AccountState.ACTIVE:
        return account
    invited = SignInLink.open_links(now=entering.real_time()).filter(
        user=account, kind=LinkKind.INVITATION
    )
    return account if account.state == AccountState.INVITED and invited.exists() else None


@transaction.atomic
def _connect(request: HttpRequest, login: SocialLogin, account: User) -> None:
    """Tie the identity to the account the first time; a later change of address is no matter."""
    if login.account.pk:
        return
    login.user = account
    login.save(request, connect=True)
    record(Event.CONNECTED, subject=account, by=entering.own_actor(request, account))


def _had_second_step(claims: dict[str, Any]) -> bool:
    """Tell whether the provider asked a second step, as IVZ_OIDC_SECOND_STEP says how to see."""
    claim, _colon, wanted = settings.OIDC_SECOND_STEP.partition(":")
    if claim == "always":
        return True
    if claim not in {"amr", "acr"} or not wanted:
        return False
    told = claims.get("id_token", {}).get(claim)
    return wanted in told if isinstance(told, list) else bool(told == wanted)


def turn_away(request: HttpRequest, *, unknown: bool = False) -> HttpResponse:
    """Say on the page for signing in that it did not work, and what to do."""
    refusal = (
        _(
            "The platform does not know this account. "
            "Ask the secretary of your network to invite you."
        )
        if unknown
        else _("Signing in through your organisation did not work. Try again, or use a password.")
    )
    messages.error(request, refusal)
    return redirect("home:sign_in")
