"""Pages for what a project steers on: one form for each kind of part."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.projects.actions import parts as actions
from ivz.projects.forms.part_kinds import PART_KINDS, PartKind
from ivz.projects.forms.parts import PartForm
from ivz.projects.models import Project
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.views.shared import act, form_page, project_or_404, trail
from ivz.web.requests import Request, version_sent


def _kind_or_404(kind: str) -> PartKind:
    if kind not in PART_KINDS:
        raise Http404
    return PART_KINDS[kind]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, slug: str, kind: str) -> HttpResponse:
    """Add an indicator, milestone, risk, relation or budget line."""
    project, found = project_or_404(request.actor, slug), _kind_or_404(kind)
    check_may_lead(project, by=request.actor)
    part = found.model(project=project)
    form = found.form(request.POST or None, instance=part, project=project, actor=request.actor)
    context = _context(project, form, heading=str(found.add), button=_("Add"))
    context["back"] = _page_with(kind, project)

    def save() -> str:
        actions.add(form.instance, by=request.actor)
        return _page_with(kind, project)

    return form_page(request, context, save, done=_("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, slug: str, kind: str, pk: int) -> HttpResponse:
    """Change a part of a project; a stale save shows both texts."""
    project, found = project_or_404(request.actor, slug), _kind_or_404(kind)
    check_may_lead(project, by=request.actor)
    part: Any = get_object_or_404(found.model._default_manager, pk=pk, project=project)
    form = found.form(request.POST or None, instance=part, project=project, actor=request.actor)
    context = _context(project, form, heading=str(found.change), button=_("Save"))
    context |= {"removable": part, "kind": kind, "back": _page_with(kind, project)}

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        actions.change(form.instance, version=version, by=request.actor)
        return _page_with(kind, project)

    return form_page(
        request,
        context,
        save,
        done=_("Saved."),
        stored=lambda row: found.form(None, instance=row, project=project, actor=request.actor),
    )


@require_POST
def remove(request: Request, slug: str, kind: str, pk: int) -> HttpResponse:
    """Remove a part of a project."""
    project, found = project_or_404(request.actor, slug), _kind_or_404(kind)
    check_may_lead(project, by=request.actor)
    part: Any = get_object_or_404(found.model._default_manager, pk=pk, project=project)
    version = version_sent(request)
    return act(
        request,
        lambda: actions.remove(part, version=version, by=request.actor),
        done=_("Removed."),
        to=_page_with(kind, project),
    )


def _page_with(kind: str, project: Project) -> str:
    """Give the page on which parts of a kind stand."""
    if kind in {"indicator", "mijlpaal"}:
        return project.get_absolute_url()
    if kind in {"actie", "afwijking"}:
        return reverse("projects:acting", args=[project.slug])
    return reverse("projects:more", args=[project.slug])


def _context(project: Project, form: PartForm, *, heading: str, button: str) -> dict[str, Any]:
    return {
        "form": form,
        "project": project,
        "network": project.network,
        "heading": heading,
        "lead": project.title,
        "button": button,
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }
