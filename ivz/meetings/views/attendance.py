"""The page that keeps the attendance list."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ivz.errors import RuleBroken, refusal
from ivz.meetings.actions.attendance import record_attendance
from ivz.meetings.forms.attendance import AttendanceForm, fill_in, fill_in_rest, initial_of
from ivz.meetings.models import Meeting
from ivz.meetings.queries.attendance import possible_deputies, seats_on_the_day
from ivz.meetings.rules import attendance as rules
from ivz.meetings.states import Presence
from ivz.meetings.views.lookups import meeting_or_404
from ivz.network.models import Person, Seat
from ivz.web.comparison import differences
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show the list, read a pasted one into it, or save it."""
    found = meeting_or_404(request.actor, body, meeting)
    reason = refusal(rules.check_may_record_attendance, found, by=request.actor)
    if reason == "":
        raise PermissionDenied
    people: dict[str, Any] = {
        "seats": seats_on_the_day(found),
        "deputies": possible_deputies(found.body),
    }
    if request.method == "POST" and "lees" in request.POST:
        return _read_pasted(request, found, people)
    if request.method == "POST" and "rest" in request.POST:
        return _fill_in_rest(request, found, people)
    if request.method == "POST":
        return _save(request, found, people)
    form = AttendanceForm(initial=_as_kept(found, people["seats"]), **people)
    return _render(request, found, {"form": form, "reason": reason})


def _as_kept(meeting: Meeting, seats: Sequence[Seat]) -> dict[str, object]:
    """The list as kept; the chair and the secretary start as present."""
    counted = {meeting.chair_id, meeting.secretary_id}
    present = {
        f"presence_{seat.pk}": Presence.PRESENT for seat in seats if seat.person_id in counted
    }
    return present | initial_of(meeting, list(meeting.attendance.select_related("deputy")))


def _read_pasted(request: Request, meeting: Meeting, people: dict[str, Any]) -> HttpResponse:
    given = {name: value for name, value in request.POST.items() if name != "asked"}
    text = request.POST.get("geplakt", "")
    filled = fill_in(text, seats=people["seats"], given=given)
    form = AttendanceForm(initial=filled.initial, **people)
    context = {"form": form, "filled": filled, "pasted": text}
    return _render(request, meeting, context, status=422 if filled.conflicts else 200)


def _fill_in_rest(request: Request, meeting: Meeting, people: dict[str, Any]) -> HttpResponse:
    text = request.POST.get("geplakt", "")
    rest = fill_in_rest(text, seats=people["seats"], given=dict(request.POST.items()))
    form = AttendanceForm(initial=rest.initial, **people)
    context = {"form": form, "rest": rest, "pasted": text}
    return _render(request, meeting, context, status=422 if rest.conflicts else 200)


def _save(request: Request, meeting: Meeting, people: dict[str, Any]) -> HttpResponse:
    form = AttendanceForm(request.POST, **people)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            record_attendance(
                meeting,
                form.entries(),
                version=form.cleaned_data["version"],
                by=request.actor,
                are_different_people=form.cleaned_data["are_different_people"],
                guests=form.guest_list(),
            )
        except StaleEdit:
            current = meeting_or_404(request.actor, meeting.body.slug, meeting.slug)
            return _stale(request, current, people)
        except RuleBroken as broken:
            form.add_error(broken.field or None, str(broken))
            context["asks_confirmation"] = isinstance(broken, rules.SameName)
        else:
            messages.success(request, _("Attendance is saved."))
            return redirect(meeting)
    return _render(request, meeting, context, status=422)


def _stale(request: Request, current: Meeting, people: dict[str, Any]) -> HttpResponse:
    data = request.POST.copy()
    data["version"] = str(current.version)
    mine = AttendanceForm(data, **people)
    stored = AttendanceForm(initial=_as_kept(current, people["seats"]), **people)
    theirs, own = differences(stored, mine)
    context = {"form": mine, "theirs": theirs, "mine": own}
    return _render(request, current, context, status=409)


def _render(
    request: Request, meeting: Meeting, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    form: AttendanceForm = context["form"]
    deputies: Sequence[Person] = form.deputies
    context |= {"meeting": meeting, "deputies": deputies}
    status = 422 if context.get("reason") else status
    return render(request, "meetings/attendance.html", context, status=status)
