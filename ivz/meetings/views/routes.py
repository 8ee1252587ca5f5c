"""Pages about the route of a paper: making it, sending, answering."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.errors import RuleBroken, passes, refusal
from ivz.meetings.actions import routes as actions
from ivz.meetings.forms.routes import AnswerForm, StopForm
from ivz.meetings.models import Proposal, RouteStep
from ivz.meetings.queries import routes as queries
from ivz.meetings.queries.suggested_routes import suggested
from ivz.meetings.rules import positions
from ivz.meetings.rules import routes as rules
from ivz.meetings.rules.signing import MOST_REASON, missing_for
from ivz.meetings.states import RouteAnswer, RouteAsk
from ivz.meetings.views.lookups import proposal_or_404
from ivz.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, body: str, register_number: str) -> HttpResponse:
    """Show where a paper goes and what came back; its secretary adds stops and sends it on."""
    proposal = proposal_or_404(request.actor, body, register_number)
    if request.method == "POST":
        return _change(request, proposal)
    may_route = passes(rules.check_may_route, proposal, by=request.actor)
    form = StopForm(proposal=proposal, actor=request.actor) if may_route else None
    return _page(request, proposal, form=form)


def _page(
    request: Request, proposal: Proposal, *, form: StopForm | None, status: int = 200
) -> HttpResponse:
    route = queries.route_of(proposal, actor=request.actor)
    if route is None and form is None:
        raise Http404
    steps = list(proposal.steps.all()) if form else []
    context = {
        "proposal": proposal,
        "route": route,
        "is_inside": proposal.body.network_id in request.actor.network_ids,
        "missing": missing_for(proposal, rules.next_group(steps)),
        "form": form,
        "suggested": suggested(proposal, actor=request.actor) if form else [],
        "held": refusal(rules.check_may_send, proposal, by=request.actor) if form else "",
    }
    return render(request, "meetings/route.html", context, status=status)


def _change(request: Request, proposal: Proposal) -> HttpResponse:
    rules.check_may_route(proposal, by=request.actor)
    if "send" in request.POST:
        return _act(request, proposal, _send, proposal)
    if "suggest" in request.POST:
        stops = suggested(proposal, actor=request.actor)
        return _act(request, proposal, _add, proposal, stops)
    form = StopForm(request.POST, proposal=proposal, actor=request.actor)
    if form.is_valid():
        return _act(request, proposal, _add, proposal, [form.details()])
    return _page(request, proposal, form=form, status=422)


def _send(request: Request, proposal: Proposal) -> str:
    why = request.POST.get("zonder-paraaf", "")[:MOST_REASON]
    group = actions.send(proposal, unsigned_reason=why, by=request.actor)
    return _("Sent to: %(names)s.") % {"names": ", ".join(step.to for step in group)}


def _add(request: Request, proposal: Proposal, stops: list[rules.StopDetails]) -> str:
    actions.add_stops(proposal, stops, by=request.actor)
    return _("It is on the route. Nothing is sent yet.")


def _act(request: Request, proposal: Proposal, act: Callable[..., str], *args: Any) -> HttpResponse:
    """Do one thing, say what happened or why not, and go back to the route."""
    try:
        done = act(request, *args)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, done)
    return redirect(_address(proposal))


def _address(proposal: Proposal) -> str:
    return reverse("meetings:route", args=[proposal.body.slug, proposal.register_number])


def _step_or_404(request: Request, body: str, register_number: str, step: int) -> RouteStep:
    proposal = proposal_or_404(request.actor, body, register_number)
    steps = RouteStep.objects.visible_to(request.actor).select_related("body__network")
    found = get_object_or_404(steps, proposal=proposal, pk=step)
    found.proposal = proposal
    return found


@require_POST
def act(request: Request, body: str, register_number: str, step: int) -> HttpResponse:
    """Drop a step, leave it out, take the paper or the answer back, or ask once more."""
    found = _step_or_404(request, body, register_number, step)
    for name, doing in _DOING.items():
        if name in request.POST:
            return _act(request, found.proposal, doing, found)
    raise PermissionDenied


def _remove(request: Request, step: RouteStep) -> str:
    actions.remove(step, by=request.actor)
    return _("Taken off the route.")


def _leave_out(request: Request, step: RouteStep) -> str:
    actions.leave_out(step, reason=request.POST.get("reason", ""), by=request.actor)
    return _("Left out. Your reason goes along with the paper.")


def _take_back(request: Request, step: RouteStep) -> str:
    actions.take_back(step, by=request.actor)
    return _("Taken back: it is read there no longer.")


def _again(request: Request, step: RouteStep) -> str:
    actions.ask_again(step, by=request.actor)
    return _("It is on the route once more. Nothing is sent yet.")


def _answer_back(request: Request, step: RouteStep) -> str:
    actions.take_answer_back(step, by=request.actor)
    return _("Your answer is taken back.")


_DOING: dict[str, Callable[[Request, RouteStep], str]] = {
    "remove": _remove,
    "leave_out": _leave_out,
    "take_back": _take_back,
    "again": _again,
    "answer_back": _answer_back,
}


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, body: str, register_number: str, step: int) -> HttpResponse:
    """Send back what the body decided, return the paper, or give the legal check."""
    found = _step_or_404(request, body, register_number, step)
    reason = refusal(rules.check_may_answer, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    decided = positions.decided_by(found, by=request.actor)
    form = AnswerForm(request.POST or None, step=found)
    if request.method == "POST" and not reason and form.is_valid():
        try:
            told = _answer(request, found, form)
        except RuleBroken as broken:
            form.refuse(str(broken))
        else:
            messages.success(request, told)
            return redirect(_address(found.proposal))
    context = {
        "proposal": found.proposal,
        "step": found,
        "form": form,
        "reason": reason,
        "is_check": found.ask == RouteAsk.LEGAL_CHECK,
        "decided": decided,
        "position": positions.position_in(decided).label if decided else "",
        "not_yet": refusal(rules.check_may_report, found, decided, by=request.actor),
    }
    status = 422 if form.errors or reason else 200
    return render(request, "meetings/route_answer.html", context, status=status)


def _answer(request: Request, step: RouteStep, form: AnswerForm) -> str:
    remarks, version = form.cleaned_data["remarks"], form.cleaned_data["version"]
    if step.ask == RouteAsk.LEGAL_CHECK:
        given = RouteAnswer(form.cleaned_data["answer"])
        actions.check_legally(step, given, remarks=remarks, version=version, by=request.actor)
    elif "give_back" in request.POST:
        actions.give_back(step, remarks=remarks, version=version, by=request.actor)
    else:
        actions.report(step, remarks=remarks, version=version, by=request.actor)
    return _("Your answer is sent back.")
