"""Reports and evaluations of projects as papers, for boards and local triangles.

Policy: docs/policy/projects.md#results-to-boards-and-triangles
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ivz.documents.papers import Paper, Part
from ivz.projects.models import Light, ProgressReport, Project
from ivz.projects.queries.evaluations import Answer
from ivz.web.exports import Export
from ivz.web.templatetags.ivz import day_date


def report_paper(report: ProgressReport, lights: Iterable[Light], *, export: Export) -> Paper:
    """Give a progress report as a paper: lights with reasons, then the words of the leader."""
    project = report.project
    rows = [
        [light.get_aspect_display(), light.get_colour_display(), light.reason] for light in lights
    ]
    parts = [
        Part(
            heading=_("How it stands"),
            columns=[_("Aspect"), _("Light"), _("Why")],
            rows=rows,
        )
    ]
    if report.correction:
        parts.append(Part(heading=_("What was corrected"), paragraphs=[report.correction]))
    if report.text:
        parts.append(Part(heading=_("In a few words"), paragraphs=[report.text]))
    return Paper(
        kicker=report.title,
        title=project.title,
        foot=_foot(project, export=export),
        facts=[
            (_("Client"), project.body.name),
            (_("Reported on"), day_date(report.reported_on)),
            (_("Last day"), day_date(project.ends_on) or "…"),
        ],
        parts=parts,
    )


def evaluation_paper(project: Project, answers: Iterable[Answer], *, export: Export) -> Paper:
    """Give an evaluation as a paper: the eleven questions with what stands there."""
    return Paper(
        kicker=_("Evaluation"),
        title=project.title,
        foot=_foot(project, export=export),
        facts=[
            (_("Client"), project.body.name),
            (_("First day"), day_date(project.starts_on) or "…"),
            (_("Last day"), day_date(project.ends_on) or "…"),
        ],
        parts=[
            Part(heading=str(each.question.label), paragraphs=[each.text or "…"])
            for each in answers
        ],
    )


def _foot(project: Project, *, export: Export) -> str:
    return f"{project.title}. {export.told}"
