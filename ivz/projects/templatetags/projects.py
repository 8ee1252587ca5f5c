"""Sections on the page of a project that bring their own facts."""

from typing import Any

from django import template

from ivz.accounts.actors import Actor
from ivz.decisions.addresses import agendas_with
from ivz.errors import passes
from ivz.projects.changing import PROJECT, PROJECT_KIND
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


@register.inclusion_tag("projects/_changes.html", takes_context=True)
def project_changes(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """Show where a project lies before bodies, and what these can be asked about it now."""
    actor: Actor = context["actor"]
    sits = project.network.pk in actor.network_ids
    return {
        "kind": PROJECT,
        "project": project,
        "lying": agendas_with(PROJECT, [project.pk], actor=actor),
        "askable": [
            each for each in PROJECT_KIND.questions if sits and passes(each.check_may_ask, project)
        ],
    }
