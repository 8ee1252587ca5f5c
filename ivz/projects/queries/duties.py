"""What projects ask of somebody today: reports, evaluations and reviews that are due."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import GROUP_PERMISSIONS, GroupRole
from ivz.projects.models import Anchor, Project
from ivz.projects.models.projects import ProjectQuerySet
from ivz.projects.queries.reports import MOST_LATE, Late, Owed, late_reports, owed_reports
from ivz.projects.rules.reports import REPORTING
from ivz.projects.states import AnchorState, PaperState, ProjectState

TO_EVALUATE = timedelta(weeks=4)


@dataclass(frozen=True, kw_only=True)
class ProjectDuty:
    """Something a project asks of somebody, with the day it is due; ``who`` else does it."""

    due_on: date
    is_late: bool
    project: Project
    what: str
    url: str
    who: str = ""


def led_projects(actor: Actor) -> list[int]:
    """Give the projects that ``actor`` leads today; one query per request."""
    return sorted(
        each.group_id
        for each in actor.memberships
        if Permission.LEAD_PROJECT in GROUP_PERMISSIONS[GroupRole(each.role)]
    )


def project_duties(actor: Actor) -> list[ProjectDuty]:
    """Give what projects ask of ``actor`` today, soonest due first.

    Who leads sees what is open, chair and coordinator what is late; who sees to what must stay
    finds it on the day somebody looks again.
    """
    led = led_projects(actor)
    steered = sorted(actor.networks_with(Permission.STEER_PROJECTS))
    duties = _anchors(actor, led=led, steered=steered)
    if led or steered:
        known = Project.objects.visible_to(actor)
        mine, others = known.filter(pk__in=led), known.exclude(pk__in=led)
        duties += [_report(each) for each in owed_reports(mine, on=actor.today)]
        if steered:
            late = late_reports(others, networks=steered, on=actor.today)
            duties += [_late_report(each) for each in late]
        concerned = known.filter(Q(pk__in=led) | Q(body__network__in=steered))
        duties += _evaluations(concerned, led=led, on=actor.today)
    return sorted(duties, key=lambda duty: (duty.due_on, duty.project.title))


def _report(owed: Owed) -> ProjectDuty:
    return ProjectDuty(
        due_on=owed.due_on,
        is_late=owed.is_late,
        project=owed.project,
        what=_("Report progress"),
        url=reverse("projects:report", args=[owed.project.slug]),
    )


def _late_report(late: Late) -> ProjectDuty:
    return ProjectDuty(
        due_on=late.due_on,
        is_late=True,
        project=late.project,
        what=_("Report progress"),
        url=reverse("projects:report", args=[late.project.slug]),
        who=late.leader or _("no leader yet"),
    )


def _evaluations(concerned: ProjectQuerySet, *, led: list[int], on: date) -> list[ProjectDuty]:
    """Give the evaluations to write; late four weeks after the last day."""
    ended = concerned.filter(
        Q(pk__in=led) | Q(ends_on__lt=on - TO_EVALUATE),
        state__in=[ProjectState.RUNNING, ProjectState.EVALUATING],
        kind__in=REPORTING,
        ends_on__lt=on,
    ).exclude(evaluation__state__in=[PaperState.SUBMITTED, PaperState.ENDORSED])
    return [
        ProjectDuty(
            due_on=project.ends_on + TO_EVALUATE,
            is_late=project.ends_on + TO_EVALUATE < on,
            project=project,
            what=_("Write the evaluation"),
            url=reverse("projects:evaluation", args=[project.slug]),
        )
        for project in ended.order_by("ends_on", "pk")[:MOST_LATE]
        if project.ends_on
    ]


def _anchors(actor: Actor, *, led: list[int], steered: list[int]) -> list[ProjectDuty]:
    """Give what must stay and is looked at again: for its owner, the leader and who steers."""
    if actor.person_id is None:
        return []
    due = Anchor.objects.visible_to(actor).filter(
        Q(owner=actor.person_id) | Q(project__in=led) | Q(project__body__network__in=steered),
        state=AnchorState.KEPT,
        review_on__lte=actor.today,
    )
    return [
        ProjectDuty(
            due_on=anchor.review_on,
            is_late=anchor.review_on < actor.today,
            project=anchor.project,
            what=_("Look whether it is kept up: %(what)s") % {"what": anchor.what},
            url=reverse("projects:review_anchor", args=[anchor.project.slug, anchor.pk]),
            who=anchor.owner.function if anchor.owner else "",
        )
        for anchor in due.select_related("project", "owner")
    ]
