"""The page on which an item of an agenda commissions a project."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ivz.errors import RuleBroken, refusal
from ivz.meetings.actions import commissioning as actions
from ivz.meetings.forms.commissioning import CommissionForm
from ivz.meetings.rules.questions import check_may_put_on
from ivz.meetings.views.lookups import item_or_404, meeting_or_404
from ivz.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def commission(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Let an item, or an advice point of its paper, ask the body to commission a project."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    reason = refusal(check_may_put_on, stored, by=request.actor)
    if reason == "":
        raise PermissionDenied
    form = CommissionForm(
        request.POST or None,
        item=stored,
        actor=request.actor,
        initial={"title": stored.title},
    )
    if not reason and form.is_valid():
        try:
            actions.commission_with(stored, form.wanted(), by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            told = _("Item %(label)s commissions a project once that is decided.")
            messages.success(request, told % {"label": stored.label})
            return redirect(f"{found.get_absolute_url()}?bewerk=1#punt-{stored.label}")
    context = {"meeting": found, "item": stored, "reason": reason, "form": form}
    status = 422 if reason or form.errors else 200
    return render(request, "meetings/commission.html", context, status=status)
