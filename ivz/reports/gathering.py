"""What is known of a year when its plan is written: projects, meetings and what was agreed.

Policy: docs/policy/annual-plan.md#filled-beforehand
"""

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpState
from ivz.meetings.queries.series import rule_words, series_of
from ivz.network.models import in_force
from ivz.projects.models import Member, Project
from ivz.projects.states import ProjectState
from ivz.reports.models import AnnualPlan, PlanLine

READ_BY_ALL = [Openness.PUBLIC, Openness.NETWORK]
AT_WORK = [
    ProjectState.PREPARING,
    ProjectState.RUNNING,
    ProjectState.PAUSED,
    ProjectState.EVALUATING,
]
LONGEST = 300


def lines_of_the_year(plan: AnnualPlan, *, actor: Actor) -> list[PlanLine]:
    """Give the lines that a plan lacks, of what the whole network may read; four queries."""
    known = list(plan.lines.all())
    projects = {line.project_id for line in known}
    follow_ups = {line.follow_up_id for line in known}
    results = {line.result for line in known}
    found = [
        *(line for line in _of_projects(plan, actor=actor) if line.project_id not in projects),
        *(line for line in _of_follow_ups(plan, actor) if line.follow_up_id not in follow_ups),
        *(line for line in _of_series(plan, actor=actor) if line.result not in results),
    ]
    return sorted(found, key=lambda line: line.due_on)


def _of_projects(plan: AnnualPlan, *, actor: Actor) -> list[PlanLine]:
    first, last = date(plan.year, 1, 1), date(plan.year, 12, 31)
    leads = Member.objects.filter(
        in_force(actor.today), project=OuterRef("pk"), role=GroupRole.LEADER
    )
    rows: QuerySet[Project] = (
        Project.objects.visible_to(actor)
        .filter(
            Q(ends_on=None) | Q(ends_on__gte=first),
            body__network=plan.network,
            openness__in=READ_BY_ALL,
            state__in=AT_WORK,
        )
        .annotate(leading=Subquery(leads.values("person")[:1]))
    )
    return [
        PlanLine(
            result=row.title[:LONGEST],
            project=row,
            owner_id=row.leading,  # type: ignore[attr-defined]
            due_on=min(row.ends_on or last, last),
        )
        for row in rows
    ]


def _of_follow_ups(plan: AnnualPlan, actor: Actor) -> list[PlanLine]:
    rows = FollowUp.objects.visible_to(actor).filter(
        body__network=plan.network,
        openness__in=READ_BY_ALL,
        state=FollowUpState.OPEN,
        is_practice=False,
        due_on__year=plan.year,
    )
    return [
        PlanLine(
            result=row.what[:LONGEST],
            follow_up=row,
            owner_id=row.owner_id,
            due_on=row.due_on or date(plan.year, 12, 31),
        )
        for row in rows
    ]


def _of_series(plan: AnnualPlan, *, actor: Actor) -> list[PlanLine]:
    return [
        PlanLine(
            result=_("%(body)s meets: %(rule)s")
            % {"body": series.body.short_name, "rule": rule_words(series).lower()},
            due_on=date(plan.year, 12, 31),
        )
        for series in series_of(plan.network, actor=actor)
    ]
