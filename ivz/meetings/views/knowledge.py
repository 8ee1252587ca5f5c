"""Pages to put a knowledge paper on an agenda or with a proposal, and to take it off."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.errors import RuleBroken
from ivz.knowledge.models import KnowledgePaper
from ivz.meetings.actions import knowledge as actions
from ivz.meetings.forms.knowledge import PutKnowledgeForm
from ivz.meetings.models import AgendaItem, Meeting, PresentedPaper
from ivz.meetings.queries import knowledge as queries
from ivz.meetings.queries.meetings import bodies_to_write_for, suggested_labels
from ivz.unsaved.answering import act
from ivz.web.requests import Request


def _paper_or_404(request: Request, key: str) -> KnowledgePaper:
    known = KnowledgePaper.objects.visible_to(request.actor).select_related("network")
    return get_object_or_404(known, key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def put(request: Request, knowledge_paper: str) -> HttpResponse:
    """Put a paper where it is discussed; a new item gets the next free label."""
    paper = _paper_or_404(request, knowledge_paper)
    if not any(body.network_id == paper.network_id for body in bodies_to_write_for(request.actor)):
        raise PermissionDenied
    places = queries.places_for(paper, actor=request.actor)
    form = PutKnowledgeForm(request.POST or None, places=places)
    if form.is_valid():
        try:
            _put(request, paper, form)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("It stands there now."))
            return redirect(paper)
    presented = PresentedPaper.objects.visible_to(request.actor).filter(paper=paper)
    context = {
        "form": form,
        "paper": paper,
        "presented": presented.select_related("item__meeting__body", "proposal__body"),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/put_knowledge.html", context, status=status)


def _put(request: Request, paper: KnowledgePaper, form: PutKnowledgeForm) -> None:
    place = form.place_chosen()
    if not isinstance(place, Meeting):
        actions.put_with(paper, place, by=request.actor)
        return
    label = suggested_labels(list(AgendaItem.objects.filter(meeting=place)))[0]
    reason = form.cleaned_data.get("late_reason", "")
    actions.put_on(paper, place, label=label, late_reason=reason, by=request.actor)


@require_POST
def take_off(request: Request, knowledge_paper: str, presented_paper: int) -> HttpResponse:
    """Take a paper off an item or a proposal."""
    paper = _paper_or_404(request, knowledge_paper)
    known = PresentedPaper.objects.visible_to(request.actor)
    related = known.select_related("item__meeting__body__network", "proposal__body__network")
    row = get_object_or_404(related, paper=paper, pk=presented_paper)
    return act(
        request,
        lambda: actions.take_off(row, by=request.actor),
        done=_("Taken off. It can be put there again."),
        to=paper.get_absolute_url(),
    )
