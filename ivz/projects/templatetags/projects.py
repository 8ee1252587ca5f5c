"""Sections on the page of a project that bring their own facts."""

from typing import Any

from django import template

from ivz.errors import passes
from ivz.projects.models import Project
from ivz.projects.rules.reports import check_may_report

register = template.Library()


@register.inclusion_tag("projects/_progress.html", takes_context=True)
def project_progress(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """Show the way to report and to the reports that were made; no query."""
    return {
        "project": project,
        "may_report": passes(check_may_report, project, by=context["actor"]),
    }
