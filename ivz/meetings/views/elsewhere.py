"""Decisions elsewhere: asking them, and noting what was decided there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ivz.decisions.actions import elsewhere as actions
from ivz.decisions.models import Decision, DecisionElsewhere
from ivz.decisions.rules import elsewhere as rules
from ivz.errors import RuleBroken, passes, refusal
from ivz.meetings.forms.completion import AskElsewhereForm, NoteElsewhereForm
from ivz.meetings.queries.elsewhere import asked_already
from ivz.meetings.queries.register import page_of
from ivz.meetings.views.completion import decision_or_404
from ivz.web.requests import Request, version_sent
from ivz.workflow.versions import StaleEdit


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, body: str, year: int, number: str) -> HttpResponse:
    """Say on which decisions elsewhere a decision depends."""
    found = decision_or_404(request, body, year, number)
    reason = refusal(rules.check_may_ask, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    form = AskElsewhereForm(
        request.POST if request.method == "POST" else None, decision=found, actor=request.actor
    )
    if request.method == "POST" and not reason and form.is_valid():
        try:
            asked = actions.ask(found, **form.cleaned_data, by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            told = ngettext(
                "Asked of %(count)d organisation.", "Asked of %(count)d organisations.", len(asked)
            )
            messages.success(request, told % {"count": len(asked)})
            return redirect(page_of(found))
    context = {
        "decision": found,
        "page": page_of(found),
        "form": form,
        "reason": reason,
        "asked": asked_already(found, actor=request.actor),
    }
    status = 422 if form.errors or reason else 200
    return render(request, "meetings/ask_elsewhere.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Request, body: str, year: int, number: str, elsewhere: int) -> HttpResponse:
    """Note how far an organisation is with what was asked of it."""
    decision = decision_or_404(request, body, year, number)
    row = _row_or_404(request, decision, elsewhere)
    rules.check_may_note(row, by=request.actor)
    form = NoteElsewhereForm(request.POST if request.method == "POST" else None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.note(row, form.noted(), version=version, by=request.actor)
        except StaleEdit as stale:
            form.go_on_from(stale.current.version, told=str(stale))
            row = _row_or_404(request, decision, elsewhere)
        except RuleBroken as broken:
            form.add_error(broken.field or None, str(broken))
        else:
            messages.success(request, _("Noted. It can be changed until everything is clear."))
            return redirect(page_of(decision))
    context = {
        "decision": decision,
        "page": page_of(decision),
        "row": row,
        "form": form,
        "may_remove": passes(rules.check_may_remove, row, by=request.actor),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/note_elsewhere.html", context, status=status)


@require_POST
def remove(request: Request, body: str, year: int, number: str, elsewhere: int) -> HttpResponse:
    """Take off what was asked by mistake."""
    decision = decision_or_404(request, body, year, number)
    row = _row_or_404(request, decision, elsewhere)
    try:
        actions.remove(row, version=version_sent(request), by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Taken off: nothing is asked there any more."))
    return redirect(page_of(decision))


def _row_or_404(request: Request, decision: Decision, pk: int) -> DecisionElsewhere:
    visible = DecisionElsewhere.objects.visible_to(request.actor).filter(decision=decision)
    return get_object_or_404(
        visible.select_related("organisation", "decision__body__network"), pk=pk
    )
