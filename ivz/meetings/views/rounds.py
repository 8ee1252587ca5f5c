"""The concept of a record on its round: sending it, remarking on it, answering."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.errors import RuleBroken, passes, refusal
from ivz.meetings.actions import rounds as actions
from ivz.meetings.forms.rounds import SendRoundForm
from ivz.meetings.models import AgendaItem, ConceptRound, Meeting, Remark
from ivz.meetings.queries.rounds import concept_of
from ivz.meetings.rules import rounds as rules
from ivz.meetings.states import RemarkAnswer
from ivz.meetings.views.lookups import listed_meeting_or_404
from ivz.web.requests import Request, version_sent, whole_number


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What somebody typed that could not be saved, and why; ``place`` says in which field."""

    place: str
    text: str
    why: str


def _member_meeting_or_404(request: Request, body: str, meeting: str) -> Meeting:
    """Give a meeting with a list to who sits in its body."""
    found = listed_meeting_or_404(request.actor, body, meeting)
    if found.body_id not in request.actor.body_ids:
        raise Http404
    return found


def _address(meeting: Meeting) -> str:
    return reverse("meetings:concept", args=[meeting.body.slug, meeting.slug])


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show the concept round of a meeting; the secretary sends it."""
    found = _member_meeting_or_404(request, body, meeting)
    form = SendRoundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_round(found, **form.given(), by=request.actor)
        except RuleBroken as broken:
            form.add_error(broken.field or None, str(broken))
        else:
            messages.success(request, _("Sent. The members of the body got a mail."))
            return redirect(_address(found))
    return _shown(request, found, form=form)


def _shown(
    request: Request, meeting: Meeting, *, form: SendRoundForm, kept: Kept | None = None
) -> HttpResponse:
    reason = refusal(rules.check_may_send, meeting, by=request.actor)
    if form.is_bound and reason == "":
        raise PermissionDenied
    concept = concept_of(meeting, actor=request.actor)
    latest = concept.latest
    context = {
        "meeting": meeting,
        "concept": concept,
        "form": form,
        "may_send": reason is None and not concept.is_open,
        "may_close": latest and passes(rules.check_may_close, latest, by=request.actor),
        "may_reopen": latest and passes(rules.check_may_reopen, latest, by=request.actor),
        "may_withdraw": latest and passes(rules.check_may_withdraw, latest, by=request.actor),
        "may_remark": latest and passes(rules.check_may_remark, latest, by=request.actor),
        "kept": kept,
    }
    status = 422 if kept or form.errors else 200
    return render(request, "meetings/concept.html", context, status=status)


@require_POST
def step(request: Request, body: str, meeting: str, concept: int) -> HttpResponse:
    """Remark, say that there is nothing to remark, or close, open or withdraw the round."""
    found = _member_meeting_or_404(request, body, meeting)
    rounds = ConceptRound.objects.visible_to(request.actor).filter(meeting=found)
    latest = get_object_or_404(rounds, pk=concept)
    for name, doing in _DOING.items():
        if name in request.POST:
            return _do(request, found, lambda: doing(request, latest))  # noqa: B023 used at once
    raise PermissionDenied


@require_POST
def remark_step(request: Request, body: str, meeting: str, remark: int) -> HttpResponse:
    """Answer a remark, or take one's own back."""
    found = _member_meeting_or_404(request, body, meeting)
    visible = Remark.objects.visible_to(request.actor).filter(round__meeting=found)
    made = get_object_or_404(visible, pk=remark)
    if "take_back" in request.POST:
        return _do(request, found, lambda: _take_back(request, made))
    return _do(request, found, lambda: _answer(request, made))


def _do(request: Request, meeting: Meeting, doing: Callable[[], str]) -> HttpResponse:
    """Do what was asked; a refusal shows the page again with what was typed."""
    try:
        told = doing()
    except RuleBroken as broken:
        sent = request.POST
        kept = Kept(place=sent.get("place", ""), text=sent.get("text", ""), why=str(broken))
        return _shown(request, meeting, form=SendRoundForm(), kept=kept)
    messages.success(request, told)
    return redirect(_address(meeting))


def _remark(request: Request, latest: ConceptRound) -> str:
    item = None
    if request.POST.get("item"):
        items = AgendaItem.objects.visible_to(request.actor).filter(meeting=latest.meeting_id)
        item = get_object_or_404(items, pk=whole_number(request.POST["item"]))
    actions.remark(latest, request.POST.get("text", ""), item=item, by=request.actor)
    return _("Your remark is with the secretary. You can take it back until it is answered.")


def _nothing(request: Request, latest: ConceptRound) -> str:
    actions.say_nothing(latest, by=request.actor)
    return _("Thank you: the secretary sees that you have no remarks.")


def _close(request: Request, latest: ConceptRound) -> str:
    actions.close_round(latest, version=version_sent(request), by=request.actor)
    return _("Closed: nobody remarks any more.")


def _reopen(request: Request, latest: ConceptRound) -> str:
    actions.reopen_round(latest, version=version_sent(request), by=request.actor)
    return _("Open again, until the last day.")


def _withdraw(request: Request, latest: ConceptRound) -> str:
    actions.withdraw_round(latest, version=version_sent(request), by=request.actor)
    return _("Withdrawn. The mail that went out is not called back.")


_DOING: dict[str, Callable[[Request, ConceptRound], str]] = {
    "remark": _remark,
    "nothing": _nothing,
    "close": _close,
    "reopen": _reopen,
    "withdraw": _withdraw,
}


def _take_back(request: Request, made: Remark) -> str:
    actions.take_back(made, version=version_sent(request), by=request.actor)
    return _("Your remark is taken back.")


def _answer(request: Request, made: Remark) -> str:
    sent = request.POST.get("answer", "")
    given = RemarkAnswer(sent) if sent in RemarkAnswer.values else None
    actions.answer(
        made,
        given,
        reason=request.POST.get("text", ""),
        version=version_sent(request),
        by=request.actor,
    )
    return _("Answered. The members of the body see the answer.")
