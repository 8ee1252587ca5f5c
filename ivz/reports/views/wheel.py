"""The year wheel: what is due every year, and where each of it is."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.errors import RuleBroken, passes, refusal
from ivz.projects.rules.rights import check_may_ask, check_may_steer
from ivz.reports.actions import periodic as actions
from ivz.reports.forms.periodic import DutyForm
from ivz.reports.models import PeriodicReport, YearlyDuty
from ivz.reports.queries import periodic as queries
from ivz.reports.rules import periodic as rules
from ivz.reports.states import Due
from ivz.reports.views.shared import FORM, network_of, trail
from ivz.unsaved.answering import act, form_page
from ivz.web.requests import Request

_YEAR = re.compile(r"[12][0-9]{3}", re.ASCII)


def _address(year: int) -> str:
    return f"{reverse('reports:wheel')}?jaar={year}"


def _year(asked: str, request: Request) -> int:
    return int(asked) if _YEAR.fullmatch(asked) else request.actor.today.year


@require_safe
def page(request: Request) -> HttpResponse:
    """Show what is due in a year to the network, what is late first."""
    network, actor = network_of(request), request.actor
    check_may_ask(network, by=actor)
    year = _year(request.GET.get("jaar", ""), request)
    spokes = queries.wheel(network, year, actor=actor)
    context = {
        "network": network,
        "year": str(year),  # as people write a year: without a point
        "others": [str(year - 1), str(year + 1)],
        "spokes": spokes,
        "late": sum(spoke.state == Due.OVERDUE for spoke in spokes),
        "steers": passes(check_may_steer, network, by=actor),
        "trail": trail((_("Year wheel"), "")),
    }
    return render(request, "reports/wheel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Lay down that something is due every year."""
    network, actor = network_of(request), request.actor
    check_may_steer(network, by=actor)
    form = DutyForm(request.POST or None, initial={"from_year": actor.today.year})
    heading = _("Lay down what is due every year")
    context = {
        "form": form,
        "network": network,
        "heading": heading,
        "button": _("Save"),
        "back": reverse("reports:wheel"),
        "trail": trail((_("Year wheel"), reverse("reports:wheel")), (heading, "")),
    }

    def save() -> str:
        duty = actions.lay_down(network, form.details(), by=actor)
        return _address(max(actor.today.year, duty.from_year))

    return form_page(request, context, save, template=FORM, done=_("It stands on the year wheel."))


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """End a duty; what was made stays. The wheel stays on the year that was shown."""
    duty = get_object_or_404(YearlyDuty.objects.visible_to(request.actor), pk=pk)
    check_may_steer(duty.network, by=request.actor)
    name = str(duty)
    try:
        ended = actions.end(duty, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _told_ended(name, ended))
    return redirect(_address(_year(request.POST.get("jaar", ""), request)))


def _told_ended(name: str, ended: YearlyDuty | None) -> str:
    if ended is None or ended.last_year is None:
        return _("%(duty)s stands on the year wheel no more.") % {"duty": name}
    words = _(
        "%(duty)s is not due from %(next)s on. On the year wheel of %(last)s you choose "
        "“Due every year again” to take that back."
    )
    return words % {"duty": name, "next": ended.last_year + 1, "last": ended.last_year}


@require_POST
def go_on(request: Request, pk: int) -> HttpResponse:
    """Make a duty due every year again."""
    duty = get_object_or_404(YearlyDuty.objects.visible_to(request.actor), pk=pk)
    check_may_steer(duty.network, by=request.actor)
    return act(
        request,
        lambda: actions.go_on(duty, by=request.actor),
        done=_("It is due every year again."),
        to=_address(_year(request.POST.get("jaar", ""), request)),
    )


@require_POST
def begin(request: Request, pk: int, year: int) -> HttpResponse:
    """Begin the report that is due in a year, and go there."""
    duty = get_object_or_404(
        YearlyDuty.objects.visible_to(request.actor).select_related("network__area"), pk=pk
    )
    reason = refusal(rules.check_may_begin, duty, year, by=request.actor)
    made = PeriodicReport.objects.visible_to(request.actor).filter(duty=duty, year=year).first()
    if reason is None:
        return redirect(actions.begin(duty, year, by=request.actor))
    check_may_steer(duty.network, by=request.actor)
    messages.error(request, reason)
    return redirect(made or _address(year))
