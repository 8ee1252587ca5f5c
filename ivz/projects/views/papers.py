"""Reports and evaluations to keep: as PDF to print and as ODT to work on."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ivz.documents.papers import paper_response
from ivz.projects.models import Evaluation, ProgressReport
from ivz.projects.papers import evaluation_paper, report_paper
from ivz.projects.queries.evaluations import answers_of
from ivz.projects.queries.reports import lights_of
from ivz.projects.views.shared import project_or_404
from ivz.web.exports import export_by
from ivz.web.requests import Request


@require_safe
def report(request: Request, slug: str, report: int, suffix: str) -> HttpResponse:
    """Give a progress report that was sent."""
    project = project_or_404(request.actor, slug)
    rows = ProgressReport.objects.filter(project=project).reported()
    found = get_object_or_404(rows, pk=report)
    found.project = project
    export = export_by(request.actor, openness=project.openness)
    lights = [judged.light for judged in lights_of(found)]
    paper = report_paper(found, lights, export=export)
    name = f"voortgang-{project.slug}"
    return paper_response(paper, export=export, name=name, suffix=suffix)


@require_safe
def evaluation(request: Request, slug: str, suffix: str) -> HttpResponse:
    """Give an evaluation that was sent to the bodies."""
    project = project_or_404(request.actor, slug)
    sent = Evaluation.objects.filter(project=project).exclude(state="draft")
    found = get_object_or_404(sent)
    export = export_by(request.actor, openness=project.openness)
    answers = answers_of(project, found, on=request.actor.today)
    paper = evaluation_paper(project, answers, export=export)
    name = f"evaluatie-{project.slug}"
    return paper_response(paper, export=export, name=name, suffix=suffix)
