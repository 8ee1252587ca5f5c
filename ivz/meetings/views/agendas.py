"""Pages for making the agenda."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken, refusal
from ivz.meetings.actions import agendas as actions
from ivz.meetings.actions import ordering
from ivz.meetings.forms.planning import CloseForm, ItemForm, ReportForm
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.queries.meetings import suggested_labels
from ivz.meetings.queries.moving import order_of, stood_before
from ivz.meetings.rules import planning as rules
from ivz.meetings.rules.lateness import leaves_late
from ivz.meetings.views.lookups import item_or_404, meeting_or_404, shown_meeting_or_404
from ivz.meetings.views.meetings import MOVED, editing_page
from ivz.web.comparison import differences
from ivz.web.requests import Request, version_sent, whole_number
from ivz.workflow.versions import StaleEdit

STEPS = {"omhoog": -1, "omlaag": 1}
MOST_SEEN = 500


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, body: str, meeting: str) -> HttpResponse:
    """Add an item to the agenda."""
    found = meeting_or_404(request.actor, body, meeting)
    reason = refusal(rules.check_may_edit_agenda, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    proposal = request.GET.get("voorstel")
    form = ItemForm(
        request.POST or None,
        meeting=found,
        actor=request.actor,
        initial={"label": _suggestions(found, request)[0], "proposal": proposal},
    )
    if form.is_valid():
        try:
            item = actions.add_item(found, form.details(), by=request.actor)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            text = _("Item %(label)s stands on the agenda.") % {"label": item.label}
            messages.success(request, text)
            return redirect(_editing(found))
    context = {"form": form, "reason": reason, "title": _("Add an item"), "verb": _("Add it")}
    return _item_page(request, found, context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Change an item; a stale save shows both texts."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    reason = refusal(rules.check_may_change_item, stored, by=request.actor)
    if reason == "":
        raise PermissionDenied
    form = _item_form(request, stored)
    context: dict[str, Any] = {"item": stored, "reason": reason}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_item(stored, form.details(), version=version, by=request.actor)
        except StaleEdit:
            form, both = _both_items(request, item_or_404(request.actor, found, item))
            context |= both
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Saved."))
            return redirect(_editing(found))
    title = _("Change item %(label)s") % {"label": stored.label}
    context |= {"form": form, "title": title, "verb": _("Save")}
    return _item_page(request, found, context)


def _item_form(request: Request, item: AgendaItem) -> ItemForm:
    return ItemForm(
        request.POST or None,
        meeting=item.meeting,
        actor=request.actor,
        item=item,
        initial=ItemForm.initial_of(item),
    )


def _both_items(request: Request, current: AgendaItem) -> tuple[ItemForm, dict[str, Any]]:
    data = request.POST.copy()
    data["version"] = str(current.version)
    place: dict[str, Any] = {"meeting": current.meeting, "actor": request.actor}
    mine = ItemForm(data, **place)
    stored = ItemForm(initial=ItemForm.initial_of(current), **place)
    theirs, own = differences(stored, mine)
    return mine, {"theirs": theirs, "mine": own, "status": 409}


def _item_page(request: Request, meeting: Meeting, context: dict[str, Any]) -> HttpResponse:
    refused = context.get("reason") or context["form"].errors
    status = context.get("status") or (422 if refused else 200)
    context |= {"meeting": meeting, "suggestions": _suggestions(meeting, request)}
    return render(request, "meetings/agenda_item.html", context, status=status)


def _suggestions(meeting: Meeting, request: Request) -> list[str]:
    items = AgendaItem.objects.visible_to(request.actor).filter(meeting=meeting)
    return suggested_labels(list(items))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Ask once, then take an item off the agenda."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    reason = refusal(rules.check_may_remove_item, stored, by=request.actor)
    if reason == "":
        raise PermissionDenied
    context = {"meeting": found, "item": stored, "may_remove": reason is None}
    if request.method == "POST":
        try:
            actions.remove_item(
                stored,
                version=version_sent(request),
                late_reason=request.POST.get("late_reason", ""),
                by=request.actor,
            )
        except RuleBroken as broken:
            reason = str(broken)
        else:
            text = _("Item %(label)s is off the agenda.") % {"label": stored.label}
            messages.success(request, text)
            return redirect(_editing(found))
    context |= {"reason": reason, "asks_why": leaves_late(stored, on=request.actor.today)}
    return render(request, "meetings/remove_item.html", context, status=422 if reason else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Say what closing does, then take a public item off the public pages."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    reason = refusal(rules.check_may_close_item, stored, by=request.actor)
    if reason == "":
        raise PermissionDenied
    form = CloseForm(request.POST or None, initial={"version": stored.version})
    if form.is_valid():
        level, version = Openness(form.cleaned_data["to"]), form.cleaned_data["version"]
        try:
            actions.close_item(stored, to=level, version=version, by=request.actor)
        except RuleBroken as broken:
            reason = str(broken)
        else:
            text = _("Item %(label)s is off the public pages.") % {"label": stored.label}
            messages.success(request, text)
            return redirect(found)
    status = 422 if reason or form.errors else 200
    context = {"meeting": found, "item": stored, "reason": reason, "form": form}
    return render(request, "meetings/close_item.html", context, status=status)


@require_POST
def move(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Let an item change places with its neighbour, and say so, with the way back."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    step = STEPS.get(request.POST.get("richting", ""), 0)
    before = order_of(found, actor=request.actor)
    try:
        if step:
            actions.move_item(stored, step=step, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return _after_move(request, stored, before)


@require_POST
def place(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Put an item where it was dragged to; both orders show where somebody else was first."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    seen = [whole_number(key) for key in request.POST.get("gezien", "").split(",")[:MOST_SEEN]]
    before = whole_number(request.POST.get("voor", "")) or None
    try:
        ordering.place_item(stored, before=before, seen=seen, by=request.actor)
    except ordering.OrderChanged as changed:
        current = shown_meeting_or_404(request.actor, body, meeting)
        return editing_page(request, current, orders=changed)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return _after_move(request, stored, seen)


def _after_move(request: Request, item: AgendaItem, before: list[int]) -> HttpResponse:
    """Go back to the agenda; where the order is another one now, to the item, with the way back."""
    if order_of(item.meeting, actor=request.actor) == before:
        return redirect(_editing(item.meeting))
    place = reverse("meetings:detail", args=[item.meeting.body.slug, item.meeting.slug])
    moved = dict(zip(MOVED, (item.pk, stood_before(item.pk, before)), strict=True))
    return redirect(f"{place}?{urlencode({'bewerk': 1} | moved)}#punt-{item.label}")


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Write down what was said on an item; a stale save shows both texts."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    reason = refusal(rules.check_may_report, stored, by=request.actor)
    if reason == "":
        raise PermissionDenied
    form = ReportForm(request.POST or None, initial=_report_of(stored))
    context: dict[str, Any] = {"meeting": found, "item": stored, "reason": reason}
    if form.is_valid():
        try:
            actions.report(stored, **form.cleaned_data, by=request.actor)
        except StaleEdit:
            form, both = _both_reports(request, item_or_404(request.actor, found, item))
            context |= both
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{found.get_absolute_url()}#punt-{stored.label}")
    status = context.pop("status", 422 if reason or form.errors else 200)
    return render(request, "meetings/report.html", context | {"form": form}, status=status)


def _both_reports(request: Request, current: AgendaItem) -> tuple[ReportForm, dict[str, Any]]:
    data = request.POST.copy()
    data["version"] = str(current.version)
    mine = ReportForm(data)
    theirs, own = differences(ReportForm(initial=_report_of(current)), mine)
    return mine, {"theirs": theirs, "mine": own, "status": 409}


def _report_of(item: AgendaItem) -> dict[str, object]:
    return {name: getattr(item, name) for name in ReportForm.base_fields}


def _editing(meeting: Meeting) -> str:
    address = reverse("meetings:detail", args=[meeting.body.slug, meeting.slug])
    return f"{address}?bewerk=1#agenda"
