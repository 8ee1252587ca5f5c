"""What projects ask of somebody today: reports, evaluations and reviews that are due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import GROUP_PERMISSIONS, GroupRole, permissions_of
from ivz.projects.models import Project
from ivz.projects.models.projects import ProjectQuerySet
from ivz.projects.queries.reports import Owed, owed_reports


@dataclass(frozen=True, kw_only=True)
class ProjectDuty:
    """Something a project asks of somebody, with the day it is due; ``who`` else does it."""

    due_on: date
    is_late: bool
    project: Project
    what: str
    url: str
    who: str = ""


def steered_networks(actor: Actor) -> list[int]:
    """Give the networks in which ``actor`` steers projects; no query."""
    return sorted(
        seat.network_id
        for seat in actor.seats
        if Permission.STEER_PROJECTS in permissions_of(seat.role, seat.body_kind)
    )


def led_projects(actor: Actor) -> list[int]:
    """Give the projects that ``actor`` leads today; one query per request."""
    return sorted(
        each.group_id
        for each in actor.memberships
        if Permission.LEAD_PROJECT in GROUP_PERMISSIONS[GroupRole(each.role)]
    )


def project_duties(actor: Actor) -> list[ProjectDuty]:
    """Give what projects ask of ``actor`` today, soonest due first.

    Who leads sees what is open, chair and coordinator what is late.
    """
    led, steered = led_projects(actor), steered_networks(actor)
    if not led and not steered:
        return []
    known = Project.objects.visible_to(actor)
    concerned = known.filter(Q(pk__in=led) | Q(body__network__in=steered))
    duties = _reports(concerned, led=led, on=actor.today)
    return sorted(duties, key=lambda duty: (duty.due_on, duty.project.title))


def _reports(concerned: ProjectQuerySet, *, led: list[int], on: date) -> list[ProjectDuty]:
    owed = owed_reports(concerned, on=on)
    return [
        ProjectDuty(
            due_on=each.due_on,
            is_late=each.is_late,
            project=each.project,
            what=_("Report progress"),
            url=reverse("projects:report", args=[each.project.slug]),
            who="" if each.project.pk in led else _leader(each),
        )
        for each in owed
        if each.project.pk in led or each.is_late
    ]


def _leader(owed: Owed) -> str:
    if owed.leader is None or owed.leader.person is None:
        return _("no leader yet")
    return owed.leader.person.function
