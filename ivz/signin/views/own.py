"""Pages about the own account: second step, recovery codes, password, sessions."""

from collections.abc import Callable
from functools import wraps

from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from ivz.accounts import sessions
from ivz.accounts.models import User
from ivz.accounts.sessions import Method
from ivz.errors import RuleBroken
from ivz.signin import entering, factors
from ivz.signin.actions import own
from ivz.signin.forms import AppForm, ChangePasswordForm, PasskeyForm
from ivz.web.limits import limited
from ivz.web.requests import Request, whole_number

Page = Callable[[Request, User], HttpResponse]
_read_or_write = require_http_methods(["GET", "HEAD", "POST"])
MAKING = {Method.INVITATION, Method.SINGLE_SIGN_ON}


def _for_oneself(view: Page) -> Callable[[Request], HttpResponse]:
    """Let whoever is signed in through, with the own account."""

    @wraps(view)
    def respond(request: Request) -> HttpResponse:
        if request.actor.user is None:
            return _sign_in_again(request)
        if request.actor.is_helping:
            raise PermissionDenied
        return view(request, request.actor.user)

    return respond


def _for_factors(view: Page) -> Callable[[Request], HttpResponse]:
    """Let through who signed in a moment ago, or is on the way in from an invitation.

    A screen that was left alone must not be enough to change how somebody signs in.
    """

    @wraps(view)
    def respond(request: Request) -> HttpResponse:
        user, mark = request.user, sessions.sign_in_of(request.session)
        if not isinstance(user, User) or mark is None:
            return _sign_in_again(request)
        is_making = mark.method in MAKING and not mark.is_strong and not factors.has_factor(user)
        is_fresh = sessions.is_fresh(request.session, now=entering.real_time())
        if is_fresh and (is_making or request.actor.user is not None):
            return view(request, user)
        logout(request)
        messages.info(request, _("Sign in once more: this changes how you sign in."))
        return _sign_in_again(request)

    return respond


def _sign_in_again(request: Request) -> HttpResponse:
    target = request.path if request.method in {"GET", "HEAD"} else "/account/"
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': target})}")


@require_safe
@_for_oneself
def page(request: Request, user: User) -> HttpResponse:
    """Show how somebody signs in, and what can be changed about that."""
    return _page(request, user, ChangePasswordForm(user=user))


def _page(request: Request, user: User, form: ChangePasswordForm) -> HttpResponse:
    context = {
        "account": user,
        "factors": factors.factors_of(user),
        "codes_left": factors.codes_left(user),
        "feed_keys": user.feed_keys.all(),
        "form": form,
        "needs_factor": not settings.IS_EXAMPLE,
        "idle_minutes": settings.SESSION_IDLE_SECONDS // 60,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    return render(request, "signin/own.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_POST
@limited("password")
@_for_oneself
def change_password(request: Request, user: User) -> HttpResponse:
    """Change the password; every other session ends."""
    form = ChangePasswordForm(request.POST, user=user)
    if not form.is_valid():
        return _page(request, user, form)
    changed = own.choose_password(form.cleaned_data["password"], by=request.actor)
    update_session_auth_hash(request, changed)
    messages.success(request, _("Your password changed. You are signed out everywhere else."))
    return redirect("signin:own")


@require_POST
@_for_oneself
def make_feed(request: Request, user: User) -> HttpResponse:
    """Show an address with which a calendar reads the own meetings, this once."""
    try:
        key = own.make_feed_key(now=entering.real_time(), by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect("signin:own")
    address = request.build_absolute_uri(reverse("meetings:calendar", args=[key]))
    return render(request, "signin/feed.html", {"address": address, "account": user})


@require_POST
@_for_oneself
def revoke_feed(request: Request, _user: User) -> HttpResponse:
    """Let a calendar read nothing more."""
    own.revoke_feed_key(_chosen(request, "address"), by=request.actor)
    messages.success(request, _("The address works no more."))
    return redirect("signin:own")


@require_POST
@_for_oneself
def end_others(request: Request, user: User) -> HttpResponse:
    """Sign out everywhere but here."""
    update_session_auth_hash(request, own.end_other_sessions(by=request.actor))
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("signin:own")


@_read_or_write
@_for_factors
def second_step(request: Request, user: User) -> HttpResponse:
    """Ask to tie an app or a passkey to the account."""
    secret = totp.get_totp_secret()
    form = AppForm(request.POST or None, secret=secret)
    if form.is_valid():
        try:
            own.add_app(secret, by=entering.own_actor(request, user))
        except RuleBroken as broken:
            form.add_error("code", str(broken))
        else:
            totp.clear_totp_secret(request)
            return _done(request, user, method=Method.TOTP)
    context = {
        "form": form,
        "passkey": PasskeyForm(user=user, initial={"name": _("Passkey")}),
        "has_app": factors.has_app(user),
        "secret": secret,
        "picture": factors.picture_for_app(user, secret=secret),
        "is_first": not factors.has_factor(user),
        "may_wait": settings.IS_EXAMPLE,
    }
    return render(
        request, "signin/make_second_step.html", context, status=422 if form.errors else 200
    )


@require_GET
@_for_factors
def new_passkey_options(request: Request, user: User) -> HttpResponse:
    """Give a browser what it needs to make a passkey."""
    return JsonResponse(webauthn.begin_registration(user, passwordless=True))


@require_POST
@_for_factors
def add_passkey(request: Request, user: User) -> HttpResponse:
    """Tie a passkey to the account."""
    form = PasskeyForm(user=user, data=request.POST)
    if not form.is_valid():
        messages.error(request, _("The passkey was not made. Try again, or use an app."))
        return redirect("signin:second_step")
    found = form.cleaned_data
    own.add_passkey(found["name"], found["credential"], by=entering.own_actor(request, user))
    return _done(request, user, method=Method.PASSKEY)


def _done(request: Request, user: User, *, method: Method) -> HttpResponse:
    """Let the account work, with a session that has its second step, and show the codes."""
    own.activate(now=entering.real_time(), by=entering.own_actor(request, user))
    entering.let_in(request, user, method=method, target="/", is_strong=True)
    messages.success(request, _("Your second step works."))
    return redirect("signin:codes")


def _chosen(request: Request, name: str) -> int:
    """Give the number of the row whose button was pressed, 0 for what is no number."""
    return whole_number(request.POST.get(name, ""))


@require_POST
@_for_factors
def remove_factor(request: Request, user: User) -> HttpResponse:
    """Let a second step count no more."""
    try:
        own.remove_factor(
            _chosen(request, "factor"),
            needs_one=not settings.IS_EXAMPLE,
            by=entering.own_actor(request, user),
        )
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("This second step counts no more."))
    return redirect("signin:own")


@require_GET
@_for_factors
def codes(request: Request, user: User) -> HttpResponse:
    """Show the recovery codes, the first time only."""
    with transaction.atomic():
        shown = factors.codes_to_show(user)
    context = {"codes": shown, "left": factors.codes_left(user), "account": user}
    return render(request, "signin/codes.html", context)


@require_POST
@_for_factors
def make_codes(request: Request, user: User) -> HttpResponse:
    """Make new recovery codes."""
    try:
        own.make_codes(by=entering.own_actor(request, user))
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect("signin:own")
    return redirect("signin:codes")
