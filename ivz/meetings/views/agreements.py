"""The page for what is agreed at an item, apart from what is decided."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpState
from ivz.errors import RuleBroken, refusal
from ivz.meetings.actions import agreements as actions
from ivz.meetings.forms.agreements import AgreementForm
from ivz.meetings.models import Agreement
from ivz.meetings.rules import agreements as rules
from ivz.meetings.views.lookups import item_or_404, meeting_or_404
from ivz.web.requests import Request, version_sent


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Show what was agreed at an item, and note more."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    reason = refusal(rules.check_may_agree, stored, by=request.actor)
    if reason == "":
        raise PermissionDenied
    form = AgreementForm(request.POST or None, meeting=found)
    if form.is_valid() and not reason:
        try:
            noted = actions.agree(stored, form.details(on=found.date), by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            text = _("Noted: %(what)s. It returns on every agenda until it is done.")
            messages.success(request, text % {"what": noted.what})
            return redirect(request.path)
    readable = FollowUp.objects.visible_to(request.actor).exclude(state=FollowUpState.DROPPED)
    noted_here = readable.filter(agreement__item=stored).select_related("owner", "agreement")
    context = {"meeting": found, "item": stored, "reason": reason, "form": form}
    status = 422 if reason or form.errors else 200
    return render(
        request, "meetings/agreements.html", context | {"noted": noted_here}, status=status
    )


@require_POST
def take_back(request: Request, body: str, meeting: str, item: int, follow_up: int) -> HttpResponse:
    """Take back what was noted by mistake."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    readable = FollowUp.objects.visible_to(request.actor)
    agreements = Agreement.objects.filter(item=stored, follow_up__in=readable)
    agreement = get_object_or_404(
        agreements.select_related("follow_up__body", "item"), follow_up=follow_up
    )
    try:
        actions.take_back(agreement, version=version_sent(request), by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Taken back. It returns on no agenda."))
    return redirect("meetings:agreements", found.body.slug, found.slug, stored.pk)
