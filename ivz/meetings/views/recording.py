"""Pages for deciding point by point, recording, and putting right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken, refusal
from ivz.meetings.actions import recording as actions
from ivz.meetings.forms import recording as forms
from ivz.meetings.models import AgendaItem
from ivz.meetings.models.agendas import AgendaItemQuerySet
from ivz.meetings.queries import recording as queries
from ivz.meetings.queries.numerals import in_words
from ivz.meetings.rules import recording as rules
from ivz.web.fragments import render_page_or_fragment
from ivz.web.requests import Request, version_sent
from ivz.web.templatetags.ivz import day_date
from ivz.workflow.versions import StaleEdit


def item_to_record(request: Request, body: str, meeting: str, label: str) -> AgendaItem:
    """Give an item the actor may read and whose outcomes the actor may note."""
    item = get_object_or_404(
        _readable(request),
        meeting__body__slug=body,
        meeting__slug=meeting,
        label__iexact=label,
    )
    if not request.actor.may(Permission.RECORD_DECISIONS, within=item.meeting):
        raise PermissionDenied(Permission.RECORD_DECISIONS)
    return item


def _readable(request: Request) -> AgendaItemQuerySet:
    return AgendaItem.objects.visible_to(request.actor).select_related(
        "meeting__body__network", "proposal__portfolio_holder", "restriction"
    )


def address_of(name: str, item: AgendaItem) -> str:
    """Give the address of a page about deciding on ``item``."""
    meeting = item.meeting
    return reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug, item.label])


@require_safe
def record_page(request: Request, body: str, meeting: str, label: str) -> HttpResponse:
    """Show all points of an item, one of them open to decide on."""
    item = item_to_record(request, body, meeting, label)
    sheet = queries.sheet_of(item)
    asked = request.GET.get("punt", "")
    point = sheet.point_at(asked) or sheet.next_incomplete(after="")
    form = None
    if point is not None and not sheet.is_recorded:
        form = forms.DraftForm(
            initial=forms.initial_of(point), item=item, point=point, actor=request.actor
        )
    return _page(request, sheet, point=point, form=form)


def _page(
    request: Request,
    sheet: queries.Sheet,
    *,
    point: rules.Point | None,
    form: forms.DraftForm | None,
    stale: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    item = sheet.item
    context = {
        "item": item,
        "meeting": item.meeting,
        "here": address_of("record", item),
        "sheet": sheet,
        "open_point": point if form is not None else None,
        "form": form,
        "stale": stale,
        "effect": queries.effect_of(sheet, actor=request.actor),
        "refusal": None
        if sheet.is_recorded
        else queries.refusal_to_record(sheet, by=request.actor),
        "may_put_right": refusal(rules.check_may_put_right, item.meeting, by=request.actor) is None,
        "trail": trail_of(item),
        "words": _words(sheet),
    }
    return render_page_or_fragment(
        request, "meetings/record.html", "recording", context, status=status
    )


def trail_of(item: AgendaItem, *deeper: str) -> list[tuple[str, str]]:
    """Give the breadcrumbs of a page about deciding on ``item``."""
    meeting = item.meeting
    start = [
        (_("Meetings"), reverse("meetings:list")),
        (_meeting_name(item), meeting.get_absolute_url()),
    ]
    page = _("Record decisions")
    if not deeper:
        return [*start, (page, "")]
    return [*start, (page, address_of("record", item)), *((name, "") for name in deeper)]


def _meeting_name(item: AgendaItem) -> str:
    return f"{item.meeting.body.short_name} {day_date(item.meeting.date)}"


def _words(sheet: queries.Sheet) -> dict[str, str]:
    """Sentences with counts, written out as people say them."""
    count, done = len(sheet.points), len(sheet.complete)
    number = {"number": in_words(count)}
    return {
        "heading": capfirst(ngettext("%(number)s point", "%(number)s points", count) % number),
        "verb": ngettext("Record %(number)s decision", "Record %(number)s decisions", count)
        % number,
        "progress": ngettext(
            "%(done)s of %(count)s point complete", "%(done)s of %(count)s points complete", count
        )
        % {"done": done, "count": count},
        "undecided": ngettext(
            "Accept the last point as proposed",
            "Accept the other %(number)s points as proposed",
            len(sheet.undecided),
        )
        % {"number": in_words(len(sheet.undecided))},
    }


@require_POST
def draft(request: Request, body: str, meeting: str, label: str, point: str) -> HttpResponse:
    """Note the outcome of one point and go to the next one that misses something."""
    item = item_to_record(request, body, meeting, label)
    sheet = queries.sheet_of(item)
    chosen = sheet.point_at(point)
    if chosen is None:
        raise Http404
    form = forms.DraftForm(request.POST, item=item, point=chosen, actor=request.actor)
    if not form.is_valid():
        return _page(request, sheet, point=chosen, form=form, status=422)
    try:
        actions.save_draft(
            item,
            form.noted(),
            point=chosen.source,
            version=form.cleaned_data["version"],
            by=request.actor,
        )
    except StaleEdit as stale:
        both = forms.both_texts(form, stale=stale)
        return _page(request, sheet, point=chosen, form=form, stale=both, status=409)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return redirect(_next_address(item, after=point))


def _next_address(item: AgendaItem, *, after: str) -> str:
    following = queries.sheet_of(item).next_incomplete(after=after)
    address = address_of("record", item)
    if following is None:
        return f"{address}#afronden"
    return f"{address}?punt={following.address}#punt-{following.address}"


@require_POST
def clear(request: Request, body: str, meeting: str, label: str, point: str) -> HttpResponse:
    """Take back what was noted on one point."""
    item = item_to_record(request, body, meeting, label)
    chosen = queries.sheet_of(item).point_at(point)
    if chosen is None or chosen.draft is None:
        raise Http404
    started_from = version_sent(request)
    try:
        actions.clear_draft(chosen.draft, version=started_from, by=request.actor)
    except StaleEdit:
        messages.error(request, _("Somebody else changed this point; nothing was cleared."))
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return redirect(f"{address_of('record', item)}?punt={point}#punt-{point}")


@require_POST
def accept_rest(request: Request, body: str, meeting: str, label: str) -> HttpResponse:
    """Accept every point without an outcome as proposed."""
    item = item_to_record(request, body, meeting, label)
    try:
        actions.accept_rest(item, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return redirect(_next_address(item, after=""))


@require_http_methods(["GET", "HEAD", "POST"])
def record_confirm(request: Request, body: str, meeting: str, label: str) -> HttpResponse:
    """Show what recording will do, and record after confirmation."""
    item = item_to_record(request, body, meeting, label)
    sheet = queries.sheet_of(item)
    reason = queries.refusal_to_record(sheet, by=request.actor)
    if reason is not None:
        messages.error(request, reason)
        return redirect(address_of("record", item))
    form = forms.RecordForm(request.POST or None, initial=_confirmed(sheet))
    if request.method == "POST" and form.is_valid():
        return _record(request, item, form)
    return _confirm_page(request, sheet, form)


def _confirmed(sheet: queries.Sheet) -> dict[str, Any]:
    return {
        "conclusion": sheet.item.conclusion,
        "version": sheet.item.version,
        "edition": sheet.edition,
    }


def _record(request: Request, item: AgendaItem, form: forms.RecordForm) -> HttpResponse:
    try:
        recorded = actions.record(item, by=request.actor, **form.cleaned_data)
    except StaleEdit as stale:
        return _stale_conclusion(request, form, stale=stale)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect(address_of("record_confirm", item))
    count = len(recorded)
    told = ngettext(
        "%(number)s decision stands in the register.",
        "%(number)s decisions stand in the register.",
        count,
    )
    messages.success(request, capfirst(told % {"number": in_words(count)}))
    return redirect(address_of("record", item))


def _stale_conclusion(
    request: Request, form: forms.RecordForm, *, stale: StaleEdit
) -> HttpResponse:
    current = get_object_or_404(_readable(request), pk=stale.current.pk)
    name = _("Conclusion of the chair")
    both = {
        "theirs": [(name, current.conclusion)],
        "mine": [(name, form.cleaned_data["conclusion"])],
    }
    forms.start_again(form, version=current.version)
    return _confirm_page(request, queries.sheet_of(current), form, stale=both, status=409)


def _confirm_page(
    request: Request,
    sheet: queries.Sheet,
    form: forms.RecordForm,
    *,
    stale: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    item = sheet.item
    context = {
        "item": item,
        "meeting": item.meeting,
        "sheet": sheet,
        "effect": queries.effect_of(sheet, actor=request.actor),
        "form": form,
        "stale": stale,
        "trail": trail_of(item, _("Confirm")),
        "words": _words(sheet),
    }
    return render_page_or_fragment(
        request, "meetings/record_confirm.html", "confirm", context, status=status
    )
