"""When projects were paused: nobody owes hours for those days, nor a report that was due then.

Policy: docs/policy/projects.md#changes-by-decision
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ivz.projects.models import Project, Step
from ivz.projects.states import ProjectState, StepKind

_LEAVING = [StepKind.RESUMED, StepKind.STOPPED, StepKind.CLOSED]


@dataclass(frozen=True, kw_only=True)
class Pause:
    """The days on which a project was paused; ``until`` is the first day that it was not."""

    first: date
    until: date | None


def begun() -> QuerySet[Any]:
    """Give the steps with which a pause began, each with the day it ended in ``ended_on``.

    Where a project went on, or was stopped, by a decision that is put right, it is paused again.
    """
    undone = Step.objects.filter(
        kind__in=_LEAVING, project=OuterRef("project"), decision=OuterRef("decision")
    )
    paused_again = Q(kind=StepKind.REVERSED, state=ProjectState.PAUSED) & Exists(undone)
    begins = Q(kind=StepKind.PAUSED) | Q(kind=StepKind.TAKEN_OVER, state=ProjectState.PAUSED)
    after = Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
    put_right = Q(kind=StepKind.REVERSED) & ~Q(state=ProjectState.PAUSED)
    ends = Step.objects.filter(
        after, Q(kind__in=_LEAVING) | put_right, project=OuterRef("project")
    ).order_by("on", "pk")
    return Step.objects.filter(begins | paused_again).annotate(
        ended_on=Subquery(ends.values("on")[:1])
    )


def pauses_of(projects: QuerySet[Project] | Collection[int]) -> dict[int, list[Pause]]:
    """Give the pauses of some projects, by key; one query."""
    rows = begun().filter(project__in=projects).order_by("project_id", "on", "pk")
    found = rows.values_list("project_id", "on", "ended_on")
    return {
        key: [Pause(first=first, until=until) for _key, first, until in steps]
        for key, steps in groupby(found, key=lambda row: row[0])
    }


def outside(pauses: Iterable[Pause], first: date, until: date) -> Sequence[tuple[date, date]]:
    """Give the parts of a period on which a project was not paused, the earliest first."""
    parts = [(first, until)] if first < until else []
    for pause in pauses:
        split = [
            part
            for start, end in parts
            for part in ((start, min(end, pause.first)), (max(start, pause.until or end), end))
        ]
        parts = [(start, end) for start, end in split if start < end]
    return parts


def went_on_after(day: date, *, on: date) -> Exists:
    """Tell of projects whether one went on again after a day: what closed before is not asked."""
    resumed = Step.objects.filter(project=OuterRef("pk"), kind=StepKind.RESUMED)
    return Exists(resumed.filter(on__gt=day, on__lte=on))


def went_on_again(*, on: date) -> Subquery:
    """Give of projects on which day one last went on again; nothing where it never did."""
    resumed = Step.objects.filter(project=OuterRef("pk"), kind=StepKind.RESUMED, on__lte=on)
    return Subquery(resumed.order_by("-on").values("on")[:1])


def went_on_since(project: Project, day: date, *, on: date) -> bool:
    """Tell whether a project went on again after a day; one query."""
    return Project.objects.filter(went_on_after(day, on=on), pk=project.pk).exists()
