"""The page with the school holidays that series keep free."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.errors import RuleBroken, passes
from ivz.meetings.actions import holidays as actions
from ivz.meetings.forms.series import HolidayForm
from ivz.meetings.models import SchoolHoliday
from ivz.meetings.rules import series as rules
from ivz.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """List the school holidays; whoever plans meetings adds one."""
    may_keep = passes(rules.check_may_keep_holidays, by=request.actor)
    if request.method == "POST" and not may_keep:
        raise PermissionDenied
    form = HolidayForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add(form.details(), by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("Added. New proposals keep these days free."))
            return redirect("meetings:holidays")
    context = {
        "form": form if may_keep else None,
        "may_keep": may_keep,
        "holidays": SchoolHoliday.objects.filter(last_day__gte=request.actor.today),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/holidays.html", context, status=status)


@require_POST
def remove(request: Request, school_holiday: int) -> HttpResponse:
    """Take a school holiday off the list."""
    actions.remove(get_object_or_404(SchoolHoliday, pk=school_holiday), by=request.actor)
    messages.success(request, _("Removed from the list."))
    return redirect("meetings:holidays")
