"""Pages for looking along, and for the yearly access review."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.access import actions, queries, rules
from ivz.access.exports import review_table
from ivz.access.forms import HelpForm
from ivz.access.middleware import HELPS
from ivz.access.models import HelpSession
from ivz.access.states import Verdict
from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.network.models import Network, Person
from ivz.web.requests import Request
from ivz.web.tables import table_response

ON_A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def let_look_along(request: Request) -> HttpResponse:
    """Make a code for a helper, shown once, and show who looked along before."""
    user = request.actor.user
    if user is None:
        raise PermissionDenied
    now, code = timezone.now(), ""
    if request.method == "POST":
        code = actions.offer_help(now=now, by=request.actor)
    sessions = HelpSession.objects.filter(user=user, started_at__isnull=False)
    context = {
        "code": f"{code[:5]} {code[5:]}" if code else "",
        "sessions": sessions.select_related("helper").order_by("-started_at")[:20],
        "running": set(sessions.running(now).values_list("pk", flat=True)),
    }
    return render(request, "access/let_look_along.html", context)


@require_POST
def stop_being_helped(request: Request, pk: int) -> HttpResponse:
    """Stop somebody who looks along with this person."""
    session = get_object_or_404(HelpSession, pk=pk, user=request.actor.user)
    actions.end_helping(session, now=timezone.now(), by=request.actor)
    messages.success(request, _("Nobody looks along any more."))
    return redirect("access:let_look_along")


@require_http_methods(["GET", "HEAD", "POST"])
def look_along(request: Request) -> HttpResponse:
    """Begin looking along with the code that somebody gave."""
    rules.check_may_help(by=request.actor)
    form = HelpForm(request.POST or None)
    if form.is_valid():
        try:
            session = actions.start_helping(
                form.cleaned_data["code"],
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
                by=request.actor,
            )
        except RuleBroken as broken:
            actions.note_wrong_code(by=request.actor)
            form.add_error("code", str(broken))
        else:
            request.session[HELPS] = session.pk
            return redirect("home:start")
    status = 422 if form.errors else 200
    return render(request, "access/look_along.html", {"form": form}, status=status)


@require_POST
def stop_helping(request: Request) -> HttpResponse:
    """Stop looking along and be oneself again."""
    session = getattr(request, "help_session", None)
    if session is not None:
        actions.end_helping(session, now=timezone.now(), by=request.actor)
    request.session.pop(HELPS, None)
    return redirect("home:start")


@require_safe
def network_review(request: Request, network_slug: str) -> HttpResponse:
    """Show everybody with a seat in a network, to say whose access is right."""
    return _review_page(request, get_object_or_404(Network, slug=network_slug))


@require_safe
def installation_review(request: Request) -> HttpResponse:
    """Show every account with its duties, to say whose access is right; no content."""
    return _review_page(request, None)


def _review_page(request: Request, network: Network | None) -> HttpResponse:
    rules.check_may_review(network, by=request.actor)
    on = request.actor.today
    rows = queries.rows(network, on=on)
    context = {
        "network": network,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("pagina")),
        "done": sum(row.verdict is not None for row in rows),
        "is_due": queries.is_due(network, on=on),
        "review": queries.current_review(network),
        "history": queries.history(network),
    }
    return render(request, "access/review.html", context)


@require_POST
def judge_person(request: Request, network_slug: str, pk: int) -> HttpResponse:
    """Keep a verdict on somebody's seats in a network."""
    network = get_object_or_404(Network, slug=network_slug)
    rules.check_may_review(network, by=request.actor)
    seats = queries.seats_in_force(network, on=request.actor.today)
    person = get_object_or_404(Person.objects.filter(pk__in=seats.values("person")), pk=pk)
    verdict = _verdict(request)
    return _judged(
        request,
        lambda: actions.judge_person(network, person, verdict, by=request.actor),
        back=redirect("access:network_review", network.slug),
    )


@require_POST
def judge_account(request: Request, pk: int) -> HttpResponse:
    """Keep a verdict on an account and its duties."""
    rules.check_may_review(None, by=request.actor)
    account = get_object_or_404(User, pk=pk, is_active=True)
    verdict = _verdict(request)
    return _judged(
        request,
        lambda: actions.judge_account(account, verdict, by=request.actor),
        back=redirect("access:installation_review"),
    )


def _verdict(request: Request) -> Verdict:
    asked = request.POST.get("verdict", "")
    if asked not in Verdict.values:
        raise Http404
    return Verdict(asked)


def _judged(request: Request, judge: Any, *, back: HttpResponse) -> HttpResponse:
    try:
        given = judge()
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, f"{given.label}: {given.get_verdict_display()}")
    return back


@require_safe
def network_review_export(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the verdicts of a network as a table to keep."""
    return _export(request, get_object_or_404(Network, slug=network_slug), suffix=suffix)


@require_safe
def installation_review_export(request: Request, suffix: str) -> HttpResponse:
    """Give the verdicts on accounts as a table to keep."""
    return _export(request, None, suffix=suffix)


def _export(request: Request, network: Network | None, *, suffix: str) -> HttpResponse:
    rules.check_may_review(network, by=request.actor)
    table = review_table(network, by=request.actor)
    name = f"toegangscontrole-{network.slug if network else 'installatie'}-{request.actor.today}"
    openness = Openness.NETWORK if network else Openness.RESTRICTED
    return table_response(request, table, name=name, suffix=suffix, openness=openness)
