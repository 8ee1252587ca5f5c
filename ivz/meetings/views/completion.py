"""Sending a decision to its addressees, acknowledging it, and what waits for somebody."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.decisions.actions import completion as actions
from ivz.decisions.models import Addressee, Decision
from ivz.decisions.rules import check_may_record
from ivz.decisions.rules import completion as rules
from ivz.errors import RuleBroken, passes, refusal
from ivz.meetings.forms.completion import ReceiversForm
from ivz.meetings.queries import completion as queries
from ivz.meetings.queries.register import decision_at, page_of
from ivz.meetings.queries.waiting import waiting_after_meetings
from ivz.meetings.views.register import Kept, decision_page
from ivz.web.requests import Request, version_sent


def decision_or_404(request: Request, body: str, year: int, number: str) -> Decision:
    """Give the decision at an address, for whoever may read it."""
    found = decision_at(body, year=year, number=number, actor=request.actor)
    return get_object_or_404(found.select_related("body__network", "restriction", "corrects"))


@require_safe
def waiting(request: Request) -> HttpResponse:
    """List what waits for somebody after meetings."""
    return render(
        request, "meetings/waiting.html", {"waiting": waiting_after_meetings(request.actor)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def receivers(request: Request, body: str, year: int, number: str) -> HttpResponse:
    """Choose to whom a decision is sent, and send it."""
    found = decision_or_404(request, body, year, number)
    reason = refusal(rules.check_may_address, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    offered = queries.offered(found, actor=request.actor)
    form = ReceiversForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and not reason and form.is_valid():
        try:
            sent = actions.send(found, form.receivers(), by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _told_sent(len(sent)))
            return redirect(page_of(found))
    context = {"decision": found, "page": page_of(found), "form": form, "reason": reason}
    status = 422 if form.errors or reason else 200
    return render(request, "meetings/receivers.html", context, status=status)


def _told_sent(count: int) -> str:
    told = ngettext(
        "Sent to %(count)d addressee. Here you see who acknowledged it.",
        "Sent to %(count)d addressees. Here you see who acknowledged it.",
        count,
    )
    return told % {"count": count}


@require_POST
def receipt(request: Request, body: str, year: int, number: str, addressee: int) -> HttpResponse:
    """Acknowledge a decision, for oneself or for another, take that back, or take one off."""
    decision = decision_or_404(request, body, year, number)
    visible = Addressee.objects.visible_to(request.actor).filter(decision=decision)
    evidence = request.POST.get("evidence", "")
    found = visible.filter(pk=addressee).first()
    if found is None and evidence and passes(check_may_record, decision.body, by=request.actor):
        gone = _("This addressee was taken off the list in the meantime.")
        kept = Kept(addressee=addressee, evidence=evidence, why=gone)
        return decision_page(request, body, year, number, kept=kept)
    if found is None:
        raise Http404
    for name, doing in _DOING.items():
        if name in request.POST:
            refused = _do(request, found, doing)
            if refused and evidence:
                kept = Kept(addressee=found.pk, evidence=evidence, why=refused)
                return decision_page(request, body, year, number, kept=kept)
            if refused:
                messages.error(request, refused)
            return redirect("meetings:waiting" if "list" in request.POST else page_of(decision))
    raise PermissionDenied


def _do(request: Request, found: Addressee, doing: Callable[[Request, Addressee], str]) -> str:
    """Do what was asked; gives why that is refused, or nothing."""
    try:
        told = doing(request, found)
    except RuleBroken as broken:
        return str(broken)
    messages.success(request, told)
    return ""


def _acknowledge(request: Request, found: Addressee) -> str:
    if "list" in request.POST:
        actions.acknowledge_all(found, version=version_sent(request), by=request.actor)
        return _("Acknowledged. You can take that back on the page of the decision.")
    actions.acknowledge(found, version=version_sent(request), by=request.actor)
    return _("Acknowledged. You can take that back below.")


def _acknowledge_for(request: Request, found: Addressee) -> str:
    evidence = request.POST.get("evidence", "")
    actions.acknowledge_for(
        found, evidence=evidence, version=version_sent(request), by=request.actor
    )
    return _("Acknowledged on behalf of %(name)s.") % {"name": found.name}


def _take_back(request: Request, found: Addressee) -> str:
    actions.take_back(found, version=version_sent(request), by=request.actor)
    return _("Taken back: it waits again.")


def _remove(request: Request, found: Addressee) -> str:
    actions.remove(found, version=version_sent(request), by=request.actor)
    return _("Taken off the list. A mail that went out is not called back.")


_DOING: dict[str, Callable[[Request, Addressee], str]] = {
    "acknowledge": _acknowledge,
    "acknowledge_for": _acknowledge_for,
    "take_back": _take_back,
    "remove": _remove,
}
