"""What the pages share: the chosen network, the way back, and answering with a form."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.network.context import network_chosen
from ivz.network.models import Network
from ivz.projects.models import Project
from ivz.projects.models import Request as ProjectRequest
from ivz.projects.queries.requests import shown
from ivz.unsaved import answering
from ivz.unsaved.answering import act, with_newer
from ivz.web.requests import Request

__all__ = [
    "act",
    "form_page",
    "network_of",
    "project_or_404",
    "request_or_404",
    "trail",
    "with_newer",
    "without_page",
]


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
    """Show a form of this subject, or save it and go to the address that ``save`` gives."""
    return answering.form_page(request, context, save, template=template, done=done, stored=stored)


def without_page(request: Request) -> str:
    """Give what was asked of a list, for an address that starts at its first page."""
    asked = request.GET.copy()
    asked.pop("pagina", None)
    return asked.urlencode()
