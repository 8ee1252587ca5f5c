"""Pages for putting a subject on an agenda, and for answering who asks for that."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.decisions.effects import Carried, Question, subject_kind
from ivz.errors import RuleBroken
from ivz.meetings.actions import questions as actions
from ivz.meetings.forms.questions import SubmissionForm
from ivz.meetings.models import AgendaItem, AgendaRequest, Meeting
from ivz.meetings.queries import questions as queries
from ivz.meetings.queries.meetings import suggested_labels
from ivz.meetings.rules import questions as rules
from ivz.meetings.states import ItemKind
from ivz.meetings.views.lookups import item_or_404, meeting_or_404
from ivz.unsaved.answering import told_with_what_was_typed
from ivz.web.requests import Request, version_sent


@require_http_methods(["GET", "HEAD", "POST"])
def put_before(request: Request) -> HttpResponse:
    """Put a subject on the agenda of a coming meeting, or ask who edits that agenda to."""
    carried = _carried(request)
    matter = rules.matter_of(carried, actor=request.actor)
    if matter is None:
        raise Http404
    if not rules.has_seat_in(matter.about.network, by=request.actor):
        raise PermissionDenied
    form = SubmissionForm(
        request.POST or None,
        matter=matter,
        actor=request.actor,
        initial={
            "title": matter.question.asks(matter.subject).removesuffix("."),
            "summary": matter.about.summary,
        },
    )
    context: dict[str, Any] = {"form": form, "about": matter.about, "question": matter.question}
    context["not_ready"] = _not_ready(matter.question, matter.subject)
    if form.is_valid():
        try:
            return _submit(request, form, carried)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
    status = 422 if form.errors else 200
    return render(request, "meetings/put_before.html", context, status=status)


def _carried(request: Request) -> Carried:
    """Read subject and question from the address; without a question the first one counts."""
    key, subject_id = request.GET.get("onderwerp", ""), request.GET.get("id", "")
    kind = subject_kind(key)
    if kind is None or not subject_id.isdecimal() or len(subject_id) > 18:
        raise Http404
    question = request.GET.get("vraag") or kind.questions[0].key
    return Carried(kind=key, subject_id=int(subject_id), question=question, terms={})


def _not_ready(question: Question[Any], subject: Any) -> str:
    try:
        question.check_may_ask(subject)
    except RuleBroken as broken:
        return str(broken)
    return ""


def _submit(request: Request, form: SubmissionForm, carried: Carried) -> HttpResponse:
    meeting, submission = form.chosen_meeting(), form.submission(carried)
    if form.asks_others:
        reason = form.cleaned_data["reason"]
        actions.ask_for(meeting, submission, reason=reason, by=request.actor)
        messages.success(request, _("Asked. You read the answer on this page."))
        return redirect(form.matter.about.url)
    label = _next_label(meeting)
    item = actions.put_before(meeting, submission, label=label, by=request.actor)
    messages.success(
        request, _("It stands on the agenda as item %(label)s.") % {"label": item.label}
    )
    return redirect(f"{meeting.get_absolute_url()}#punt-{item.label}")


def _next_label(meeting: Meeting) -> str:
    """Number on where the body last decides (D5 after D4), else begin a new letter."""
    items = list(meeting.items.order_by("position", "pk"))
    suggested = suggested_labels(items)
    letters = [item.label[0].upper() for item in items if item.kind == ItemKind.DECIDE]
    numbered = [label for label in suggested if label[0] in letters[-1:] and len(label) > 1]
    return (numbered or suggested[-1:])[0]


@require_POST
def answer(request: Request, body: str, meeting: str, asked: int) -> HttpResponse:
    """Put what was asked for on the agenda, or decline with a reason."""
    found = meeting_or_404(request.actor, body, meeting)
    requests = AgendaRequest.objects.visible_to(request.actor).filter(meeting=found)
    asked_for = get_object_or_404(
        requests.select_related("meeting__body__network", "requested_by__person"), pk=asked
    )
    try:
        _answer(request, asked_for, version=version_sent(request))
    except RuleBroken as broken:
        typed = request.POST.get("answer", "")
        theirs = requests.filter(pk=asked).values_list("answer", flat=True).first()
        messages.error(request, told_with_what_was_typed(broken, typed=typed, theirs=theirs))
    return redirect(f"{found.get_absolute_url()}?bewerk=1#verzoeken")


def _answer(request: Request, asked_for: AgendaRequest, *, version: int) -> None:
    if "accept" in request.POST:
        label = _next_label(asked_for.meeting)
        item = actions.accept(asked_for, label=label, version=version, by=request.actor)
        told = _("It stands on the agenda as item %(label)s.") % {"label": item.label}
        messages.success(request, told)
        return
    reason = request.POST.get("answer", "")
    actions.decline(asked_for, answer=reason, version=version, by=request.actor)
    messages.success(request, _("Declined. Whoever asked reads your answer."))


@require_POST
def withdraw(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Take the question off an item, so that its decision moves nothing."""
    found = meeting_or_404(request.actor, body, meeting)
    visible = item_or_404(request.actor, found, item)
    stored = AgendaItem.objects.select_related("asked", "proposal__asked").get(pk=visible.pk)
    asked = queries.question_of(stored)
    if asked is None:
        raise Http404
    try:
        actions.withdraw(asked, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The item stays; what is decided there moves nothing."))
    return redirect(f"{found.get_absolute_url()}?bewerk=1#punt-{stored.label}")
