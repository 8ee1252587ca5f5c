"""The steps to a session: second step, passkey, forgotten password, invitation."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ivz.accounts.models import AccountState, User
from ivz.accounts.sessions import Method
from ivz.signin import entering, factors, single_sign_on
from ivz.signin.actions import invitations, own
from ivz.signin.forms import (
    CodeForm,
    ForgottenForm,
    NewPasswordForm,
    PasskeyInForm,
    PasskeyStepForm,
)
from ivz.signin.models import SignInLink
from ivz.signin.states import LinkKind
from ivz.web.limits import is_within_limit, limited, too_many
from ivz.web.requests import Request, own_address

LINK = "link"
_read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters()
@_read_or_write
def second_step(request: Request) -> HttpResponse:
    """Ask a code or a passkey of whoever gave the right password."""
    waiting = entering.waiting(request)
    if waiting is None:
        return redirect("home:sign_in")
    user, step = waiting
    form, passkey = CodeForm(user=user), PasskeyStepForm(user=user)
    if "code" in request.POST:
        form = CodeForm(user=user, data=request.POST)
        if form.is_valid():
            return _let_in(request, user, form.authenticator, target=step.target)
    elif request.method == "POST":
        passkey = PasskeyStepForm(user=user, data=request.POST)
        if passkey.is_valid():
            found = passkey.cleaned_data["credential"]
            return _let_in(request, user, found, target=step.target)
    refused = form.errors or passkey.errors
    if refused:
        entering.note_refusal(request, user)
    context = {"form": form, "passkey": passkey, "factors": factors.factors_of(user)}
    return render(request, "signin/second_step.html", context, status=422 if refused else 200)


def _let_in(
    request: Request, user: User, authenticator: Authenticator, *, target: str
) -> HttpResponse:
    used = factors.note_use(authenticator)
    response = entering.let_in(request, user, method=used, target=target, is_strong=True)
    left = factors.codes_left(user)
    if used == Method.RECOVERY_CODE and left < 3:
        messages.warning(request, _("Few recovery codes are left. Make new ones."))
        return redirect("signin:own")
    return response


@require_GET
def second_step_options(request: Request) -> HttpResponse:
    """Give a browser what it needs to ask for one of the passkeys of this account."""
    waiting = entering.waiting(request)
    if waiting is None:
        return JsonResponse({}, status=404)
    return JsonResponse(webauthn.begin_authentication(waiting[0]))


@require_GET
def passkey_options(request: Request) -> HttpResponse:
    """Give a browser what it needs to ask for any passkey of this site."""
    if not is_within_limit(request, "passkey"):
        return JsonResponse({}, status=429)
    return JsonResponse(webauthn.begin_authentication(None))


@require_POST
@limited("passkey")
def with_passkey(request: Request) -> HttpResponse:
    """Sign in with a passkey alone; the device has asked a finger, a face or a code."""
    target = own_address(request, request.POST.get("next", ""))
    form = PasskeyInForm(data=request.POST)
    if form.is_valid():
        found = form.cleaned_data["credential"]
        if found.user.state == AccountState.ACTIVE:
            factors.note_use(found)
            return entering.let_in(
                request, found.user, method=Method.PASSKEY, target=target, is_strong=True
            )
    entering.note_refusal(request)
    messages.error(request, _("This passkey does not sign in here. Use your password instead."))
    return redirect("home:sign_in")


@_read_or_write
@limited("forgotten")
def forgotten(request: Request) -> HttpResponse:
    """Mail a link for a new password; the answer is the same for every address."""
    form = ForgottenForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data["email"]
        if not is_within_limit(request, "forgotten_name", key=typed.lower()):
            return too_many(request)
        invitations.ask_new_password(typed, site=entering.site_of(request), by=request.actor)
        return render(request, "signin/mail_is_on_its_way.html")
    return render(
        request, "signin/forgotten.html", {"form": form}, status=422 if form.errors else 200
    )


@require_GET
def link(request: Request) -> HttpResponse:
    """Take the key out of the address, so that it stays in no history, and go on."""
    if not is_within_limit(request, "link"):
        return too_many(request)
    found = invitations.link_of(request.GET.get("sleutel", ""), now=entering.real_time())
    if found is None:
        return render(request, "signin/link_is_over.html", status=404)
    logout(request)
    request.session[LINK] = found.digest
    return redirect("signin:choose_password")


@sensitive_post_parameters()
@_read_or_write
@limited("link")
def choose_password(request: Request) -> HttpResponse:
    """Ask a new password of whoever comes from a link in a mail."""
    links = SignInLink.open_links(now=entering.real_time())
    found = links.filter(digest=request.session.get(LINK, "")).first()
    if found is None:
        return render(request, "signin/link_is_over.html", status=404)
    form = NewPasswordForm(request.POST or None, user=found.user)
    if form.is_valid():
        return _go_on(request, found, password=form.cleaned_data["password"])
    context = {
        "form": form,
        "account": found.user,
        "is_invitation": found.kind == LinkKind.INVITATION,
        "provider": settings.OIDC_NAME if single_sign_on.is_offered() else "",
    }
    return render(
        request, "signin/choose_password.html", context, status=422 if form.errors else 200
    )


def _go_on(request: Request, found: SignInLink, *, password: str) -> HttpResponse:
    """Keep the password, and go on: to the second step, or to signing in."""
    now, actor = entering.real_time(), entering.own_actor(request, found.user)
    if found.kind == LinkKind.PASSWORD:
        if own.use_link(found, now=now, by=actor):
            own.choose_password(password, by=actor)
        request.session.flush()
        messages.success(request, _("Your new password is stored. Sign in with it."))
        return redirect("home:sign_in")
    user = own.choose_password(password, by=actor)
    if settings.IS_EXAMPLE:
        own.activate(now=now, by=actor)
    entering.begin(request, user, method=Method.INVITATION, is_strong=False)
    return redirect("signin:second_step")
