"""Sections on the page of a project that bring their own facts."""

from datetime import date
from typing import Any

from django import template

from ivz.accounts.actors import Actor
from ivz.errors import passes
from ivz.projects import answering
from ivz.projects.changing import PROJECT, PROJECT_KIND
from ivz.projects.models import Indicator, Project, Trial
from ivz.projects.rules.indicators import check_may_measure
from ivz.projects.rules.rights import check_may_lead, check_may_steer
from ivz.projects.states import ProjectKind

register = template.Library()


@register.inclusion_tag("projects/_changes.html", takes_context=True)
def project_changes(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """Show what bodies can be asked about a project now; its timeline says where it lies."""
    actor: Actor = context["actor"]
    sits = project.network.pk in actor.network_ids
    return {
        "kind": PROJECT,
        "project": project,
        "askable": [
            each for each in PROJECT_KIND.questions if sits and passes(each.check_may_ask, project)
        ],
    }


@register.inclusion_tag("projects/_pilot.html", takes_context=True)
def project_pilot(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """Show what a pilot tries, and what each network does with it; two queries, none of others."""
    if project.kind != ProjectKind.PILOT:
        return {"is_pilot": False}
    actor: Actor = context["actor"]
    return {
        "is_pilot": True,
        "project": project,
        "trial": Trial.objects.filter(project=project).first(),
        "transfers": list(project.transfers.select_related("network")),
        "leads": passes(check_may_lead, project, by=actor),
        "steers": passes(check_may_steer, project.network, by=actor),
    }


@register.inclusion_tag("projects/_kept.html", takes_context=True)
def project_kept(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """Show what was learnt and what must stay; two queries."""
    return {
        "project": project,
        "lessons": sorted(
            project.lessons.all(), key=lambda row: (row.learnt_on, row.pk), reverse=True
        ),
        "anchors": list(project.anchors.select_related("owner").order_by("review_on", "pk")),
        "leads": passes(check_may_lead, project, by=context["actor"]),
    }


@register.filter
def answerer(indicator: Indicator, on: date) -> str:
    """Give who answers for an indicator on a day."""
    return answering.answerer(indicator, on=on)


@register.filter
def may_measure(indicator: Indicator, actor: Actor) -> bool:
    """Tell whether somebody may note figures of an indicator."""
    return passes(check_may_measure, indicator, by=actor)
