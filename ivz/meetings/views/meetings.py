"""Pages about meetings: the list, one meeting, planning and convening."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.decisions import rules as decision_rules
from ivz.decisions.models import FollowUp
from ivz.errors import RuleBroken, passes, refusal
from ivz.events.queries import invitations
from ivz.meetings.actions import planning as actions
from ivz.meetings.actions.agreements import settle
from ivz.meetings.actions.ordering import OrderChanged
from ivz.meetings.forms.planning import MeetingForm, PlanForm
from ivz.meetings.models import Meeting, Referral
from ivz.meetings.queries import meetings as queries
from ivz.meetings.queries.agenda_load import Load, coming_loads
from ivz.meetings.queries.annexes import HungAnnex, annexes_of
from ivz.meetings.queries.attendance import attendees
from ivz.meetings.queries.clashes import clashes_of
from ivz.meetings.queries.knowledge import presented_at
from ivz.meetings.queries.lateness import deadlines_of, late_changes, with_late
from ivz.meetings.queries.moving import moved_on
from ivz.meetings.queries.next_steps import next_step
from ivz.meetings.queries.parking import tray
from ivz.meetings.queries.questions import decides_projects, open_requests
from ivz.meetings.queries.referrals import referrals_of
from ivz.meetings.queries.routes import received
from ivz.meetings.queries.signing import not_signed, papers_to_sign
from ivz.meetings.queries.standing import has_standing
from ivz.meetings.rules import attendance as attendance_rules
from ivz.meetings.rules import planning as rules
from ivz.meetings.rules import standing as standing_rules
from ivz.meetings.rules import voices as voice_rules
from ivz.meetings.rules.referrals import can_be_referred
from ivz.meetings.rules.signing import MOST_REASON
from ivz.meetings.states import MeetingState
from ivz.meetings.views.lookups import meeting_or_404, shown_meeting_or_404
from ivz.network.context import network_chosen
from ivz.unsaved.answering import told_with_what_was_typed
from ivz.web.comparison import differences
from ivz.web.fragments import render_page_or_fragment
from ivz.web.requests import Request, version_sent, whole_number
from ivz.workflow.versions import StaleEdit

MOST_INVITATIONS = 5
MOVED = ("verplaatst", "stond_voor")
PER_PAGE = 20

Returning = tuple[FollowUp, bool, bool, Referral | None, bool]


@require_safe
def overview(request: Request) -> HttpResponse:
    """List the meetings of the chosen network, coming and past."""
    actor = request.actor
    network = network_chosen(request)
    if network is None:
        return render(request, "meetings/list.html", {"upcoming": [], "past": []})
    past = Paginator(queries.past(network, actor=actor), PER_PAGE)
    writable = queries.bodies_to_write_for(actor)
    context = {
        "upcoming": queries.upcoming(network, actor=actor),
        "past": past.get_page(request.GET.get("pagina")),
        "may_plan": bool(queries.bodies_to_plan_for(actor)),
        "writable": writable,
        "to_sign": papers_to_sign(actor) if actor.seats else [],
        "received": received(actor) if actor.seats else [],
        "invited": invitations(actor).coming(actor.today)[:MOST_INVITATIONS],
        "unscheduled": queries.unscheduled_proposals([body.pk for body in writable], actor=actor)
        if writable
        else [],
    }
    return render(request, "meetings/list.html", context)


@require_safe
def detail(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show one meeting; editing the agenda is a mode of this page."""
    found = shown_meeting_or_404(request.actor, body, meeting)
    context = _detail_context(found, request)
    if context["is_editing"] and context["may_edit"] and "verplaatst" in request.GET:
        key, back_before = (whole_number(request.GET.get(name, "")) for name in MOVED)
        context["moved"] = moved_on(context["agenda"], key=key, back_before=back_before)
    return render_page_or_fragment(request, "meetings/detail.html", "meeting", context)


def editing_page(request: Request, meeting: Meeting, *, orders: OrderChanged) -> HttpResponse:
    """Show the meeting in edit mode after a move that came too late, with both orders."""
    context = _detail_context(meeting, request, wants_to_edit=True) | {"orders": orders}
    return render_page_or_fragment(request, "meetings/detail.html", "meeting", context, status=409)


def refused_page(request: Request, meeting: Meeting, *, why: str, late_reason: str) -> HttpResponse:
    """Show the meeting in edit mode after nothing was put on, with the reason that was typed."""
    kept = {"why": why, "late_reason": late_reason}
    context = _detail_context(meeting, request, wants_to_edit=True) | {"kept": kept}
    return render_page_or_fragment(request, "meetings/detail.html", "meeting", context, status=422)


def _detail_context(
    meeting: Meeting, request: Request, *, wants_to_edit: bool = False
) -> dict[str, Any]:
    actor = request.actor
    may_manage = actor.may(Permission.EDIT_AGENDA, within=meeting)
    agenda, annexes = _agenda(meeting, actor=actor, with_withdrawn=may_manage)
    late = late_changes(meeting, actor=actor)
    agenda = with_late(agenda, late)
    is_inside = meeting.body.network_id in actor.network_ids
    may_edit = passes(rules.check_may_edit_agenda, meeting, by=actor)
    may_publish = actor.may(Permission.PUBLISH_DECISIONS, within=meeting)
    asks_to_edit = wants_to_edit or "bewerk" in request.GET
    is_editing = (may_edit or may_publish) and asks_to_edit
    follow_ups = queries.returning(meeting, actor=actor)
    offers = is_editing and may_edit and meeting.is_to_come and not meeting.is_practice
    return {
        "meeting": meeting,
        "agenda": agenda,
        "deadlines": deadlines_of(meeting, on=actor.today) if is_inside else None,
        "late": late,
        "requests": open_requests(meeting, actor=actor) if is_inside else [],
        "is_inside": is_inside,
        "shows_minutes": is_inside or meeting.is_published,
        "attendees": attendees(meeting) if is_inside or meeting.is_published else None,
        "follow_ups": _returning(follow_ups, meeting, actor=actor, is_inside=is_inside),
        "annexes": annexes,
        "may_manage_annexes": may_manage,
        "next": next_step(meeting, agenda, actor=actor),
        "may_edit": may_edit,
        "is_editing": is_editing,
        "may_park": may_manage and not meeting.is_practice,
        "loads": coming_loads(meeting, actor=actor) if offers else [],
        "tray": tray(meeting, agenda, follow_ups, actor=actor) if offers else None,
        "decides_projects": is_editing and decides_projects(meeting),
        "may_put_standing": not agenda.rows and _may_put_standing(meeting, actor=actor),
        "may_change": passes(rules.check_may_change, meeting, by=actor),
        "may_publish": may_publish,
        "clashes": clashes_of(meeting, actor=actor) if is_inside and not is_editing else [],
        **_on_the_day(meeting, agenda, actor=actor),
    }


def _may_put_standing(meeting: Meeting, *, actor: Actor) -> bool:
    may_put = passes(standing_rules.check_may_put_standing, meeting, by=actor)
    return may_put and has_standing(meeting.body)


def _on_the_day(meeting: Meeting, agenda: queries.Agenda, *, actor: Actor) -> dict[str, Any]:
    """Tell what the reader does while the meeting is on, and right after it."""
    first = agenda.rows[0].item if agenda.rows else None
    return {
        "may_sit": passes(voice_rules.check_may_sit, meeting, by=actor),
        "may_report": first is not None and passes(rules.check_may_report, first, by=actor),
        "may_record_attendance": passes(
            attendance_rules.check_may_record_attendance, meeting, by=actor
        ),
    }


def _agenda(
    meeting: Meeting, *, actor: Actor, with_withdrawn: bool
) -> tuple[queries.Agenda, list[HungAnnex]]:
    """Give the agenda with what hangs on its items, and what hangs on the meeting itself."""
    agenda = queries.agenda(meeting, actor=actor)
    items = [row.item for row in agenda.rows]
    papers = [item.proposal for item in items if item.proposal]
    hung = annexes_of(meeting, *items, *papers, actor=actor, with_withdrawn=with_withdrawn)
    on_meeting = [each for each in hung if each.annex.meeting_id == meeting.pk]
    agenda = queries.with_knowledge(agenda, presented_at(meeting, actor=actor))
    return queries.with_annexes(agenda, hung), on_meeting


def _returning(
    follow_ups: list[FollowUp], meeting: Meeting, *, actor: Actor, is_inside: bool
) -> list[Returning]:
    found = referrals_of(follow_ups, actor=actor) if follow_ups and is_inside else {}
    may_refer = actor.may(Permission.RECORD_DECISIONS, within=meeting.body)
    return [
        (
            follow_up,
            passes(decision_rules.check_may_close, follow_up, by=actor),
            passes(decision_rules.check_may_tell, follow_up, by=actor),
            found.get(follow_up.pk),
            may_refer and follow_up.pk not in found and can_be_referred(follow_up),
        )
        for follow_up in follow_ups
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Plan a meeting."""
    bodies = queries.bodies_to_plan_for(request.actor)
    if not bodies:
        raise PermissionDenied
    form = PlanForm(request.POST or None, bodies=bodies)
    if form.is_valid():
        try:
            planned = actions.plan(form.details(), body=form.chosen_body(), by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("The meeting is planned. Now make its agenda."))
            return redirect(planned)
    context = {"form": form, "title": _("Plan a meeting"), "verb": _("Plan the meeting")}
    return render(request, "meetings/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, body: str, meeting: str) -> HttpResponse:
    """Change date, time, place and people; a stale save shows both texts."""
    found = meeting_or_404(request.actor, body, meeting)
    reason = refusal(rules.check_may_change, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    form = MeetingForm(request.POST or None, meeting=found)
    context: dict[str, Any] = {"status": 422 if reason or form.errors else 200}
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            saved = actions.change(found, form.details(), version=version, by=request.actor)
        except StaleEdit:
            current = meeting_or_404(request.actor, body, meeting)
            form, context = _both_meetings(request, current)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
            context["status"] = 422
        else:
            messages.success(request, _("Saved."))
            return redirect(saved)
    context |= {"form": form, "meeting": found, "reason": reason}
    context |= {"title": _("Change the meeting"), "verb": _("Save")}
    return render(request, "meetings/edit.html", context, status=context.pop("status"))


def _both_meetings(request: Request, current: Meeting) -> tuple[MeetingForm, dict[str, Any]]:
    data = request.POST.copy()
    data["version"] = str(current.version)
    mine = MeetingForm(data, meeting=current)
    theirs, own = differences(MeetingForm(meeting=current), mine)
    return mine, {"theirs": theirs, "mine": own, "status": 409}


@require_http_methods(["GET", "HEAD", "POST"])
def convene(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show what becomes public, and after confirmation send the agenda out."""
    found = meeting_or_404(request.actor, body, meeting)
    is_draft = found.state == MeetingState.DRAFT
    check = rules.check_may_convene if is_draft else rules.check_may_publish_additions
    reason = refusal(check, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    if request.method == "POST":
        try:
            _send_out(found, request)
        except RuleBroken as broken:
            reason = str(broken)
        else:
            messages.success(request, _("The agenda is out. Everyone can see what is public."))
            return redirect(found)
    preview = queries.agenda_preview(found, actor=request.actor)
    unsigned = not_signed(found, actor=request.actor)
    context = {
        "meeting": found,
        "is_draft": is_draft,
        "reason": reason,
        "preview": preview,
        "load": _load_of(found, request),
        "unsigned": [item for item in unsigned if is_draft or item in preview.becoming],
        "unsigned_reason": request.POST.get("zonder-paraaf", ""),
    }
    return render(request, "meetings/convene.html", context, status=422 if reason else 200)


def _send_out(meeting: Meeting, request: Request) -> None:
    is_draft = meeting.state == MeetingState.DRAFT
    step = actions.convene if is_draft else actions.publish_additions
    step(
        meeting,
        previewed=_confirmed(request, "item"),
        annexes=_confirmed(request, "annex"),
        unsigned_reason=request.POST.get("zonder-paraaf", "")[:MOST_REASON],
        by=request.actor,
    )


def _load_of(meeting: Meeting, request: Request) -> Load | None:
    loads = coming_loads(meeting, actor=request.actor)
    return next((load for load in loads if load.meeting == meeting), None)


def _confirmed(request: Request, name: str) -> set[int]:
    return {whole_number(pk) for pk in request.POST.getlist(name)} - {0}


@require_POST
def close_follow_up(request: Request, body: str, meeting: str, follow_up: int) -> HttpResponse:
    """Mark a follow-up on this agenda as done."""
    found = meeting_or_404(request.actor, body, meeting)
    visible = FollowUp.objects.visible_to(request.actor).filter(body=found.body)
    wanted = get_object_or_404(visible.select_related("body"), pk=follow_up)
    result = request.POST.get("result", "").strip()
    try:
        settle(
            wanted,
            meeting=found,
            result=result,
            version=version_sent(request),
            by=request.actor,
        )
    except RuleBroken as broken:
        theirs = visible.filter(pk=follow_up).values_list("result", flat=True).first()
        told = told_with_what_was_typed(broken, typed=result, theirs=theirs)
        messages.error(request, told)
    else:
        messages.success(request, _("Done. It returns on no agenda any more."))
    return redirect(found)
