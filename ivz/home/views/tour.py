"""Playing the meeting again: five steps in the practice meeting, from one date to the next."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ivz.accounts.actors import actor_of
from ivz.accounts.sessions import Method
from ivz.authorization.permissions import Permission
from ivz.home.actions.tour import move_to_day_of
from ivz.home.queries.accounts import EXAMPLE_PREFIX, example_account
from ivz.home.queries.tour import Practice, Step, StepState, practice, steps
from ivz.meetings.models import Meeting
from ivz.signin import entering
from ivz.web.requests import Request

HAS_STARTED = "tour_started"


@require_safe
def page(request: Request) -> HttpResponse:
    """Show how far the tour is, and the one thing to do next."""
    if not settings.IS_EXAMPLE:
        raise Http404
    known = practice(request.actor)
    if known is None:
        return render(request, "home/tour.html", {"steps": []})
    taken = _steps(request, known)
    context = {
        "steps": taken,
        "done": sum(step.state == StepState.DONE for step in taken),
        "meeting": known.meeting,
        "later": known.later,
        "is_coordinator": _may_record(request, known),
    }
    return render(request, "home/tour.html", context)


def _steps(request: Request, known: Practice) -> list[Step]:
    has_started = bool(request.session.get(HAS_STARTED))
    return steps(known, today=request.actor.today, has_started=has_started)


def _may_record(request: Request, known: Practice) -> bool:
    return request.actor.may(Permission.RECORD_DECISIONS, within=known.meeting.body)


@require_POST
def start(request: Request) -> HttpResponse:
    """Go to the place of a step, as the coordinator and on its day."""
    known = _practice_or_404(request)
    number = request.POST.get("step", "1")
    step = next((step for step in _steps(request, known) if str(step.number) == number), None)
    if step is None or not step.is_open:
        return redirect("home:tour")
    _become_coordinator(request, known)
    coordinator = actor_of(request.user, today=request.actor.today)
    move_to_day_of(step.number, known, by=coordinator)
    request.session[HAS_STARTED] = True
    return redirect(_place(step, known))


def _practice_or_404(request: Request) -> Practice:
    known = practice(request.actor) if settings.IS_EXAMPLE else None
    if known is None:
        raise Http404
    return known


def _become_coordinator(request: Request, known: Practice) -> None:
    if _may_record(request, known):
        return
    account = example_account(f"{EXAMPLE_PREFIX}coordinator")
    if account is None:
        raise Http404
    entering.sign_in(request, account, method=Method.EXAMPLE)


def _place(step: Step, known: Practice) -> str:
    meeting = [known.meeting.body.slug, known.meeting.slug]
    if step.number == 5 and known.later is not None:
        return known.later.get_absolute_url()
    places = {
        2: ("meetings:attendance", meeting),
        3: ("meetings:record", [*meeting, known.item.label]),
        4: ("meetings:published" if known.meeting.is_published else "meetings:publish", meeting),
    }
    name, arguments = places.get(step.number, ("meetings:detail", meeting))
    return reverse(name, args=arguments)


@require_POST
def as_visitor(request: Request) -> HttpResponse:
    """Sign out and show the decision list as the public reads it, once it is public."""
    known = _practice_or_404(request)
    if not known.meeting.is_published:
        return redirect("home:tour")
    logout(request)
    request.session[HAS_STARTED] = True
    return redirect(_decision_list(known.meeting))


def _decision_list(meeting: Meeting) -> str:
    return reverse("meetings:decision_list", args=[meeting.body.slug, meeting.slug])
