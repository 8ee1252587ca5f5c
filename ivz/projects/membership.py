"""Answering lower subjects who is in which project group, and who promised how many hours."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from ivz.authorization.groups import HeldMembership
from ivz.network.models import Network, in_force
from ivz.projects.models import Member
from ivz.projects.states import ProjectState

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
