"""Pages on who has an account, for the administrator and the secretary of a platform."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.models import AccountState, User
from ivz.authorization.roles import Duty
from ivz.errors import RuleBroken, passes, refusal
from ivz.network.models import Person
from ivz.signin import entering, factors, rules
from ivz.signin.actions import invitations, keeping
from ivz.signin.forms import AppointmentForm, InvitationForm
from ivz.signin.queries import accounts
from ivz.web.limits import limited
from ivz.web.requests import Request

ON_A_PAGE = 50
_read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listing(request: Request) -> HttpResponse:
    """List the accounts with their state and last sign-in."""
    rules.check_may_list(by=request.actor)
    words = request.GET.get("zoek", "").replace("\x00", "").strip()[:100]
    state = request.GET.get("staat", "")
    found = accounts(request.actor, words=words, state=state)
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina")),
        "words": words,
        "state": state,
        "states": AccountState.choices,
        "may_appoint": passes(rules.check_may_appoint, by=request.actor),
    }
    return render(request, "signin/accounts.html", context)


@require_safe
def account(request: Request, pk: int) -> HttpResponse:
    """Show an account, and what can be done with it."""
    found = get_object_or_404(accounts(request.actor), pk=pk)
    context = {
        "account": found,
        "factors": factors.factors_of(found),
        "codes_left": factors.codes_left(found),
        "refusal": refusal(rules.check_may_keep, found, by=request.actor),
        "keeps": passes(rules.check_may_keep, found, by=request.actor),
    }
    return render(request, "signin/account.html", context)


ACTS: dict[str, tuple[Callable[[User, Request], None], str | Promise]] = {
    "invite": (
        lambda account, request: invitations.invite_again(
            account, site=entering.site_of(request), by=request.actor
        ),
        gettext_lazy("A new invitation is on its way."),
    ),
    "lock": (
        lambda account, request: keeping.lock(account, by=request.actor),
        gettext_lazy("The account is locked and signed out everywhere."),
    ),
    "unlock": (
        lambda account, request: keeping.unlock(account, by=request.actor),
        gettext_lazy("The account signs in again."),
    ),
    "end_sessions": (
        lambda account, request: keeping.end_sessions(account, by=request.actor),
        gettext_lazy("The account is signed out everywhere."),
    ),
    "reset": (
        lambda account, request: keeping.reset(
            account, site=entering.site_of(request), by=request.actor
        ),
        gettext_lazy("Password and second step are gone; an invitation is on its way."),
    ),
    "end": (
        lambda account, request: keeping.end(account, now=entering.real_time(), by=request.actor),
        gettext_lazy("The account has ended."),
    ),
}


@require_POST
@limited("keeping")
def keep(request: Request, pk: int) -> HttpResponse:
    """Do one of the things that can be done with an account."""
    found = get_object_or_404(accounts(request.actor), pk=pk)
    if request.POST.get("act") not in ACTS:
        return redirect("signin:account", pk=pk)
    act, said = ACTS[request.POST["act"]]
    try:
        act(found, request)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, str(said))
    still_theirs = accounts(request.actor).filter(pk=pk).exists()  # an ended one lost its person
    return redirect("signin:account", pk=pk) if still_theirs else redirect("signin:accounts")


@_read_or_write
@limited("keeping")
def invite(request: Request) -> HttpResponse:
    """Invite a person of the network."""
    person = get_object_or_404(Person, slug=request.GET.get("persoon", "").replace("\x00", ""))
    form = InvitationForm(request.POST or None)
    refused = refusal(rules.check_may_invite, person, by=request.actor)
    if refused == "":
        rules.check_may_invite(person, by=request.actor)
    if form.is_valid() and not refused:
        try:
            made = invitations.invite(
                person,
                email=form.cleaned_data["email"],
                site=entering.site_of(request),
                by=request.actor,
            )
        except RuleBroken as broken:
            form.add_error("email", str(broken))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("signin:account", pk=made.pk)
    context = {"form": form, "person": person, "refusal": refused}
    return render(request, "signin/invite.html", context, status=422 if form.errors else 200)


@_read_or_write
@limited("keeping")
def appoint(request: Request) -> HttpResponse:
    """Invite an administrator or an auditor."""
    rules.check_may_appoint(by=request.actor)
    form = AppointmentForm(request.POST or None)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            made = invitations.appoint(
                asked["username"],
                email=asked["email"],
                duty=Duty(asked["duty"]),
                site=entering.site_of(request),
                by=request.actor,
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("signin:account", pk=made.pk)
    return render(
        request, "signin/appoint.html", {"form": form}, status=422 if form.errors else 200
    )
