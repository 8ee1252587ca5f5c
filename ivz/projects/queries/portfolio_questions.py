"""What the portfolio asks the database about the projects that it shows."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.effort.models import Delivery, DeliveryQuerySet
from ivz.network.models import in_force
from ivz.projects.models import Light, Member, ProgressReport, Project
from ivz.projects.models.projects import ProjectQuerySet
from ivz.projects.queries.phases import phase_on

DELIVERED_FOR = "project"


def latest_report(on: date) -> Subquery:
    """Give the newest report of a project on a day."""
    reports = ProgressReport.objects.filter(project=OuterRef("pk"), reported_on__lte=on)
    return Subquery(reports.order_by("-window", "-number").values("pk")[:1])


@prepared
def shown_of(actor: Actor, keys: tuple[int, ...], past: date | None) -> ProjectQuerySet:
    """Give the projects of some keys with what a row shows; ``past`` is None for today."""
    day = past or actor.today
    return (
        Project.objects.visible_to(actor)
        .filter(pk__in=keys)
        .annotate(report=latest_report(day), phase=phase_on(day, today=actor.today))
        .select_related("body__network", "theme", "assignment", "plan", "evaluation")
        .select_related("led_by", "shared_with")
    )


@prepared
def places_of(project_ids: tuple[int, ...], on: date) -> QuerySet[Any]:
    """Give the places in project groups on a day, as facts."""
    rows = Member.objects.filter(in_force(on), project__pk__in=project_ids).order_by("pk")
    return rows.values_list("project", "role", "person__function", "hours_per_week")


@prepared
def lights_in(report_ids: tuple[int, ...]) -> QuerySet[Light]:
    """Give the lights of reports, with the day these were sent."""
    rows = Light.objects.filter(report__pk__in=report_ids)
    return rows.annotate(reported_on=F("report__reported_on"))


@prepared
def hours_for(actor: Actor, project_ids: tuple[int, ...], on: date) -> QuerySet[Any]:
    """Give the hours written per project."""
    wanted = hours_written(actor, on=on).filter(work_id__in=project_ids).order_by()
    return wanted.values_list("work_id").annotate(hours=Sum("hours"))


def hours_written(actor: Actor, *, on: date) -> DeliveryQuerySet:
    """Give the hours for projects of periods that began by a day."""
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    return Delivery.objects.visible_to(actor).filter(begun, work_kind=DELIVERED_FOR)
