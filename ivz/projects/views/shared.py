"""What the pages share: the chosen network, the way back, and answering with a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.network.context import network_chosen
from ivz.network.models import Network
from ivz.projects.models import Project
from ivz.projects.models import Request as ProjectRequest
from ivz.projects.queries.requests import shown
from ivz.unsaved import keeping
from ivz.web.comparison import differences
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit


def network_of(request: Request) -> Network:
    """Give the network chosen at the top of the page."""
    chosen = network_chosen(request)
    if chosen is None:
        raise Http404
    return chosen


def request_or_404(actor: Actor, key: str) -> ProjectRequest:
    """Give a request that ``actor`` may read."""
    return get_object_or_404(shown(actor), key=key)


def project_or_404(actor: Actor, slug: str) -> Project:
    """Give a project that ``actor`` may read."""
    rows = Project.objects.visible_to(actor).select_related(
        "body__network__area",
        "theme",
        "parent",
        "led_by",
        "shared_with",
        "decision__body",
        "plan",
        "evaluation",
    )
    return get_object_or_404(rows, slug=slug)


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way from the projects to this page; the last step has no address."""
    return [(_("Projects"), reverse("projects:index")), *steps]


def form_page(
    request: Request,
    context: dict[str, Any],
    save: Callable[[], str],
    *,
    template: str = "projects/form.html",
    done: str = "",
    stored: Callable[[Any], BaseForm] | None = None,
) -> HttpResponse:
    """Show a form, or save it and go to the address that ``save`` gives.

    Where the template says so, what is typed is kept until it is saved. ``stored`` gives the form
    of a row as it stands now: where somebody else saved first, both texts show, and saving again
    goes over the newer one.
    """
    form = context["form"]
    if answer := keeping.answer(request, form):
        return answer
    context["unsaved"] = keeping.restore(request, form)
    if request.method != "POST":
        return render(request, template, context)
    try:
        address = _saved(form, save) if form.is_valid() else ""
    except StaleEdit as stale:
        if stored is None:
            raise
        theirs, mine = differences(stored(stale.current), form)
        form.data = with_newer(request, version=str(stale.current.version))
        context |= {"theirs": theirs, "mine": mine}
        return render(request, template, context, status=409)
    if not address:
        return render(request, template, context, status=422)
    keeping.saved(request)
    if done:
        messages.success(request, done)
    return redirect(address)


def _saved(form: BaseForm, save: Callable[[], str]) -> str:
    """Save and give the address to go to; nothing where a rule is broken, which the form says."""
    try:
        return save()
    except StaleEdit:
        raise
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return ""


def act(request: Request, action: Callable[[], Any], *, done: str, to: str) -> HttpResponse:
    """Do something and go back, saying what happened or why not."""
    try:
        action()
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, done)
    return redirect(to)


def with_newer(request: Request, **given: str) -> QueryDict:
    """Give what was typed, with the newer version that it will be saved over."""
    data = request.POST.copy()
    for name, value in given.items():
        data[name] = value
    return data


def without_page(request: Request) -> str:
    """Give what was asked of a list, for an address that starts at its first page."""
    asked = request.GET.copy()
    asked.pop("pagina", None)
    return asked.urlencode()
