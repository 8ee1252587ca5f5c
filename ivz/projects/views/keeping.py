"""Pages on what was learnt and on what must stay."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.errors import refusal
from ivz.projects.actions import keeping as actions
from ivz.projects.forms.evaluations import AnchorForm, LessonForm, ReviewForm
from ivz.projects.models import Anchor, Lesson, Project
from ivz.projects.queries import evaluations as queries
from ivz.projects.rules import evaluations as rules
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.states import AnchorState
from ivz.projects.views.shared import form_page, network_of, project_or_404, trail, with_newer
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit


@require_safe
def lessons(request: Request) -> HttpResponse:
    """Show what was learnt, narrowed down by theme and words."""
    network, actor = network_of(request), request.actor
    themes = queries.themes_with_lessons(network, actor=actor)
    code, words = request.GET.get("thema", ""), request.GET.get("zoek", "")[:100]
    theme = next((each for each in themes if each.code == code), None)
    context = {
        "network": network,
        "themes": themes,
        "theme": theme,
        "words": words,
        "lessons": queries.lessons_for(network, actor=actor, theme=theme, words=words),
        "trail": trail((_("Lessons"), "")),
    }
    return render(request, "projects/lessons.html", context)


@require_safe
def anchors(request: Request) -> HttpResponse:
    """Show what must stay in the network, and when somebody looks at it again."""
    network, actor = network_of(request), request.actor
    context = {
        "network": network,
        "today": actor.today,
        "anchors": queries.anchors_in(network, actor=actor),
        "trail": trail((_("What must stay"), "")),
    }
    return render(request, "projects/anchors.html", context)


def _context(project: Project, form: Any, *, heading: str, button: str) -> dict[str, Any]:
    return {
        "form": form,
        "network": project.network,
        "heading": heading,
        "lead": project.title,
        "button": button,
        "back": reverse("projects:evaluation", args=[project.slug]),
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def add_lesson(request: Request, slug: str) -> HttpResponse:
    """Keep something learnt."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    form = LessonForm(request.POST or None, instance=Lesson(project=project))
    context = _context(project, form, heading=_("Keep a lesson"), button=_("Keep"))

    def save() -> str:
        actions.keep_lesson(form.instance, by=actor)
        return reverse("projects:evaluation", args=[project.slug])

    return form_page(request, context, save, done=_("The lesson is kept."))


@require_http_methods(["GET", "HEAD", "POST"])
def add_anchor(request: Request, slug: str) -> HttpResponse:
    """Note what must stay, who sees to it and when somebody looks again."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    anchor = Anchor(project=project)
    form = AnchorForm(request.POST or None, instance=anchor, project=project, actor=actor)
    context = _context(project, form, heading=_("Note what must stay"), button=_("Save"))

    def save() -> str:
        actions.anchor(form.instance, by=actor)
        return reverse("projects:evaluation", args=[project.slug])

    return form_page(request, context, save, done=_("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, slug: str, anchor: int) -> HttpResponse:
    """Note whether what must stay is kept up; the reviews before stand beside it."""
    project, actor = project_or_404(request.actor, slug), request.actor
    row = get_object_or_404(Anchor.objects.filter(project=project), pk=anchor)
    row.project = project
    why_not = refusal(rules.check_may_review, row, by=actor)
    if why_not == "":
        raise PermissionDenied
    form = ReviewForm(request.POST or None, initial={"version": row.version})
    context = _context(project, form, heading=_("Look at what must stay"), button=_("Save")) | {
        "anchor": row,
        "why_not": why_not,
        "reviews": list(row.reviews.select_related("by__person")),
    }

    def save() -> str:
        given = dict(form.cleaned_data)
        state = AnchorState(given.pop("state"))
        actions.review(row, state=state, **given, by=actor)
        return reverse("projects:anchors")

    try:
        return form_page(
            request, context, save, template="projects/review.html", done=_("The look is noted.")
        )
    except StaleEdit as stale:
        form.data = with_newer(request, version=str(stale.current.version))
        theirs = [(each.on, each.note) for each in row.reviews.all()[:1]]
        context |= {"theirs": theirs, "mine": [(actor.today, request.POST.get("note", ""))]}
        return render(request, "projects/review.html", context, status=409)
