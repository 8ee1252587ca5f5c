"""What the portfolio asks the database about the projects that it shows."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    DecimalField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.sql.compiler import SQLCompiler

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.roles import GroupRole
from ivz.effort.models import Delivery, DeliveryQuerySet
from ivz.network.models import in_force
from ivz.projects.models import Light, Member, ProgressReport, Project
from ivz.projects.models.projects import ProjectQuerySet
from ivz.projects.pauses import begun, went_on_after
from ivz.projects.queries.phases import phase_on
from ivz.projects.queries.projects import AT_WORK
from ivz.projects.rules.reports import REPORTING
from ivz.projects.states import LightColour, ProjectKind, ProjectState

DELIVERED_FOR = "project"
ADJUST, LATE, WATCH, NOTHING = 3, 2, 1, 0
Missed = tuple[tuple[int, date, date], ...]
# What the Platform only follows has no portfolio holder of its own.
WITHOUT_HOLDER = [ProjectKind.SIDELINE, ProjectKind.PARTNER_LED, ProjectKind.STANDING]
# Who promised hours owes them while the work goes on.
OWING = [ProjectState.RUNNING, ProjectState.EVALUATING]
DAYS_IN_A_WEEK = 7


class DaysBetween(Func):
    """How many days lie from one date until another."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **given: Any) -> Any:
        """Count in days of the calendar: dates are texts there."""
        until, first = (Func(each, function="julianday") for each in self.get_source_expressions())
        days = self.copy()
        days.set_source_expressions([until, first])
        return days.as_sql(compiler, connection, **given)


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
        .annotate(owed_days=_owed(on=day))
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


def hours_together(found: ProjectQuerySet, *, actor: Actor, on: date) -> QuerySet[Any]:
    """Add up the hours asked and promised a week, owed by now and written: one row."""
    places = Member.objects.filter(in_force(on), project=OuterRef("pk"))
    written = hours_written(actor, on=on).filter(work_id=OuterRef("pk"))
    rows: Any = found.order_by().annotate(all=Value(1)).values("all")
    together: QuerySet[Any] = rows.annotate(
        asked=Sum("assignment__hours_per_week"),
        promised=Sum(_sum_of(places, "hours_per_week")),
        owed_days=Sum(_owed(on=on)),
        delivered=Sum(_sum_of(written, "hours")),
    ).values_list("asked", "promised", "owed_days", "delivered")
    return together


def _owed(*, on: date) -> Case:
    """Give the hours a week that were promised, times the days of each place until a day.

    From the first day of the project, without the days on which it was paused; what has not
    begun, is paused or is over owes none.
    """
    first = Greatest(Coalesce("valid_from", OuterRef("starts_on")), OuterRef("starts_on"))
    days = DaysBetween(Least(Coalesce("valid_until", on), on), first)
    places = Member.objects.filter(project=OuterRef("pk"), hours_per_week__isnull=False)
    promised = _sum_of(places, F("hours_per_week") * Greatest(days, Value(0)))
    owed = promised - _paused(on=on)
    owing = When(phase__in=OWING, starts_on__isnull=False, then=owed)
    return Case(owing, default=Value(Decimal(0)), output_field=DecimalField())


def _paused(*, on: date) -> Coalesce:
    """Give the hours a week that were promised, times the days of each place within a pause."""
    place = "project__members__"
    begins = Coalesce(f"{place}valid_from", OuterRef("starts_on"))
    first = Greatest(begins, OuterRef("starts_on"), F("on"))
    until = Least(Coalesce(f"{place}valid_until", on), Coalesce("ended_on", on), on)
    pauses = begun().filter(project=OuterRef("pk"), project__members__hours_per_week__gt=0)
    hours = F(f"{place}hours_per_week") * Greatest(DaysBetween(until, first), Value(0))
    return _sum_of(pauses, hours)


def _sum_of(rows: QuerySet[Any], what: Any) -> Coalesce:
    """Add up a column of other rows in the same question; zero where there are none to read."""
    one: QuerySet[Any] = rows.order_by().annotate(all=Value(1)).values("all")
    together = Subquery(one.annotate(sum=Sum(what, output_field=DecimalField())).values("sum"))
    return Coalesce(together, Value(Decimal(0)), output_field=DecimalField())


def rows_to_rank(found: ProjectQuerySet, missed: Missed, *, on: date) -> QuerySet[Any]:
    """Tell of each project what asks attention; ``missed`` is the last period that closed."""
    holding = Member.objects.filter(in_force(on), project=OuterRef("pk"), role=GroupRole.HOLDER)
    late = [When(each, then=Value(1)) for each in _not_reported(missed, on=on)]
    return (
        found.alias(report=latest_report(on))
        .annotate(
            warning=_worst_light(),
            is_report_due=Case(*late, default=Value(0), output_field=IntegerField()),
            is_over_time=_one_where(Q(ends_on__lt=on, phase__in=AT_WORK)),
            lacks_holder=_one_where(~Q(kind__in=WITHOUT_HOLDER) & ~Exists(holding)),
        )
        .order_by(F("priority").asc(nulls_last=True), "title", "pk")
        .values_list("pk", "warning", "is_report_due", "is_over_time", "lacks_holder")
    )


def first_to_rank(found: ProjectQuerySet, missed: Missed, *, on: date) -> QuerySet[Any]:
    """Give the keys of projects, what asks most attention first."""
    asks = When(Q(is_report_due=1) | Q(is_over_time=1), then=Greatest("warned", Value(LATE)))
    ranked: QuerySet[Any] = rows_to_rank(found, missed, on=on).annotate(
        warned=Coalesce("warning", Value(NOTHING)), attention=Case(asks, default=F("warned"))
    )
    by_priority = F("priority").asc(nulls_last=True)
    first: QuerySet[Any] = ranked.order_by("-attention", by_priority, "title", "pk")
    return first.values_list("pk", flat=True)


def _worst_light() -> Subquery:
    """Give how much attention the lights of ``report`` ask."""
    asks = Case(When(colour=LightColour.ADJUST, then=Value(ADJUST)), default=Value(WATCH))
    warning = [LightColour.ADJUST, LightColour.WATCH]
    lights = Light.objects.filter(report=OuterRef("report"), colour__in=warning)
    return Subquery(lights.annotate(asks=asks).order_by("-asks").values("asks")[:1])


def _not_reported(missed: Missed, *, on: date) -> Iterable[Any]:
    """Give per network that a running project let that period go by."""
    for network_id, opened_on, closed_on in missed:
        reported = ProgressReport.objects.filter(
            project=OuterRef("pk"), window__gte=opened_on, reported_on__lte=on
        )
        running = Q(body__network=network_id, phase=ProjectState.RUNNING, kind__in=REPORTING)
        went_on = went_on_after(closed_on, on=on)
        yield running & Q(starts_on__lte=opened_on) & ~Exists(reported) & ~went_on


def _one_where(holds: Any) -> Case:
    """Give one or nothing, to be added up: a filter on a count loses the names of annotations."""
    return Case(When(holds, then=Value(1)), default=Value(0), output_field=IntegerField())
