"""Answering lower subjects who is in which project group, and who promised how many hours."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Sum

from ivz.authorization.groups import HeldMembership
from ivz.effort.promises import Promise
from ivz.network.models import Network, in_force
from ivz.projects.models import Member, Project, Step
from ivz.projects.pauses import outside, pauses_of
from ivz.projects.states import ProjectState, StepKind

_ENDS = [StepKind.PAUSED, StepKind.STOPPED, StepKind.CLOSED]
AT_WORK = [ProjectState.PREPARING, ProjectState.RUNNING, ProjectState.EVALUATING]


def memberships_of_person(person_id: int, on: date) -> tuple[HeldMembership, ...]:
    """Give the places in project groups that a person holds on a day; one query."""
    held = Member.objects.filter(in_force(on), person=person_id)
    return tuple(
        HeldMembership(role=role, group_id=project_id)
        for role, project_id in held.values_list("role", "project_id")
    )


def hours_promised(network: Network, on: date) -> Mapping[int, Decimal]:
    """Give the hours a week each organisation promised to projects at work; one query."""
    rows = (
        Member.objects.filter(
            in_force(on),
            project__body__network=network,
            project__state__in=AT_WORK,
            organisation__isnull=False,
            hours_per_week__isnull=False,
        )
        .order_by()
        .values_list("organisation_id")
        .annotate(hours=Sum("hours_per_week"))
    )
    return {organisation_id: hours for organisation_id, hours in rows if organisation_id and hours}


def promises_between(network: Network, first: date, until: date) -> Iterable[Promise]:
    """Give what organisations promised to projects between two days; two queries.

    A project that is over asked its group for hours until the step that said so, or its last
    day; on the days of a pause it asked none.
    """
    ended = Step.objects.filter(project=OuterRef("project"), kind__in=_ENDS).order_by("-on", "-pk")
    rows = Member.objects.filter(
        Q(valid_from=None) | Q(valid_from__lt=until),
        Q(valid_until=None) | Q(valid_until__gt=first),
        project__body__network=network,
        organisation__isnull=False,
        hours_per_week__isnull=False,
    ).annotate(ended_on=Subquery(ended.values("on")[:1]))
    places: Any = rows.select_related("project")
    paused = pauses_of(Project.objects.filter(body__network=network))
    for place in places:
        end = place.valid_until or until
        if place.project.state not in AT_WORK:
            end = min(end, place.ended_on or place.project.ends_on or first)
        start = place.valid_from or first
        for begin, finish in outside(paused.get(place.project_id, []), start, end):
            yield Promise(
                organisation_id=place.organisation_id,
                hours_per_week=place.hours_per_week,
                first=begin,
                until=finish,
            )
