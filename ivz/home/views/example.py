"""The example region: moving its date, and beginning again."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ivz.accounts.models import User
from ivz.accounts.sessions import Method
from ivz.clock import reading as clock
from ivz.home.actions import example as actions
from ivz.home.forms.example import DateForm, ResetForm
from ivz.home.queries.example import days_with_meetings
from ivz.signin import entering
from ivz.web.requests import Request
from ivz.web.templatetags.ivz import long_date

Page = Callable[[Request], HttpResponse]


def _in_example_only(view: Page) -> Page:
    """Let a page exist in example mode only, and let nobody change anything unnamed."""

    @wraps(view)
    def respond(request: Request) -> HttpResponse:
        if not settings.IS_EXAMPLE:
            raise Http404
        if request.method == "POST" and not request.actor.is_signed_in:
            raise PermissionDenied
        return view(request)

    return respond


@require_safe
@_in_example_only
def page(request: Request) -> HttpResponse:
    """Show the example date and how to begin again."""
    return _show(request, DateForm(initial={"day": request.actor.today}), ResetForm())


def _show(request: Request, date_form: DateForm, reset_form: ResetForm) -> HttpResponse:
    context = {
        "date_form": date_form,
        "reset_form": reset_form,
        "today": request.actor.today,
        "days": days_with_meetings(),
    }
    is_refused = date_form.is_bound or reset_form.is_bound
    return render(request, "home/example.html", context, status=422 if is_refused else 200)


@require_POST
@_in_example_only
def move_date(request: Request) -> HttpResponse:
    """Make another day today."""
    form = DateForm(request.POST)
    if not form.is_valid():
        return _show(request, form, ResetForm())
    day = form.cleaned_data["day"]
    actions.move_date(day, by=request.actor)
    messages.success(request, _("In the example it is now %(day)s.") % {"day": long_date(day)})
    return redirect("home:example")


@require_POST
@_in_example_only
def reset(request: Request) -> HttpResponse:
    """Put the example back to its start; whoever is signed in stays in the same role."""
    form = ResetForm(request.POST)
    if not form.is_valid():
        return _show(request, DateForm(initial={"day": request.actor.today}), form)
    username = request.actor.name
    actions.begin_again(by=request.actor)
    _sign_in_again(request, username)
    messages.success(
        request,
        _("The example is as it was at the start. It is %(day)s.")
        % {"day": long_date(clock.today())},
    )
    return redirect("home:start")


def _sign_in_again(request: Request, username: str) -> None:
    """Sign in to the account that now has this name, in a session without leftovers."""
    logout(request)
    account = User.objects.filter(username=username, is_active=True).first()
    if account is not None:
        entering.sign_in(request, account, method=Method.EXAMPLE)
