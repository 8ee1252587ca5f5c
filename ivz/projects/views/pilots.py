"""Pages on pilots: describing one, offering it to another network, and answering there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.accounts.actors import Actor
from ivz.errors import passes
from ivz.projects.actions import pilots as actions
from ivz.projects.forms.pilots import (
    AnswerForm,
    OfferForm,
    TrialForm,
    answer_as_stored,
    trial_as_stored,
)
from ivz.projects.models import Project, Transfer, Trial
from ivz.projects.rules import pilots as rules
from ivz.projects.rules.rights import check_may_lead, check_may_steer
from ivz.projects.states import TransferState
from ivz.projects.views.shared import form_page, network_of, project_or_404, trail
from ivz.web.requests import Request


def _context(project: Project, form: Any, *, heading: str, button: str) -> dict[str, Any]:
    return {
        "form": form,
        "project": project,
        "network": project.network,
        "heading": heading,
        "lead": project.title,
        "button": button,
        "back": project.get_absolute_url(),
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: Request, slug: str) -> HttpResponse:
    """Say what a pilot tries, and what came of it; a stale save shows both texts."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    stored = trial_as_stored(Trial.objects.filter(project=project).first())
    form = TrialForm(request.POST or None, initial=stored)
    context = _context(project, form, heading=_("What the pilot tries"), button=_("Save"))

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        actions.describe(project, form.details(), version=version, by=actor)
        return project.get_absolute_url()

    return form_page(
        request,
        context,
        save,
        done=_("Saved."),
        stored=lambda row: TrialForm(initial=trial_as_stored(row)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Request, slug: str) -> HttpResponse:
    """Offer a pilot to another network."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_steer(project.network, by=actor)
    form = OfferForm(request.POST or None, project=project)
    context = _context(
        project, form, heading=_("Offer the pilot to another network"), button=_("Offer")
    )

    def save() -> str:
        actions.offer(project, form.cleaned_data["network"], by=actor)
        return project.get_absolute_url()

    return form_page(
        request, context, save, done=_("Offered. The other network finds it on its own pages.")
    )


@require_safe
def offered(request: Request) -> HttpResponse:
    """Show the pilots of others that were offered to a network, what is open first."""
    network, actor = network_of(request), request.actor
    rows = Transfer.objects.visible_to(actor).filter(network=network)
    found = list(rows.select_related("project__body__network"))
    heading = _("Pilots of other networks")
    context = {
        "network": network,
        "heading": heading,
        "lead": _("What was tried elsewhere, and whether we take it over."),
        "transfers": sorted(found, key=lambda row: (row.state != TransferState.PROPOSED, row.pk)),
        "trail": trail((heading, "")),
    }
    return render(request, "projects/offered.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: Request, pk: int) -> HttpResponse:
    """Show what was offered, and let who steers the receiving network answer."""
    actor = request.actor
    rows = Transfer.objects.visible_to(actor).select_related(
        "project__body__network", "network__area"
    )
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        rules.check_may_answer(row, by=actor)
    form = AnswerForm(request.POST or None, initial=answer_as_stored(row))
    context = _transfer_context(row, form, actor)

    def save() -> str:
        given = form.cleaned_data
        state, version = TransferState(given["state"]), given["version"] or 0
        actions.answer(row, state, given["answer"], version=version, by=actor)
        return row.get_absolute_url()

    return form_page(
        request,
        context,
        save,
        template="projects/transfer.html",
        done=_("Answered."),
        stored=lambda row: AnswerForm(initial=answer_as_stored(row)),
    )


def _transfer_context(row: Transfer, form: AnswerForm, actor: Actor) -> dict[str, Any]:
    return {
        "transfer": row,
        "pilot": Project.objects.visible_to(actor).filter(pk=row.project_id).first(),
        "network": row.network,
        "may_answer": passes(rules.check_may_answer, row, by=actor),
        "form": form,
        "button": _("Answer"),
        "trail": trail(
            (_("Pilots of other networks"), reverse("projects:offered")), (row.title, "")
        ),
    }
