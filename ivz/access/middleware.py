"""Taking somebody's place while looking along; nothing is kept between requests but a number.

Policy: docs/policy/access.md#looking-along
"""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import sync_only_middleware

from ivz.access.models import HelpSession
from ivz.access.rules import check_may_help
from ivz.accounts.actors import Actor
from ivz.audit.actions import record_refusal
from ivz.errors import passes
from ivz.web.errors import asked_address
from ivz.web.requests import Request

HELPS = "help_session"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


@sync_only_middleware
def help_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[Request], HttpResponse]:
    """Answer as whoever is helped would see it, and change nothing in that one's name."""

    def respond(request: Request) -> HttpResponse:
        if HELPS in request.session:
            _take_place(request)
        if request.actor.is_helping and request.method not in READING | _leaving(request):
            record_refusal(asked_address(request), method=request.method or "", by=request.actor)
            return render(request, "access/read_only.html", status=403)
        return get_response(request)

    return respond


def _take_place(request: Request) -> None:
    """Let the actor be the one who is helped, for as long as both may and the time lasts."""
    running = HelpSession.objects.running(timezone.now()).select_related("user")
    session = running.filter(pk=request.session[HELPS], helper=request.actor.user).first()
    if (
        session is None
        or not session.user.is_active
        or not passes(check_may_help, by=request.actor)
    ):
        del request.session[HELPS]
        return
    request.actor = _helping(request.actor, session)
    request.help_session = session  # type: ignore[attr-defined]


def _helping(helper: Actor, session: HelpSession) -> Actor:
    return replace(helper, user=session.user, helper=helper.user, restricted_readings=set())


def _leaving(request: Request) -> frozenset[str]:
    """Give the methods that are let through because they end the looking along."""
    ways_out = {reverse("access:stop_helping"), reverse("home:sign_out")}
    return frozenset({"POST"}) if request.path in ways_out else frozenset()
