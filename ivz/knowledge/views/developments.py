"""Pages on developments: the list, one with its history, noting it, what became of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness, most_closed
from ivz.errors import passes
from ivz.knowledge import rules, tables
from ivz.knowledge.actions import developments as actions
from ivz.knowledge.forms.developments import (
    ChooseForm,
    DevelopmentForm,
    StepForm,
    development_as_stored,
)
from ivz.knowledge.models import Development, DevelopmentStep
from ivz.knowledge.queries import developments as queries
from ivz.network.context import network_chosen
from ivz.network.models import Network
from ivz.unsaved.answering import act, form_page
from ivz.web.requests import Request
from ivz.web.tables import table_response

ON_A_PAGE = 25
FORM = "knowledge/form.html"


def _network_of(request: Request) -> Network:
    chosen = network_chosen(request)
    if chosen is None:
        raise Http404
    return chosen


def _or_404(actor: Actor, key: str) -> Development:
    rows = Development.objects.visible_to(actor)
    return get_object_or_404(rows.select_related("network__area", "theme", "noted_by"), key=key)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Developments"), reverse("knowledge:developments")), *steps]


@require_safe
def index(request: Request) -> HttpResponse:
    """Show the developments that were chosen, the latest first."""
    network, actor = _network_of(request), request.actor
    form = ChooseForm(request.GET, choices=queries.choices(network, actor=actor))
    asked = form.chosen()
    found = queries.chosen(queries.developments_in(network, actor=actor), asked)
    context = {
        "network": network,
        "form": form,
        "is_narrowed": asked.is_narrowed,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina")),
        "may_note": passes(rules.check_may_note, network, by=actor),
        "trail": [(_("Developments"), "")],
    }
    return render(request, "knowledge/developments.html", context)


@require_safe
def file(request: Request, suffix: str) -> HttpResponse:
    """Give the developments that were chosen as a file."""
    network, actor = _network_of(request), request.actor
    asked = ChooseForm(request.GET, choices=queries.choices(network, actor=actor)).chosen()
    found = list(queries.chosen(queries.developments_in(network, actor=actor), asked))
    table = tables.developments(network, found, on=actor.today)
    level = most_closed(*(row.openness for row in found)) if found else Openness.PUBLIC
    return table_response(request, table, name="ontwikkelingen", suffix=suffix, openness=level)


@require_safe
def page(request: Request, key: str) -> HttpResponse:
    """Show a development: what changes, what it means and what was done with it."""
    row, actor = _or_404(request.actor, key), request.actor
    is_member = passes(rules.check_may_note, row.network, by=actor)
    makes = passes(rules.check_may_take_up, row, by=actor) and row.is_open
    context = {
        "row": row,
        "network": row.network,
        "history": queries.history(row, actor=actor) if is_member else [],
        "is_member": is_member,
        "changes": passes(rules.check_may_change, row, by=actor),
        "makes": makes,
        "bodies": queries.bodies_to_ask(row.network, actor=actor) if makes else [],
        "may_publish": passes(rules.check_may_publish, row, by=actor),
        "may_close": passes(rules.check_may_close, row, by=actor),
        "trail": _trail((row.title, "")),
    }
    return render(request, "knowledge/development.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Note a development."""
    network, actor = _network_of(request), request.actor
    rules.check_may_note(network, by=actor)
    form = DevelopmentForm(request.POST or None, actor=actor)
    heading = _("Note a development")
    context = {
        "form": form,
        "network": network,
        "heading": heading,
        "lead": _("Everybody in the network reads it. A few sentences are enough."),
        "button": _("Note it"),
        "back": reverse("knowledge:developments"),
        "trail": _trail((heading, "")),
    }

    def save() -> str:
        return actions.note(network, form.details(), by=actor).get_absolute_url()

    return form_page(request, context, save, template=FORM, done=_("Noted."))


def _context(row: Development, form: Any, *, heading: str, button: str) -> dict[str, Any]:
    return {
        "form": form,
        "network": row.network,
        "heading": heading,
        "lead": row.title,
        "button": button,
        "back": row.get_absolute_url(),
        "trail": _trail((row.title, row.get_absolute_url()), (heading, "")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, key: str) -> HttpResponse:
    """Change the text; a stale save shows both texts."""
    actor = request.actor
    row = _or_404(actor, key)
    rules.check_may_change(row, by=actor)
    form = DevelopmentForm(
        request.POST or None, initial=development_as_stored(row), actor=actor, row=row
    )
    context = _context(row, form, heading=_("Change the text"), button=_("Save"))

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        return actions.change(row, form.details(), version=version, by=actor).get_absolute_url()

    def stored(_current: Any) -> DevelopmentForm:
        current = _or_404(actor, key)
        return DevelopmentForm(initial=development_as_stored(current), actor=actor, row=current)

    return form_page(request, context, save, template=FORM, done=_("Saved."), stored=stored)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, key: str) -> HttpResponse:
    """Say what became of a development; a stale save shows both."""
    actor = request.actor
    row = _or_404(actor, key)
    rules.check_may_change(row, by=actor)
    form = StepForm(
        request.POST or None, initial={"version": row.version}, network=row.network, actor=actor
    )
    context = _context(row, form, heading=_("What became of it?"), button=_("Save"))

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        return actions.move(row, form.details(), version=version, by=actor).get_absolute_url()

    def stored(current: Any) -> StepForm:
        told = {"kind": current.state, "words": current.outcome, "review_on": current.review_on}
        return StepForm(initial=told, network=row.network, actor=actor)

    return form_page(request, context, save, template=FORM, done=_("Saved."), stored=stored)


@require_POST
def undo(request: Request, key: str, step: int) -> HttpResponse:
    """Take the last step back."""
    row = _or_404(request.actor, key)
    rules.check_may_change(row, by=request.actor)
    steps = DevelopmentStep.objects.visible_to(request.actor).select_related("development__network")
    found = get_object_or_404(steps, development=row, pk=step)
    return act(
        request,
        lambda: actions.undo(found, by=request.actor),
        done=_("Taken back. The history tells it."),
        to=row.get_absolute_url(),
    )


@require_POST
def openness(request: Request, key: str) -> HttpResponse:
    """Make a development public, or close it again."""
    row = _or_404(request.actor, key)
    if not passes(rules.check_may_steer, row.network, by=request.actor):
        raise PermissionDenied
    closes = "sluiten" in request.POST
    apply = actions.close if closes else actions.publish
    return act(
        request,
        lambda: apply(row, by=request.actor),
        done=_("Closed: only the network reads it.") if closes else _("Public: anybody reads it."),
        to=row.get_absolute_url(),
    )
