"""The screen on which the secretary keeps a meeting that is on.

Every form saves itself while somebody types, also through a lost connection; ``receiving`` tells
how. Without a script each has a button.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ivz.decisions.states import Outcome
from ivz.errors import refusal
from ivz.meetings.actions import agendas, agreements, recording, voices
from ivz.meetings.forms import live as forms
from ivz.meetings.forms.agreements import AgreementForm
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.queries import live as queries
from ivz.meetings.queries.attendance import seats_on_the_day
from ivz.meetings.rules import voices as rules
from ivz.meetings.rules.recording import points_of
from ivz.meetings.states import MemberPosition, Movement
from ivz.meetings.views.lookups import item_or_404, meeting_or_404
from ivz.unsaved import receiving
from ivz.unsaved.receiving import Save
from ivz.web.requests import Request


@require_safe
def page(request: Request, body: str, meeting: str, item: int | None = None) -> HttpResponse:
    """Show the agenda and one item of it: the asked one, else what the meeting is at."""
    found = meeting_or_404(request.actor, body, meeting)
    reason = refusal(rules.check_may_sit, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    items, screen = (
        queries.items_of(found, actor=request.actor),
        getattr(found, "room_screen", None),
    )
    asked = item or (screen.item_id if screen else None)
    chosen = next((each for each in items if each.pk == asked), None)
    if item is not None and chosen is None:
        raise Http404
    context: dict[str, Any] = {
        "meeting": found,
        "items": items,
        "reason": reason,
        "screen": screen,
    }
    chosen = chosen or (items[0] if items else None)
    if chosen is not None and reason is None:
        chosen.meeting = found
        context |= _panel(chosen, request, screen=screen)
    return render(request, "meetings/live.html", context, status=422 if reason else 200)


def _panel(item: AgendaItem, request: Request, *, screen: Any) -> dict[str, Any]:
    return {
        "item": item,
        "is_on": screen is not None and screen.item_id == item.pk,
        "panel": queries.panel_of(item, actor=request.actor),
        "report": forms.report_form(item),
        "agreement": AgreementForm(meeting=item.meeting, auto_id=f"punt-{item.pk}-afspraak-%s"),
        "outcomes": Outcome.choices,
        "positions": MemberPosition.choices,
        "movements": Movement.choices,
    }


def _sitting(request: Request, body: str, meeting: str, item: int) -> tuple[AgendaItem, str]:
    """Give an item somebody may keep the meeting at, and where its page is."""
    found = meeting_or_404(request.actor, body, meeting)
    if refusal(rules.check_may_sit, found, by=request.actor) == "":
        raise PermissionDenied
    stored = item_or_404(request.actor, found, item)
    stored.meeting = found
    return stored, address_of(found, stored)


def address_of(meeting: Meeting, item: AgendaItem) -> str:
    """Give the address of an item on the screen of the secretary."""
    return reverse("meetings:live_item", args=[meeting.body.slug, meeting.slug, item.pk])


@require_POST
def take_up(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Let the meeting go on to an item."""
    stored, back = _sitting(request, body, meeting, item)
    form = Form(request.POST)
    save = Save(
        title=str(stored),
        form=form,
        act=lambda: voices.take_up(stored, now=timezone.now(), by=request.actor),
        kept=lambda screen: form,
    )
    return receiving.answer(request, save, back=back)


@require_POST
def report(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Save what was said on an item, and the conclusion of the chair."""
    stored, back = _sitting(request, body, meeting, item)
    form = forms.report_form(stored, request.POST)
    save = Save(
        title=str(stored),
        form=form,
        act=lambda: agendas.report(stored, **form.cleaned_data, by=request.actor),
        kept=forms.report_form,
    )
    return receiving.answer(request, save, back=f"{back}#punt-{stored.pk}-verslag")


@require_POST
def draft(request: Request, body: str, meeting: str, item: int, point: str) -> HttpResponse:
    """Note the outcome of one point."""
    stored, back = _sitting(request, body, meeting, item)
    chosen = next((each for each in points_of(stored) if each.address == point), None)
    if chosen is None:
        raise Http404
    form = forms.outcome_form(stored, chosen, request.POST)
    save = Save(
        title=f"{stored}: {chosen.label}",
        form=form,
        act=lambda: recording.save_draft(
            stored,
            form.noted(chosen.draft),
            point=chosen.source,
            version=form.cleaned_data["version"],
            by=request.actor,
        ),
        kept=lambda noted: forms.outcome_form(stored, chosen, draft=noted),
    )
    return receiving.answer(request, save, back=f"{back}#punt-{stored.pk}-besluiten")


@require_POST
def voice(request: Request, body: str, meeting: str, item: int, seat: int) -> HttpResponse:
    """Note where a member stands, or that the item went without them."""
    stored, back = _sitting(request, body, meeting, item)
    held = next((each for each in seats_on_the_day(stored.meeting) if each.pk == seat), None)
    if held is None:
        raise Http404
    form = forms.voice_form(stored, held, request.POST)
    save = Save(
        title=f"{stored}: {held.person}",
        form=form,
        act=lambda: voices.note_voice(
            stored,
            form.heard(),
            seat=held,
            version=form.cleaned_data["version"],
            by=request.actor,
        ),
        kept=lambda noted: forms.voice_form(stored, held, voice=noted),
    )
    return receiving.answer(request, save, back=f"{back}#punt-{stored.pk}-leden")


@require_POST
def add_voice(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Note the first that is heard of a member at an item."""
    stored, back = _sitting(request, body, meeting, item)
    form = forms.new_voice_form(stored, request.POST)
    save = Save(
        title=str(stored),
        form=form,
        act=lambda: voices.note_voice(
            stored,
            form.heard(),
            seat=form.cleaned_data["seat"],
            version=form.cleaned_data["version"],
            by=request.actor,
        ),
        kept=lambda noted: forms.new_voice_form(stored, voice=noted),
    )
    return receiving.answer(request, save, back=f"{back}#punt-{stored.pk}-leden")


@require_POST
def movement(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Note that a member comes in at an item, or leaves before it."""
    stored, back = _sitting(request, body, meeting, item)
    form = forms.MovementForm(request.POST, item=stored)
    save = Save(
        title=str(stored),
        form=form,
        act=lambda: voices.move_member(
            stored,
            Movement(form.cleaned_data["movement"]),
            seat=form.cleaned_data["seat"],
            by=request.actor,
        ),
        kept=lambda noted: form,
    )
    return receiving.answer(request, save, back=f"{back}#punt-{stored.pk}-leden")


@require_POST
def agree(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Note an action, commitment, question, referral or point of attention."""
    stored, back = _sitting(request, body, meeting, item)
    form = AgreementForm(request.POST, meeting=stored.meeting)
    save = Save(
        title=str(stored),
        form=form,
        act=lambda: agreements.agree(
            stored, form.details(on=stored.meeting.date), by=request.actor
        ),
        kept=lambda noted: form,
    )
    return receiving.answer(request, save, back=f"{back}#punt-{stored.pk}-afspraken")
