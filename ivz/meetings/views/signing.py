"""Signing off a proposal, by its portfolio holder and project leader."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ivz.errors import RuleBroken
from ivz.meetings.actions import signing as actions
from ivz.meetings.views.lookups import proposal_or_404
from ivz.web.requests import Request, version_sent
from ivz.workflow.versions import StaleEdit


@require_POST
def sign(request: Request, body: str, register_number: str) -> HttpResponse:
    """Sign off the text that the page showed."""
    return _do(request, body, register_number, step=actions.sign, done=_("You signed it off."))


@require_POST
def take_back(request: Request, body: str, register_number: str) -> HttpResponse:
    """Take that back."""
    done = _("You took your sign-off back.")
    return _do(request, body, register_number, step=actions.take_back, done=done)


def _do(
    request: Request, body: str, register_number: str, *, step: Callable[..., object], done: str
) -> HttpResponse:
    proposal = proposal_or_404(request.actor, body, register_number)
    try:
        step(proposal, version=version_sent(request), by=request.actor)
    except StaleEdit:
        messages.error(request, _("The text changed in the meantime. Read it again, then decide."))
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, done)
    return redirect(proposal)
