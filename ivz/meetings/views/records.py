"""Minutes and feedback note, for reading, and every form of record as a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ivz.authorization.openness import Openness
from ivz.documents.papers import CONTENT_TYPES, PDF, as_odt
from ivz.errors import RuleBroken
from ivz.meetings.actions import records as actions
from ivz.meetings.models import Meeting
from ivz.meetings.papers import paper_of, title_of
from ivz.meetings.printed import DOCUMENT_LANGUAGE, pdf_of
from ivz.meetings.queries import decision_lists as queries
from ivz.meetings.queries.freezing import offered
from ivz.meetings.states import RecordForm
from ivz.meetings.views.lookups import (
    listed_meeting_or_404,
    published_meeting_or_404,
    visitor_like,
)
from ivz.web.exports import Export, export_by
from ivz.web.requests import Request, version_sent

FILE_NAMES = {
    RecordForm.DECISION_LIST: "besluitenlijst",
    RecordForm.MINUTES: "verslag",
    RecordForm.FEEDBACK_NOTE: "terugkoppeling",
}
PAGES = {
    RecordForm.MINUTES: "meetings/minutes.html",
    RecordForm.FEEDBACK_NOTE: "meetings/feedback_note.html",
}


@require_safe
def minutes(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show what was said and decided, item by item."""
    found = _making(RecordForm.MINUTES, listed_meeting_or_404(request.actor, body, meeting))
    return _page(request, found, RecordForm.MINUTES)


@require_safe
def feedback_note(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show in short what came of the meeting, for who was not there."""
    found = _making(RecordForm.FEEDBACK_NOTE, listed_meeting_or_404(request.actor, body, meeting))
    return _page(request, found, RecordForm.FEEDBACK_NOTE)


def _making(form: RecordForm, meeting: Meeting) -> Meeting:
    if not meeting.makes(form):
        raise Http404
    return meeting


def _page(request: Request, meeting: Meeting, form: RecordForm) -> HttpResponse:
    context = {
        "meeting": meeting,
        "list": queries.decision_list(meeting, actor=request.actor),
        "title": title_of(form, meeting),
        "form": form,
        "has_seat": meeting.body.network_id in request.actor.network_ids,
    }
    return render(request, PAGES[form], context)


@require_safe
def decision_list_odt(request: Request, body: str, meeting: str) -> HttpResponse:
    """Give the public part of the decision list to work on, whoever asks."""
    found = published_meeting_or_404(request.actor, body, meeting)
    return _file(request, found, form=RecordForm.DECISION_LIST, suffix="odt")


@require_safe
def minutes_file(request: Request, body: str, meeting: str, suffix: str) -> HttpResponse:
    """Give the public part of the minutes, whoever asks."""
    found = published_meeting_or_404(request.actor, body, meeting)
    return _file(request, found, form=RecordForm.MINUTES, suffix=suffix)


@require_safe
def feedback_file(request: Request, body: str, meeting: str, suffix: str) -> HttpResponse:
    """Give the public part of the feedback note, whoever asks."""
    found = published_meeting_or_404(request.actor, body, meeting)
    return _file(request, found, form=RecordForm.FEEDBACK_NOTE, suffix=suffix)


def _file(request: Request, meeting: Meeting, *, form: RecordForm, suffix: str) -> HttpResponse:
    if suffix not in CONTENT_TYPES:
        raise Http404
    _making(form, meeting)
    frozen = offered(meeting, form) if suffix == PDF else None
    content = bytes(frozen.content) if frozen else _made(request, meeting, form, suffix)
    name = f"{FILE_NAMES[form]}-{meeting.body.slug}-{meeting.slug}"
    file_name = f"{name}.{suffix}" if suffix == PDF else _kept(request).file_name(name, suffix)
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[suffix],
        headers={"Content-Disposition": f'inline; filename="{file_name}"'},
    )


def _made(request: Request, meeting: Meeting, form: RecordForm, suffix: str) -> bytes:
    listed = queries.decision_list(meeting, actor=visitor_like(request.actor))
    if suffix == PDF:
        return pdf_of(form, listed)
    with translation.override(DOCUMENT_LANGUAGE):
        return as_odt(paper_of(form, listed), told=_kept(request).told)


def _kept(request: Request) -> Export:
    """Say who keeps a record to work on; a PDF is a publication, the same for everybody."""
    return export_by(request.actor, openness=Openness.PUBLIC)


@require_POST
def choose_forms(request: Request, body: str, meeting: str) -> HttpResponse:
    """Choose which records the body makes beside the decision list."""
    found = listed_meeting_or_404(request.actor, body, meeting)
    try:
        actions.choose_forms(
            found,
            has_minutes="has_minutes" in request.POST,
            has_feedback_note="has_feedback_note" in request.POST,
            version=version_sent(request),
            by=request.actor,
        )
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Chosen. The next meeting starts with the same forms."))
    return redirect("meetings:decision_list", found.body.slug, found.slug)
