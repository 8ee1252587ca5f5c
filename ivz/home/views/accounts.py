"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ivz.accounts.sessions import Method
from ivz.home.forms.accounts import SignInForm
from ivz.home.queries.accounts import example_account, example_accounts
from ivz.signin import entering, limits, single_sign_on
from ivz.web.limits import is_within_limit, limited, too_many
from ivz.web.requests import Request, own_address


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limited("sign_in")
def sign_in(request: Request) -> HttpResponse:
    """Sign in with user name and password; in example mode the roles stand beside it."""
    form = SignInForm(request.POST or None)
    target = own_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if form.is_valid():
        typed = form.cleaned_data["username"]
        if not is_within_limit(request, "sign_in_name", key=typed.lower()):
            return too_many(request)
        password = form.cleaned_data["password"]
        user = entering.with_password(request, typed=typed, password=password)
        if user is not None:
            return entering.proceed(request, user, method=Method.PASSWORD, target=target)
        form.refuse(is_locked_out=limits.is_locked_out(request, typed))
    context = {
        "form": form,
        "next": target,
        "example_accounts": example_accounts() if settings.IS_EXAMPLE else [],
        "provider": settings.OIDC_NAME if single_sign_on.is_offered() else "",
    }
    return render(request, "home/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_in_as_example(request: Request) -> HttpResponse:
    """Sign in as one of the example roles; this exists in example mode only."""
    account = example_account(request.POST.get("account", "")) if settings.IS_EXAMPLE else None
    if account is None:
        raise Http404
    target = own_address(request, request.POST.get("next", ""))
    return entering.let_in(request, account, method=Method.EXAMPLE, target=target)


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Sign out, and let the browser forget what it still held of unsaved changes."""
    logout(request)
    response = redirect("home:start")
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
