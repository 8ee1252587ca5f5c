"""What the pages on annual plans share: the plan asked for, and the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import refusal
from ivz.network.context import network_chosen
from ivz.network.models import Network
from ivz.reports.models import AnnualPlan, PlanLine
from ivz.web.requests import Request

FORM = "reports/form.html"


def network_of(request: Request) -> Network:
    """Give the network that is looked at."""
    chosen = network_chosen(request)
    if chosen is None:
        raise Http404
    return chosen


def plan_or_404(actor: Actor, network: str, year: int) -> AnnualPlan:
    """Give a plan that ``actor`` may read."""
    rows = AnnualPlan.objects.visible_to(actor).select_related("body__network__area", "decision")
    return get_object_or_404(rows, body__network__slug=network, year=year)


def line_or_404(actor: Actor, plan: AnnualPlan, pk: int) -> PlanLine:
    """Give a line of a plan that ``actor`` may read."""
    rows = PlanLine.objects.visible_to(actor).select_related("owner", "project", "theme")
    line = get_object_or_404(rows, plan=plan, pk=pk)
    line.plan = plan
    return line


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way from the annual plans to this page; the last step has no address."""
    return [(_("Annual plans"), reverse("reports:plans")), *steps]


def below(
    plan: AnnualPlan, heading: str, *, button: str = "", lead: str = "", progress: bool = False
) -> dict[str, Any]:
    """Give what a page under a plan, or under its progress, shows around its form."""
    own = plan.get_absolute_url()
    steps, back = [(plan.title, own)], own
    if progress:
        back = reverse("reports:progress", args=[plan.network.slug, plan.year])
        steps.append((_("Progress"), back))
    return {
        "plan": plan,
        "network": plan.network,
        "heading": heading,
        "lead": lead or plan.title,
        "button": button or heading,
        "back": back,
        "trail": trail(*steps, (heading, "")),
    }


def turned_back(
    request: Request, check: Callable[..., None], subject: object, *, plan: AnnualPlan
) -> HttpResponse | None:
    """Go back to the plan, with the reason, where a rule refuses the form that is opened.

    What was typed already is refused when it is saved, and stays in the form.
    """
    reason = refusal(check, subject, by=request.actor)
    if reason == "":
        raise PermissionDenied
    if reason is None or request.method == "POST":
        return None
    messages.error(request, reason)
    return redirect(plan)


def version_in(request: Request) -> int:
    """Give the version that somebody had before them; none fits where it is no number."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
