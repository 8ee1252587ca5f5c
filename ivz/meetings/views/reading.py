"""The meeting as a member prepares it, with notes of their own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ivz.errors import passes
from ivz.meetings.actions import notes as actions
from ivz.meetings.forms.notes import note_form
from ivz.meetings.models import Meeting, PrivateNote
from ivz.meetings.queries.lateness import deadlines_of
from ivz.meetings.queries.meetings import hide_unreadable_papers, returning
from ivz.meetings.queries.notes import own_notes
from ivz.meetings.queries.reading import reading
from ivz.meetings.rules import notes as rules
from ivz.meetings.views.lookups import item_or_404, meeting_or_404
from ivz.unsaved import receiving
from ivz.unsaved.receiving import Save
from ivz.web.requests import Request


def _inside_or_404(request: Request, body: str, meeting: str) -> Meeting:
    found = meeting_or_404(request.actor, body, meeting)
    if found.body.network_id not in request.actor.network_ids:
        raise Http404
    return found


@require_safe
def page(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show what there is to read, own portfolio first, with a note at each item."""
    found = _inside_or_404(request, body, meeting)
    read = reading(found, actor=request.actor)
    may_note = passes(rules.check_may_note, found, by=request.actor)
    forms = {
        each.row.item.pk: note_form(each.row.item, each.noted.note) if may_note else None
        for each in read.rows
    }
    rows = [(each, forms[each.row.item.pk]) for each in read.rows]
    context = {
        "meeting": found,
        "reading": read,
        "rows": rows,
        "own": [(each, form) for each, form in rows if each.row.is_own],
        "follow_ups": returning(found, actor=request.actor),
        "deadlines": deadlines_of(found, on=request.actor.today),
        "is_inside": True,
    }
    return render(request, "meetings/reading.html", context)


@require_POST
def write(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Save the own note with an item."""
    found = _inside_or_404(request, body, meeting)
    stored = item_or_404(request.actor, found, item)
    stored.meeting = found
    hide_unreadable_papers([stored], actor=request.actor)
    rules.check_may_note(found, by=request.actor)
    form = note_form(stored, None, request.POST)
    save = Save(
        title=_("Own note with %(item)s") % {"item": stored},
        form=form,
        act=lambda: actions.write(
            stored,
            form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            now=timezone.now(),
            by=request.actor,
        ),
        kept=lambda note: note_form(stored, note),
    )
    address = reverse("meetings:reading", args=[found.body.slug, found.slug])
    return receiving.answer(request, save, back=f"{address}#punt-{stored.label}")


@require_safe
def notes(request: Request) -> HttpResponse:
    """List everything somebody noted, to look back and to throw away."""
    if not request.actor.is_signed_in or request.actor.is_helping:
        raise PermissionDenied
    return render(request, "meetings/notes.html", {"notes": own_notes(request.actor)})


@require_POST
def remove(request: Request, private_note: int) -> HttpResponse:
    """Throw an own note away."""
    found = get_object_or_404(PrivateNote.objects.visible_to(request.actor), pk=private_note)
    actions.remove(found, by=request.actor)
    messages.success(request, _("The note is thrown away. Nobody has it any more."))
    return redirect("meetings:notes")
