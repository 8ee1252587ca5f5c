"""Pages on progress: reporting, reading reports, correcting them, and who owes one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.errors import passes, refusal
from ivz.projects.actions import reports as actions
from ivz.projects.answering import answerers
from ivz.projects.forms.reports import CorrectionForm, ReportForm, WindowsForm
from ivz.projects.models import Light, ProgressReport, Project
from ivz.projects.queries import reports as queries
from ivz.projects.rules import reports as rules
from ivz.projects.rules.rights import check_may_lead, check_may_steer
from ivz.projects.states import Aspect
from ivz.projects.views.shared import form_page, network_of, project_or_404, trail, with_newer
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit

ON_A_PAGE = 50


def _address(project: Project) -> str:
    return reverse("projects:reports", args=[project.slug])


def _context(project: Project, *last: tuple[str, str]) -> dict[str, Any]:
    here = (project.title, project.get_absolute_url())
    to_reports = [(_("Progress"), _address(project))] if last else [(_("Progress"), "")]
    return {
        "project": project,
        "network": project.network,
        "back": _address(project),
        "trail": trail(here, *to_reports, *last),
    }


@require_safe
def overview(request: Request) -> HttpResponse:
    """Show which projects owe a report since when, and when the next period opens."""
    network, actor = network_of(request), request.actor
    owing = Paginator(queries.owing(network, actor=actor), ON_A_PAGE)
    page = owing.get_page(request.GET.get("pagina"))
    context = {
        "network": network,
        "page": page,
        "owed": queries.owed_by(page.object_list, network, on=actor.today),
        "windows": queries.coming_windows(network, on=actor.today),
        "steers": passes(check_may_steer, network, by=actor),
        "trail": trail((_("Progress reports"), "")),
    }
    return render(request, "projects/reports_owed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def windows(request: Request) -> HttpResponse:
    """Set the periods in which projects report."""
    network, actor = network_of(request), request.actor
    check_may_steer(network, by=actor)
    coming = sorted(queries.coming_windows(network, on=actor.today))
    initial = {"valid_from": actor.today}
    for which, window in zip(["first", "second"], coming, strict=True):
        initial |= {f"{which}_opens": window.opens_on, f"{which}_closes": window.closes_on}
    form = WindowsForm(request.POST or None, initial=initial)
    heading = _("When projects report")
    context = {
        "form": form,
        "network": network,
        "heading": heading,
        "lead": _("The same days count every year."),
        "button": _("Save"),
        "back": reverse("projects:reports_owed"),
        "trail": trail((_("Progress reports"), reverse("projects:reports_owed")), (heading, "")),
    }

    def save() -> str:
        given = form.windows()
        actions.set_windows(network, given, valid_from=form.cleaned_data["valid_from"], by=actor)
        return reverse("projects:reports_owed")

    return form_page(request, context, save, done=_("Saved."))


@require_safe
def reports(request: Request, slug: str) -> HttpResponse:
    """Show what a project reported, newest first."""
    project = project_or_404(request.actor, slug)
    found = queries.reports_of(project)
    context = _context(project) | {
        "reports": [(row, queries.lights_of(row)) for row in found],
        "why_not": refusal(rules.check_may_write, project, by=request.actor),
        "leads": passes(check_may_lead, project, by=request.actor),
    }
    return render(request, "projects/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, slug: str) -> HttpResponse:
    """Report progress: the records fill in the lights, the leader confirms or judges otherwise."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    draft = queries.draft_of(project, on=actor.today)
    form = ReportForm(request.POST or None, draft=draft)
    context = _context(project, (_("Report progress"), "")) | {
        "form": form,
        "draft": form.draft,
        "answering": answerers((each.indicator for each in draft.measured), on=actor.today),
        "why_not": refusal(rules.check_may_write, project, by=actor),
    }
    sends = "send" in request.POST

    def save() -> str:
        if sends:
            sent = actions.report(project, form.written(), by=actor)
            return reverse("projects:progress", args=[project.slug, sent.pk])
        actions.write(project, form.written(), by=actor)
        return reverse("projects:report", args=[project.slug])

    done = _("Progress is reported.") if sends else _("Saved, not sent yet.")
    try:
        return form_page(request, context, save, template="projects/report_form.html", done=done)
    except StaleEdit as stale:
        return _stale(request, context, stale)


def _stale(request: Request, context: dict[str, Any], stale: StaleEdit) -> HttpResponse:
    """Show both texts of the section that somebody else saved first."""
    form, newer = context["form"], stale.current
    if isinstance(newer, Light):
        aspect = Aspect(newer.aspect)
        label, names = str(aspect.label), [f"{aspect}_colour", f"{aspect}_reason"]
        theirs = f"{newer.get_colour_display()}: {newer.reason}"
        form.data = with_newer(request, **{f"{aspect}_version": str(newer.version)})
    else:
        label, names = str(form.fields["text"].label), ["text"]
        theirs = getattr(newer, "text", "")
        form.data = with_newer(request, version=str(newer.version))
    mine = " ".join(request.POST.get(name, "") for name in names[-1:])
    context |= {"theirs": [(label, theirs)], "mine": [(label, mine)]}
    return render(request, "projects/report_form.html", context, status=409)


def _report_or_404(project: Project, pk: int) -> ProgressReport:
    rows = ProgressReport.objects.filter(project=project).reported()
    return get_object_or_404(rows.select_related("reported_by__person"), pk=pk)


@require_safe
def progress(request: Request, slug: str, report: int) -> HttpResponse:
    """Show one report as it was sent, beside the one before it."""
    project, actor = project_or_404(request.actor, slug), request.actor
    found = _report_or_404(project, report)
    found.project = project
    versions = list(ProgressReport.objects.filter(project=project, window=found.window).reported())
    before = queries.latest_report(project, before=found.window)
    aims = project.indicators.select_related("answered_by__person").order_by("pk")
    context = _context(project, (found.title, "")) | {
        "report": found,
        "answering": answerers(aims, on=actor.today),
        "lights": queries.lights_of(found),
        "before": before,
        "lights_before": queries.lights_of(before) if before else [],
        "newer": versions[0] if versions[0].pk != found.pk else None,
        "versions": [row for row in versions if row.pk != found.pk],
        "may_correct": passes(rules.check_may_correct, found, latest=versions[0], by=actor),
    }
    return render(request, "projects/progress.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, slug: str, report: int) -> HttpResponse:
    """Begin a correction of a report; the report itself stays as it was."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    found = _report_or_404(project, report)
    heading = _("Correct the report")
    form = CorrectionForm(request.POST or None)
    context = _context(project, (heading, "")) | {
        "form": form,
        "heading": heading,
        "lead": project.title,
        "button": _("Begin the correction"),
    }

    def save() -> str:
        actions.correct(found, reason=form.cleaned_data["reason"], by=actor)
        return reverse("projects:report", args=[project.slug])

    return form_page(request, context, save)
