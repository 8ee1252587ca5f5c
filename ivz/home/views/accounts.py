"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ivz.accounts.models import User
from ivz.audit.actions import record_refused_sign_in
from ivz.home.forms.accounts import SignInForm
from ivz.home.queries.accounts import example_account, example_accounts
from ivz.home.views.site import own_address
from ivz.web.requests import Request


def sign_in(request: Request) -> HttpResponse:
    """Sign in with user name and password; in example mode the roles stand beside it."""
    form = SignInForm(request.POST or None)
    target = own_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            login(request, user)
            return redirect(target)
        known = User.objects.filter(username=form.cleaned_data["username"]).first()
        record_refused_sign_in(known, by=request.actor)
        form.refuse()
    context = {
        "form": form,
        "next": target,
        "example_accounts": example_accounts() if settings.IS_EXAMPLE else [],
    }
    return render(request, "home/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_in_as_example(request: Request) -> HttpResponse:
    """Sign in as one of the example roles; this exists in example mode only."""
    account = example_account(request.POST.get("account", "")) if settings.IS_EXAMPLE else None
    if account is None:
        raise Http404
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(own_address(request, request.POST.get("next", "")))


@require_POST
def sign_out(request: Request) -> HttpResponse:
    logout(request)
    return redirect("home:start")
