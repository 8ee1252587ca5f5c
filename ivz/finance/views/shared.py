"""What the pages on budgets share: the record asked for, the way back, answering with a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.finance.models import Budget
from ivz.web.comparison import differences
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit, Versioned

FORM = "finance/form.html"


def budget_or_404(actor: Actor, network: str, year: int, edition: int) -> Budget:
    """Give a budget that ``actor`` may read."""
    rows = Budget.objects.visible_to(actor).select_related("body__network__area", "decision__body")
    return get_object_or_404(rows, body__network__slug=network, year=year, edition=edition)


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way from the contributions to this page; the last step has no address."""
    return [
        (_("Contributions"), reverse("finance:start")),
        (_("Budgets"), reverse("budgets:start")),
        *steps,
    ]


def below(budget: Budget, heading: str, *, button: str) -> dict[str, Any]:
    """Give what a page under a budget shows around its form."""
    return {
        "network": budget.network,
        "heading": heading,
        "lead": budget.title,
        "button": button,
        "back": budget.get_absolute_url(),
        "trail": trail((budget.title, budget.get_absolute_url()), (heading, "")),
    }


def form_page(
    request: Request, context: dict[str, Any], save: Callable[[], str], *, done: str
) -> HttpResponse:
    """Show a form, or save it and go to the address that ``save`` gives."""
    form, status = context["form"], 200
    if request.method == "POST":
        if form.is_valid():
            try:
                address = save()
            except StaleEdit:
                raise
            except RuleBroken as broken:
                known = broken.field in form.fields if broken.field else False
                form.add_error(broken.field if known else None, str(broken))
            else:
                messages.success(request, done)
                return redirect(address)
        status = 422
    return render(request, FORM, context, status=status)


def stale_page(
    request: Request, context: dict[str, Any], *, stored: Any, current: Versioned
) -> HttpResponse:
    """Show what somebody else saved beside what was typed, to save once more."""
    form = context["form"]
    theirs, mine = differences(stored, form)
    data = request.POST.copy()
    data["version"] = str(current.version)
    form.data = data
    return render(request, FORM, context | {"theirs": theirs, "mine": mine}, status=409)


def act(request: Request, action: Callable[[], Any], *, done: str, to: str) -> HttpResponse:
    """Do something and go back, saying what happened or why not."""
    try:
        action()
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, done)
    return redirect(to)
