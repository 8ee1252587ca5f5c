"""Pages for measuring an indicator and writing hours."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ivz.effort import written
from ivz.effort.forms import CorrectionForm
from ivz.projects.actions import following as actions
from ivz.projects.forms.reports import HoursForm, MeasurementForm
from ivz.projects.models import Indicator
from ivz.projects.progress import WORK_KIND
from ivz.projects.rules.indicators import check_may_measure
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.views.shared import act, form_page, project_or_404, trail
from ivz.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: Request, slug: str, indicator: int) -> HttpResponse:
    """Note what an indicator was on a day."""
    project, actor = project_or_404(request.actor, slug), request.actor
    rows = Indicator.objects.filter(project=project).select_related("answered_by")
    row = get_object_or_404(rows, pk=indicator)
    row.project = project
    check_may_measure(row, by=actor)
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
    entries = written.listed(written.for_work(WORK_KIND, project.pk))
    own = project.members.filter(person=actor.person_id or 0, organisation__gt=0).first()
    initial = {
        "organisation": own.organisation_id if own else None,
        "first_day": entries[0].delivery.valid_until if entries else project.starts_on,
        "last_day": actor.today,
    }
    form = HoursForm(request.POST or None, initial=initial, project=project)
    heading = _("Write hours")
    context = {
        "form": form,
        "network": project.network,
        "heading": heading,
        "lead": project.title,
        "button": _("Save"),
        "back": project.get_absolute_url(),
        "project": project,
        "entries": entries,
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }

    def save() -> str:
        actions.write_hours(project, form.details(), by=actor)
        return project.get_absolute_url()

    return form_page(request, context, save, template="projects/hours.html", done=_("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def correct_hours(request: Request, slug: str, delivery: int) -> HttpResponse:
    """Put hours right that were written for a project, or take that back."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    found = written.for_work(WORK_KIND, project.pk)
    row = get_object_or_404(found, pk=delivery)
    shown, taken_back = written.written(row), request.POST.get("herstel", "")
    if taken_back.isdecimal():
        return act(
            request,
            lambda: actions.take_correction_back(
                project, row, latest=int(taken_back[:18]), by=actor
            ),
            done=_("Taken back."),
            to=reverse("projects:correct_hours", args=[project.slug, row.pk]),
        )
    form = CorrectionForm(request.POST or None, initial={"was": shown.hours})
    heading, back = _("Put hours right"), reverse("projects:hours", args=[project.slug])
    context = {
        "form": form,
        "written": shown,
        "heading": heading,
        "lead": project.title,
        "back": back,
        "trail": trail((project.title, project.get_absolute_url()), (heading, "")),
    }

    def save() -> str:
        actions.correct_hours(project, row, form.details(), by=actor)
        return back

    return form_page(request, context, save, template="effort/correct.html", done=_("Saved."))
