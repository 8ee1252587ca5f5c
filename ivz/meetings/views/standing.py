"""Pages about what stands on every agenda of a body."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.errors import RuleBroken, passes
from ivz.meetings.actions import standing as actions
from ivz.meetings.forms.lateness import TermsForm
from ivz.meetings.forms.standing import (
    StandingFormSet,
    in_order,
    in_words,
    initial_of,
    stored_items,
)
from ivz.meetings.queries.standing import standing_agenda
from ivz.meetings.rules import standing as rules
from ivz.meetings.views.lookups import meeting_or_404
from ivz.network.models import Body
from ivz.web.requests import Request, version_sent
from ivz.workflow.versions import StaleEdit

_PREFIX = "items"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, body: str) -> HttpResponse:
    """Show the standing items of a body to its network, and let its secretary edit them."""
    within = Body.objects.filter(network__in=sorted(request.actor.network_ids))
    found = get_object_or_404(within.select_related("network"), slug=body)
    agenda = standing_agenda(found)
    items = stored_items(found)
    terms = {name: getattr(agenda, name) for name in TermsForm.base_fields}
    context: dict[str, Any] = {"body": found, "items": items, "version": agenda.version}
    context["agenda"] = agenda
    if not passes(rules.check_may_edit_standing, found, by=request.actor):
        return render(request, "meetings/standing.html", context)
    begun = items or actions.usual()
    formset = StandingFormSet(request.POST or None, prefix=_PREFIX, initial=initial_of(begun))
    context["terms"] = TermsForm(request.POST or None, initial=terms)
    if request.method == "POST" and formset.is_valid() and context["terms"].is_valid():
        return _save(request, found, formset, context)
    context["reason"] = " ".join(str(each) for each in formset.non_form_errors())
    return _render(request, formset, context, status=422 if request.method == "POST" else 200)


def _save(request: Request, body: Body, formset: Any, context: dict[str, Any]) -> HttpResponse:
    wanted = in_order(formset)
    try:
        actions.set_standing(
            body,
            wanted,
            terms=context["terms"].terms(),
            version=version_sent(request),
            by=request.actor,
        )
    except StaleEdit:
        current = standing_agenda(body)
        label = _("Standing items")
        context |= {
            "version": current.version,
            "theirs": [(label, in_words(stored_items(body)))],
            "mine": [(label, in_words(wanted))],
        }
        return _render(request, formset, context, status=409)
    except RuleBroken as broken:
        return _render(request, formset, context | {"reason": str(broken)}, status=422)
    if context["terms"].has_changed():
        told = _(
            "Saved. Terms hold for new meetings. For a meeting that is there already, "
            "choose “Change the meeting” there."
        )
    else:
        told = _("Saved. Every new agenda of this body begins with it.")
    messages.success(request, told)
    return redirect("meetings:standing", body.slug)


def _render(
    request: Request, formset: Any, context: dict[str, Any], *, status: int
) -> HttpResponse:
    return render(request, "meetings/standing.html", context | {"formset": formset}, status=status)


@require_POST
def put(request: Request, body: str, meeting: str) -> HttpResponse:
    """Put the standing items on an agenda that is still empty."""
    found = meeting_or_404(request.actor, body, meeting)
    try:
        actions.put_standing(found, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The standing items are on the agenda."))
    address = reverse("meetings:detail", args=[found.body.slug, found.slug])
    return redirect(f"{address}?bewerk=1#agenda")
