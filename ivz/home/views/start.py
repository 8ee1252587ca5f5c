"""The start page: what concerns this person today, or what is public."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ivz.access.queries import due_reviews
from ivz.decisions.queries.restrictions import due_restrictions
from ivz.home.queries.founding import is_empty_installation
from ivz.home.queries.today import (
    duties_of,
    next_meetings,
    papers_to_sign,
    plan_lines,
    posts_over,
    referred_to,
    reports_overdue,
    to_record,
    waits_after,
    what_changed,
)
from ivz.network.queries.upkeep_checks import due_check
from ivz.projects.queries.duties import project_duties
from ivz.projects.queries.requests import waiting_for
from ivz.web.notices import notices_for
from ivz.web.requests import Request


@require_safe
def page(request: Request) -> HttpResponse:
    """Show "Vandaag" to people, the public start page to visitors, the start when empty."""
    actor = request.actor
    if not actor.seats and is_empty_installation():
        return redirect("home:begin")
    meetings = next_meetings(actor)
    context = {
        "today": actor.today,
        "meetings": meetings,
        "referred": referred_to(actor, meetings),
        "decisions": what_changed(actor),
    }
    if not actor.is_signed_in:
        return render(request, "home/public.html", context)
    context |= {
        "to_sign": papers_to_sign(actor, meetings),
        "over": posts_over(actor, meetings),
        "after": waits_after(actor, meetings),
        "plan_lines": plan_lines(actor, meetings),
        "overdue": reports_overdue(actor, meetings),
        "duties": duties_of(actor),
        "project_duties": project_duties(actor),
        "to_record": to_record(actor),
        "due_check": due_check(actor),
        "notices": notices_for(actor),
        "requests": waiting_for(actor),
        "due_reviews": due_reviews(actor),
        "due_restrictions": due_restrictions(actor),
    }
    return render(request, "home/today.html", context)
