"""Pages for measuring an indicator and writing hours."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ivz.projects.actions import following as actions
from ivz.projects.forms.reports import HoursForm, MeasurementForm
from ivz.projects.models import Indicator
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.views.shared import form_page, project_or_404, trail
from ivz.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: Request, slug: str, indicator: int) -> HttpResponse:
    """Note what an indicator was on a day."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    row = get_object_or_404(Indicator.objects.filter(project=project), pk=indicator)
    row.project = project
    initial = {"on": actor.today, "source": row.source}
    form = MeasurementForm(request.POST or None, initial=initial)
    heading = _("Note a measurement")
    context = {
        "form": form,
        "network": project.network,
        "heading": heading,
        "lead": f"{row.name} ({row.unit})",
        "button": _("Save"),
        "back": project.get_absolute_url(),
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }

    def save() -> str:
        actions.measure(row, **form.cleaned_data, by=actor)
        return project.get_absolute_url()

    return form_page(request, context, save, done=_("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: Request, slug: str) -> HttpResponse:
    """Write the hours that an organisation delivered."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    form = HoursForm(request.POST or None, initial={"last_day": actor.today}, project=project)
    heading = _("Write hours")
    context = {
        "form": form,
        "network": project.network,
        "heading": heading,
        "lead": project.title,
        "button": _("Save"),
        "back": project.get_absolute_url(),
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }

    def save() -> str:
        actions.write_hours(project, form.details(), by=actor)
        return project.get_absolute_url()

    return form_page(request, context, save, done=_("Saved."))
