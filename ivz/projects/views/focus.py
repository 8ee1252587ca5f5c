"""Pages on focus agendas: all of a network, one with its grounds, making and proposing it."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.decisions.queries import DecisionsAbout, decisions_about
from ivz.decisions.states import PaperState
from ivz.errors import passes
from ivz.projects import focus_tables
from ivz.projects.actions import focus as actions
from ivz.projects.focusing import FOCUS
from ivz.projects.forms.focus import GROUND_KINDS, AdoptedForm, AgendaForm, agenda_as_stored
from ivz.projects.models import FocusAgenda
from ivz.projects.queries import focus as queries
from ivz.projects.rules import focus as rules
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.views.shared import act, form_page, network_of, trail
from ivz.web.requests import Request
from ivz.web.tables import table_response


def agenda_or_404(actor: Actor, slug: str) -> FocusAgenda:
    """Give a focus agenda that ``actor`` may read."""
    rows = FocusAgenda.objects.visible_to(actor)
    return get_object_or_404(rows.select_related("body__network__area", "decision"), slug=slug)


def way(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way from the projects over the focus agendas to this page."""
    return trail((_("Focus agendas"), reverse("projects:focus_agendas")), *steps)


@require_safe
def index(request: Request) -> HttpResponse:
    """Show what came, comes and will come first, by period."""
    network, actor = network_of(request), request.actor
    context = {
        "network": network,
        "heading": _("Focus agendas"),
        "agendas": queries.agendas_of(network, actor=actor),
        "steers": passes(check_may_steer, network, by=actor),
        "trail": trail((_("Focus agendas"), "")),
    }
    return render(request, "projects/focus_agendas.html", context)


@require_safe
def page(request: Request, agenda: str) -> HttpResponse:
    """Show an agenda: what comes first, on which grounds, and who carries it out."""
    actor = request.actor
    found = agenda_or_404(actor, agenda)
    steers = passes(check_may_steer, found.network, by=actor)
    is_draft = found.state == PaperState.DRAFT
    context = {
        "agenda": found,
        "network": found.network,
        "page": queries.page_of(found, actor=actor),
        "about": _about(found, actor),
        "steers": steers,
        "writes": steers and is_draft,
        "missing": rules.missing_for_bodies(found) if steers and is_draft else [],
        "kinds": [(slug, kind.label) for slug, kind in GROUND_KINDS.items()],
        "trail": way((found.title, "")),
    }
    return render(request, "projects/focus.html", context)


def _about(found: FocusAgenda, actor: Actor) -> DecisionsAbout:
    """Give the decisions on an agenda, and what a body can be asked about it now."""
    about = decisions_about(
        FOCUS, [found.pk], subject_id=found.pk, network=found.network, actor=actor
    )
    askable = [each for each in about.questions if passes(each.check_may_ask, found)]
    return replace(about, questions=askable)


@require_safe
def file(request: Request, agenda: str, suffix: str) -> HttpResponse:
    """Give an agenda as a table: a line per theme and ground."""
    found = agenda_or_404(request.actor, agenda)
    shown = queries.page_of(found, actor=request.actor)
    table = focus_tables.focus(found, shown, on=request.actor.today)
    return table_response(
        request, table, name=f"focusagenda-{found.slug}", suffix=suffix, openness=found.openness
    )


def _form_context(found: FocusAgenda, form: Any, *, heading: str, button: str) -> dict[str, Any]:
    return {
        "form": form,
        "network": found.network,
        "heading": heading,
        "lead": found.title,
        "button": button,
        "back": found.get_absolute_url(),
        "trail": way((found.title, found.get_absolute_url()), (heading, "")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a focus agenda."""
    network, actor = network_of(request), request.actor
    check_may_steer(network, by=actor)
    form = AgendaForm(request.POST or None)
    heading = _("New focus agenda")
    context = {
        "form": form,
        "network": network,
        "heading": heading,
        "lead": _("What comes first in the coming two years, and why."),
        "button": _("Make the focus agenda"),
        "back": reverse("projects:focus_agendas"),
        "trail": way((heading, "")),
    }

    def save() -> str:
        return actions.make(network, form.details(), by=actor).get_absolute_url()

    return form_page(request, context, save, done=_("The focus agenda is there. Add its themes."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, agenda: str) -> HttpResponse:
    """Change name and period; a stale save shows both texts."""
    actor = request.actor
    found = agenda_or_404(actor, agenda)
    check_may_steer(found.network, by=actor)
    form = AgendaForm(request.POST or None, initial=agenda_as_stored(found))
    context = _form_context(found, form, heading=_("Name and period"), button=_("Save"))

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        changed = actions.change(found, form.details(), version=version, by=actor)
        return changed.get_absolute_url()

    return form_page(
        request,
        context,
        save,
        done=_("Saved."),
        stored=lambda row: AgendaForm(initial=agenda_as_stored(row)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, agenda: str) -> HttpResponse:
    """Ask, and throw away an agenda that no body judged."""
    found = agenda_or_404(request.actor, agenda)
    check_may_steer(found.network, by=request.actor)
    if request.method == "POST":
        return act(
            request,
            lambda: actions.remove(found, by=request.actor),
            done=_("The focus agenda is gone."),
            to=reverse("projects:focus_agendas"),
        )
    context = _form_context(found, None, heading=_("Throw the focus agenda away"), button="")
    return render(request, "projects/focus_remove.html", context)


@require_POST
def submit(request: Request, agenda: str) -> HttpResponse:
    """Propose an agenda to the Platform."""
    found = agenda_or_404(request.actor, agenda)
    check_may_steer(found.network, by=request.actor)
    return act(
        request,
        lambda: actions.submit(found, by=request.actor),
        done=_("The focus agenda lies before the Platform. Put it on an agenda."),
        to=found.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def note_adopted(request: Request, agenda: str) -> HttpResponse:
    """Note that an agenda was adopted before it stood here."""
    actor = request.actor
    found = agenda_or_404(actor, agenda)
    check_may_steer(found.network, by=actor)
    form = AdoptedForm(request.POST or None, network=found.network, actor=actor)
    context = _form_context(
        found, form, heading=_("This agenda was adopted earlier"), button=_("Note it as adopted")
    )

    def save() -> str:
        given = form.cleaned_data
        actions.note_adopted(found, decision=given["reference"], origin=given["origin"], by=actor)
        return found.get_absolute_url()

    if found.state == PaperState.ADOPTED:
        return redirect(found.get_absolute_url())
    return form_page(request, context, save, done=_("The focus agenda counts as adopted."))
