"""Pages for open points that bodies put to one another."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.decisions.models import FollowUp
from ivz.errors import RuleBroken, refusal
from ivz.meetings.actions import referrals as actions
from ivz.meetings.forms.referrals import AnswerForm, ReferForm
from ivz.meetings.models import Referral
from ivz.meetings.queries import referrals as queries
from ivz.meetings.rules import referrals as rules
from ivz.unsaved.answering import told_with_what_was_typed
from ivz.web.requests import Request, version_sent


@require_safe
def overview(request: Request) -> HttpResponse:
    """List what was put to one's own bodies, and what these put to others."""
    context = {
        "received": queries.received(request.actor),
        "sent": queries.sent(request.actor),
        "form": AnswerForm(auto_id=False),
    }
    return render(request, "meetings/referrals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: Request, follow_up: int) -> HttpResponse:
    """Put an open point to another body."""
    visible = FollowUp.objects.visible_to(request.actor).select_related("body__network")
    found = get_object_or_404(visible, pk=follow_up)
    reason = refusal(rules.check_may_refer, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    form = ReferForm(request.POST or None, follow_up=found, actor=request.actor)
    if not reason and form.is_valid():
        given = form.cleaned_data
        try:
            actions.refer(found, body=given["body"], text=given["text"], by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("Referred. The answer comes to stand here."))
            return redirect("meetings:referrals")
    context = {"form": form, "follow_up": found, "reason": reason}
    status = 422 if reason or form.errors else 200
    return render(request, "meetings/refer.html", context, status=status)


@require_POST
def answer(request: Request, referral: int) -> HttpResponse:
    """Answer what was put to one's own body."""
    found = _referral_or_404(request, referral)
    form = AnswerForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    try:
        actions.answer(found, text=text, version=version_sent(request), by=request.actor)
    except RuleBroken as broken:
        read = Referral.objects.visible_to(request.actor).filter(pk=referral)
        theirs = read.values_list("answer", flat=True).first()
        messages.error(request, told_with_what_was_typed(broken, typed=text, theirs=theirs))
    else:
        messages.success(request, _("Answered. Who referred it sees the answer."))
    return redirect("meetings:referrals")


@require_POST
def accept(request: Request, referral: int) -> HttpResponse:
    """Tell that one's own body takes it up."""
    found = _referral_or_404(request, referral)
    try:
        actions.accept(found, version=version_sent(request), by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Taken up. Who referred it sees that."))
    return redirect("meetings:referrals")


@require_POST
def withdraw(request: Request, referral: int) -> HttpResponse:
    """Take back what one's own body put to another."""
    found = _referral_or_404(request, referral)
    try:
        actions.withdraw(found, version=version_sent(request), by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Withdrawn. The other body does not see it any more."))
    return redirect("meetings:referrals")


def _referral_or_404(request: Request, pk: int) -> Referral:
    visible = Referral.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("body", "follow_up__body"), pk=pk)
