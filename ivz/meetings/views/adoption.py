"""How a list was adopted: its frozen files, their digests, and who signed them off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken, passes, refusal
from ivz.meetings.actions import freezing as actions
from ivz.meetings.models import Meeting
from ivz.meetings.printed import pdf_of
from ivz.meetings.queries import freezing as queries
from ivz.meetings.queries.adoption import adoption_of
from ivz.meetings.queries.decision_lists import decision_list
from ivz.meetings.rules import freezing as rules
from ivz.meetings.rules.publishing import edition_of
from ivz.meetings.states import Capacity, MeetingState, RecordForm
from ivz.meetings.views.lookups import published_meeting_or_404, visitor_like
from ivz.web.requests import Request

FROZEN_FORMS = [RecordForm.DECISION_LIST, RecordForm.MINUTES]


@require_safe
def page(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show how a list was adopted, and let everyone check its files."""
    found = _adopted(request, body, meeting)
    signatures = queries.signatures_of(found)
    context = {
        "meeting": found,
        "adoption": adoption_of(found, actor=request.actor),
        "files": queries.offered_files(found),
        "signatures": signatures,
        "open_capacities": _open(found, by=request.actor),
        "missing": [each for each in Capacity if each not in {row.capacity for row in signatures}],
        "freeze_refusal": refusal(rules.check_may_freeze, found, by=request.actor),
        "may_thaw": passes(rules.check_may_thaw, found, by=request.actor),
    }
    return render(request, "meetings/adoption.html", context)


def _adopted(request: Request, body: str, slug: str) -> Meeting:
    found = published_meeting_or_404(request.actor, body, slug)
    if found.state != MeetingState.ADOPTED:
        raise Http404
    return found


def _open(meeting: Meeting, *, by: Actor) -> list[Capacity]:
    return [
        each
        for each in rules.capacities_of(by, meeting=meeting)
        if passes(rules.check_may_sign, meeting, capacity=each, by=by)
    ]


@require_POST
def freeze(request: Request, body: str, meeting: str) -> HttpResponse:
    """Make the files of an adopted record and keep them."""
    found = _adopted(request, body, meeting)
    try:
        rules.check_may_freeze(found, by=request.actor)
        edition = edition_of(found)
        prints = _prints(found, reader=visitor_like(request.actor))
        actions.freeze(found, prints, edition=edition, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Frozen. Chair and secretary can now sign it off."))
    return _back(found)


def _prints(meeting: Meeting, *, reader: Actor) -> list[actions.Print]:
    listed = decision_list(meeting, actor=reader)
    covers = queries.rows_in(listed)
    return [
        actions.Print(form=form, content=pdf_of(form, listed), covers=covers)
        for form in FROZEN_FORMS
        if meeting.makes(form)
    ]


@require_POST
def thaw(request: Request, body: str, meeting: str) -> HttpResponse:
    """Take freezing back while nobody signed."""
    found = _adopted(request, body, meeting)
    try:
        actions.thaw(found, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Taken back. The list is adopted still, and not frozen."))
    return _back(found)


@require_POST
def sign(request: Request, body: str, meeting: str) -> HttpResponse:
    """Sign the frozen files off as chair or as secretary."""
    found = _adopted(request, body, meeting)
    asked = request.POST.get("als", "")
    if asked not in Capacity.values:
        raise Http404
    try:
        actions.sign(
            found,
            capacity=Capacity(asked),
            digests=request.POST.getlist("sha256"),
            by=request.actor,
        )
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Signed."))
    return _back(found)


def _back(meeting: Meeting) -> HttpResponse:
    return redirect("meetings:adoption", meeting.body.slug, meeting.slug)
