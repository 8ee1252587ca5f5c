"""All papers of a meeting as one file, for one reader."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ivz.authorization.openness import Openness
from ivz.documents import storage
from ivz.documents.models import Version
from ivz.meetings.printed import DOCUMENT_LANGUAGE
from ivz.meetings.queries.bundles import BoundAnnex, Bundle, bundle
from ivz.meetings.views.lookups import meeting_or_404
from ivz.web.exports import export_by
from ivz.web.requests import Request
from ivz.web.templatetags.ivz import clock_time, day_date


@require_safe
def papers(request: Request, body: str, meeting: str) -> HttpResponse:
    """Give somebody of the network all that they may read of a meeting, marked as theirs.

    Policy: docs/policy/documents.md#all-papers-in-one-file
    """
    # Loading the PDF maker takes two seconds: only who asks a PDF waits for it.
    from ivz.documents import binding  # noqa: PLC0415

    found = meeting_or_404(request.actor, body, meeting)
    if found.body.network_id not in request.actor.network_ids:
        raise Http404
    gathered = bundle(found, actor=request.actor)
    parts = [
        binding.Part(title=bound.annex.title, content=_content(bound, request))
        for bound in gathered.bound
    ]
    made = export_by(request.actor, openness=gathered.openness)
    told = f"{made.by}, {day_date(made.at)} {clock_time(made.at.time())}, {made.openness.label}"
    mark = binding.Mark(reader=made.by, told=told)
    try:
        content = binding.bind(lambda starts: _front(gathered, starts), parts, mark=mark)
    except binding.TooManyPages as too_many:
        told = _(
            "Together the papers are %(pages)s pages, more than fit in one file. "
            "Open the annexes one by one."
        )
        messages.error(request, told % {"pages": too_many.args[0]})
        return redirect(found)
    called = _("papers")
    name = made.file_name(f"{called}-{found.body.slug}-{found.slug}", "pdf")
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=False, filename=name),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _content(bound: BoundAnnex, request: Request) -> bytes:
    if bound.annex.effective_openness == Openness.RESTRICTED:
        request.actor.restricted_readings.add((Version._meta.label, str(bound.version.pk)))
    return b"".join(storage.read(bound.version.stored_as))


def _front(gathered: Bundle, starts: Sequence[int]) -> str:
    context = {
        "bundle": gathered,
        "meeting": gathered.meeting,
        "bound": list(zip(gathered.bound, starts, strict=True)),
        "language": DOCUMENT_LANGUAGE,
    }
    with translation.override(DOCUMENT_LANGUAGE):
        return render_to_string("meetings/bundle.html", context)
