"""The page on what somebody still does for a project, and where it strays from its plan."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ivz.errors import passes
from ivz.projects.actions import acting as actions
from ivz.projects.models import ActionPoint
from ivz.projects.rules.acting import check_may_finish
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.views.shared import act, project_or_404, trail
from ivz.web.requests import Request, version_sent


@require_safe
def page(request: Request, slug: str) -> HttpResponse:
    """Show the actions of a project, what is open first, and its deviations."""
    project, actor = project_or_404(request.actor, slug), request.actor
    points: list[Any] = list(project.action_points.select_related("owner"))
    for point in points:
        point.project = project
        point.may_finish = point.done_on is None and passes(check_may_finish, point, by=actor)
    heading = _("Actions and deviations")
    context = {
        "project": project,
        "network": project.network,
        "heading": heading,
        "lead": project.title,
        "points": points,
        "deviations": list(project.deviations.all()),
        "leads": passes(check_may_lead, project, by=actor),
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }
    return render(request, "projects/acting.html", context)


@require_POST
def finish(request: Request, slug: str, point: int) -> HttpResponse:
    """Say that an action is done."""
    project = project_or_404(request.actor, slug)
    row = get_object_or_404(ActionPoint.objects.filter(project=project), pk=point)
    row.project = project
    if not passes(check_may_finish, row, by=request.actor):
        raise PermissionDenied
    version = version_sent(request)
    return act(
        request,
        lambda: actions.finish(row, version=version, by=request.actor),
        done=_("Done: %(what)s.") % {"what": row.what},
        to=reverse("projects:acting", args=[project.slug]),
    )
