"""The page for putting a recorded decision right."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ivz.errors import RuleBroken
from ivz.meetings.actions import recording as actions
from ivz.meetings.forms import recording as forms
from ivz.meetings.models import AgendaItem, DraftDecision
from ivz.meetings.queries import recording as queries
from ivz.meetings.rules.recording import Point
from ivz.meetings.views.recording import address_of, item_to_record, trail_of
from ivz.web.fragments import render_page_or_fragment
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit


@require_http_methods(["GET", "HEAD", "POST"])
def put_right(request: Request, body: str, meeting: str, label: str, point: str) -> HttpResponse:
    """Replace a recorded decision by a better one, with a reason."""
    item = item_to_record(request, body, meeting, label)
    chosen = queries.sheet_of(item).point_at(point)
    if chosen is None or chosen.draft is None or not chosen.is_recorded:
        raise Http404
    form = forms.PutRightForm(
        request.POST or None,
        initial=forms.initial_of(chosen),
        item=item,
        point=chosen,
        actor=request.actor,
    )
    if request.method == "POST" and form.is_valid():
        return _put_right(request, item, chosen.draft, point=chosen, form=form)
    return _page(request, item, point=chosen, form=form)


def _put_right(
    request: Request,
    item: AgendaItem,
    draft: DraftDecision,
    *,
    point: Point,
    form: forms.PutRightForm,
) -> HttpResponse:
    try:
        better = actions.put_right(
            draft,
            form.noted(),
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=request.actor,
        )
    except StaleEdit as stale:
        both = forms.both_texts(form, stale=stale)
        return _page(request, item, point=point, form=form, stale=both, status=409)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return _page(request, item, point=point, form=form, status=422)
    messages.success(request, _("Put right as %(name)s.") % {"name": better.reference})
    return redirect(address_of("record", item))


def _page(
    request: Request,
    item: AgendaItem,
    *,
    point: Point,
    form: forms.PutRightForm,
    stale: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "item": item,
        "meeting": item.meeting,
        "point": point,
        "form": form,
        "stale": stale,
        "trail": trail_of(item, _("Put right")),
    }
    return render_page_or_fragment(
        request, "meetings/put_right.html", "put_right", context, status=status
    )
