"""Pages on one project: how it stands, and who holds and leads it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.accounts.actors import Actor
from ivz.authorization.roles import GroupRole
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import PaperState
from ivz.errors import passes
from ivz.projects.actions import groups as actions
from ivz.projects.deciding import PLAN
from ivz.projects.forms.parts import PlaceForm, place_as_stored
from ivz.projects.models import Member, Project
from ivz.projects.next_step import next_step
from ivz.projects.queries import projects as queries
from ivz.projects.queries.evaluations import outcome_of
from ivz.projects.queries.figures import figures_of, stand_of
from ivz.projects.queries.reports import reports_of
from ivz.projects.queries.steps import DECIDED, PLANNED, highlights, timeline
from ivz.projects.rules.plans import missing_for_bodies
from ivz.projects.rules.rights import check_may_lead, check_may_steer
from ivz.projects.views.shared import form_page, project_or_404, trail
from ivz.web.requests import Request


@require_safe
def page(request: Request, slug: str) -> HttpResponse:
    """Show a project: what it is for, how it stands, who does it, and what happened."""
    project, actor = project_or_404(request.actor, slug), request.actor
    leads = passes(check_may_lead, project, by=actor)
    reports = reports_of(project)
    context = {
        "project": project,
        "network": project.network,
        "group": queries.group_of(project, on=actor.today),
        "indicators": figures_of(project, actor=actor),
        "report": stand_of(reports),
        "milestones": list(project.milestones.all()),
        "outcome": outcome_of(project),
        "timeline": highlights(project, reports, actor=actor),
        **queries.family_of(project, actor=actor),
        "leads": leads,
        "sits": project.network.pk in actor.network_ids,
        "step": next_step(project, reports, on=actor.today),
        "steers": passes(check_may_steer, project.network, by=actor),
        "trail": trail((project.title, "")),
    }
    return render(request, "projects/project.html", context | _plan_of(project, actor))


@require_safe
def more(request: Request, slug: str) -> HttpResponse:
    """Show what can stand in the way of a project, what else there is, and what it costs."""
    project, actor = project_or_404(request.actor, slug), request.actor
    heading = _("Risks, related work and money")
    context = {
        "project": project,
        "network": project.network,
        "heading": heading,
        "lead": project.title,
        "relations": queries.relations_of(project, actor=actor),
        "risks": list(project.risks.order_by("-likelihood", "-impact", "pk")),
        "budget_lines": list(project.budget_lines.order_by("year", "pk")),
        "leads": passes(check_may_lead, project, by=actor),
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }
    return render(request, "projects/more.html", context)


@require_safe
def timeline_page(request: Request, slug: str) -> HttpResponse:
    """Show everything that happened to a project, or only what was decided."""
    project, actor = project_or_404(request.actor, slug), request.actor
    moments = timeline(project, actor=actor)
    only_decisions = request.GET.get("toon") == "besluiten"
    if only_decisions:
        moments = [moment for moment in moments if moment.kind in {DECIDED, PLANNED}]
    context = {
        "project": project,
        "network": project.network,
        "heading": _("Timeline"),
        "lead": project.title,
        "timeline": moments,
        "only_decisions": only_decisions,
        "trail": trail((project.title, project.get_absolute_url()), (_("Timeline"), "")),
    }
    return render(request, "projects/timeline.html", context)


def _plan_of(project: Project, actor: Actor) -> dict[str, Any]:
    """Give how far the plan is, and what it still needs while it is being written."""
    plan = getattr(project, "plan", None)
    is_draft = plan is not None and plan.state == PaperState.DRAFT
    missing = missing_for_bodies(plan, by=actor) if plan is not None and is_draft else []
    return {
        "plan": plan,
        "question": {"kind": PLAN, "key": ADOPT},
        "missing": missing,
        "may_submit": bool(plan and is_draft and not missing)
        and passes(check_may_lead, project, by=actor),
    }


ROLES = {"portefeuillehouder": GroupRole.HOLDER, "projectleider": GroupRole.LEADER}


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Request, slug: str, role: str) -> HttpResponse:
    """Assign the portfolio holder or the project leader."""
    project, actor = project_or_404(request.actor, slug), request.actor
    if role not in ROLES:
        raise Http404
    check_may_steer(project.network, by=actor)
    form = PlaceForm(
        request.POST or None,
        initial={"valid_from": actor.today},
        project=project,
        actor=actor,
        role=ROLES[role],
    )
    headings = {
        "portefeuillehouder": _("Assign the portfolio holder"),
        "projectleider": _("Assign the project leader"),
    }
    context = _form_context(project, form, heading=headings[role], button=_("Assign"))

    def save() -> str:
        actions.place(project, form.details(), by=actor)
        return project.get_absolute_url()

    return form_page(request, context, save, done=_("Assigned."))


@require_http_methods(["GET", "HEAD", "POST"])
def add_member(request: Request, slug: str) -> HttpResponse:
    """Give somebody a place in the project group."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    form = PlaceForm(
        request.POST or None, initial={"valid_from": actor.today}, project=project, actor=actor
    )
    context = _form_context(
        project, form, heading=_("Add somebody to the project group"), button=_("Add")
    )

    def save() -> str:
        actions.place(project, form.details(), by=actor)
        return project.get_absolute_url()

    return form_page(request, context, save, done=_("The project group is kept."))


@require_http_methods(["GET", "HEAD", "POST"])
def change_member(request: Request, slug: str, pk: int) -> HttpResponse:
    """Put a place in the project group right, or end it."""
    project, actor = project_or_404(request.actor, slug), request.actor
    member = next((row for row in queries.group_of(project, on=actor.today) if row.pk == pk), None)
    if member is None:
        raise Http404
    role = GroupRole(member.role)
    steered = role in {GroupRole.HOLDER, GroupRole.LEADER}
    check_may_steer(project.network, by=actor) if steered else check_may_lead(project, by=actor)
    fixed = {"role": role} if steered else {}

    def make(data: Any, row: Member) -> PlaceForm:
        initial = place_as_stored(row)
        return PlaceForm(data, initial=initial, project=project, actor=actor, **fixed)

    form = make(request.POST or None, member)
    context = _form_context(
        project, form, heading=_("Change a place in the project group"), button=_("Save")
    )

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        actions.change_place(member, form.details(), version=version, by=actor)
        return project.get_absolute_url()

    return form_page(
        request,
        context,
        save,
        done=_("The project group is kept."),
        stored=lambda row: make(None, row),
    )


def _form_context(
    project: Project, form: PlaceForm, *, heading: str, button: str
) -> dict[str, Any]:
    return {
        "form": form,
        "network": project.network,
        "heading": heading,
        "lead": project.title,
        "button": button,
        "back": project.get_absolute_url(),
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }
