"""What a network reports every year, in which months, and the reports themselves.

Policy: docs/policy/reports.md
"""

import calendar
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, readable
from ivz.decisions.papers import Paper
from ivz.decisions.states import PaperState
from ivz.network.models import Body, Network
from ivz.projects.models import Project
from ivz.reports.models.annual_plans import PlanLine
from ivz.reports.states import Chapter, ReportKind
from ivz.workflow.versions import Versioned

MONTHS = 12


class YearlyDutyQuerySet(models.QuerySet["YearlyDuty"]):
    """Yearly duties, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the duties of networks in which ``actor`` holds a seat."""
        return self.filter(network__in=sorted(actor.network_ids))


class YearlyDuty(Versioned):
    """That a network makes something every year, in these months (Dutch: *jaarverplichting*).

    It holds from ``from_year`` up to and including ``last_year``, empty while it lasts.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="yearly_duties")
    kind = models.CharField(max_length=20, choices=ReportKind)
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    from_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = YearlyDutyQuerySet.as_manager()

    class Meta:
        ordering = ["last_month", "first_month", "kind"]
        verbose_name_plural = "yearly duties"
        constraints = [
            models.UniqueConstraint(
                fields=["network", "kind", "last_month", "from_year"], name="yearly_duty_once"
            ),
            models.CheckConstraint(
                name="yearly_duty_in_months_of_one_year",
                condition=Q(
                    first_month__gte=1, last_month__lte=12, first_month__lte=F("last_month")
                ),
            ),
            models.CheckConstraint(
                name="yearly_duty_ends_after_it_begins",
                condition=Q(last_year=None) | Q(last_year__gte=F("from_year")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def opens_on(self, year: int) -> date:
        """Give the first day on which it is to be made in ``year``."""
        return date(year, self.first_month, 1)

    def due_on(self, year: int) -> date:
        """Give the last day on which it is in time in ``year``."""
        return date(year, self.last_month, calendar.monthrange(year, self.last_month)[1])

    def holds_in(self, year: int) -> bool:
        """Tell whether it is a duty in ``year``."""
        return self.from_year <= year and (self.last_year is None or year <= self.last_year)

    def covers(self, year: int) -> tuple[date, date]:
        """Give the period ``[from, until)`` that what is made in ``year`` is about."""
        opens = self.opens_on(year)
        if self.kind == ReportKind.ANNUAL_PLAN:
            return date(year, 1, 1), date(year + 1, 1, 1)
        if self.kind == ReportKind.ANNUAL_REPORT:
            return date(year - 1, 1, 1), date(year, 1, 1)
        if self.kind == ReportKind.NEW_YEAR:
            return date(year - 1, 12, 1), date(year, 2, 1)
        if self.kind == ReportKind.MANAGEMENT_REPORT and self.first_month > 1:
            return date(year, 1, 1), opens
        return _half_a_year_before(opens), opens


def _half_a_year_before(day: date) -> date:
    months = day.year * MONTHS + day.month - 1 - MONTHS // 2
    return date(months // MONTHS, months % MONTHS + 1, 1)


class PeriodicReportQuerySet(GuardedQuerySet["PeriodicReport"]):
    """Reports, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the reports ``actor`` may read."""
        return self.filter(readable(actor)).read_by(actor)


class PeriodicReport(Guarded, Paper, Versioned):
    """What a network reports of a period (Dutch: *jaarverslag*, *marap*, *halfjaarrapportage*).

    ``year`` is that of the duty. The facts are of ``[covers_from, covers_until)``; they are made
    anew while it is written, and stand still from the day it was proposed.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="periodic_reports")
    duty = models.ForeignKey(YearlyDuty, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    covers_from = models.DateField()
    covers_until = models.DateField()
    submitted_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PeriodicReportQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["-covers_until", "-pk"]
        constraints = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["duty", "year"], name="report_once_a_duty_and_year"),
            models.CheckConstraint(
                name="report_covers_a_period", condition=Q(covers_from__lt=F("covers_until"))
            ),
            models.CheckConstraint(
                name="report_stays_within_the_network",
                condition=~Q(openness=Openness.PUBLIC) & ~Q(planned_openness=Openness.PUBLIC),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> ReportKind:
        """What kind of report it is."""
        return ReportKind(self.duty.kind)

    @property
    def title(self) -> str:
        """What people call it: with its year, or the month in which it is made."""
        if self.covers_until == date(self.covers_from.year + 1, 1, 1):
            about = str(self.covers_from.year)
        elif self.kind == ReportKind.NEW_YEAR:
            about = f"{self.year - 1}-{self.year}"
        else:
            about = date_format(self.duty.due_on(self.year), "F Y")
        return _("%(kind)s %(about)s") % {"kind": self.duty.get_kind_display(), "about": about}

    @property
    def network(self) -> Network:
        """The network it is of."""
        return self.body.network

    @property
    def is_written(self) -> bool:
        """Whether it is still being written."""
        return self.state == PaperState.DRAFT

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("reports:report", args=[self.network.slug, self.year, self.duty_id])


class ReportPartQuerySet(models.QuerySet["ReportPart"]):
    """Parts of reports, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the parts of reports ``actor`` may read."""
        reports = PeriodicReport.objects.visible_to(actor).order_by()
        return self.filter(report__in=reports.values("pk"))


class ReportPart(Versioned):
    """What the coordinator writes under one heading of a report (Dutch: *hoofdstuk*)."""

    report = models.ForeignKey(PeriodicReport, on_delete=models.CASCADE, related_name="parts")
    chapter = models.CharField(max_length=10, choices=Chapter)
    text = models.TextField(blank=True)

    objects = ReportPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "chapter"], name="report_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_chapter_display()}"


class ReportFactQuerySet(models.QuerySet["ReportFact"]):
    """Facts in reports, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the facts of reports ``actor`` may read, about nothing that is closed to them."""
        reports = PeriodicReport.objects.visible_to(actor).order_by().values("pk")
        decisions = Decision.objects.visible_to(actor).order_by().values("pk")
        projects = Project.objects.visible_to(actor).order_by().values("pk")
        lines = PlanLine.objects.visible_to(actor).order_by().values("pk")
        return self.filter(
            Q(decision=None) | Q(decision__in=decisions),
            Q(project=None) | Q(project__in=projects),
            Q(line=None) | Q(line__in=lines),
            report__in=reports,
            report__body__network__in=sorted(actor.network_ids),
        )


class ReportFact(models.Model):
    """A sentence made from the records, as it stood when a report was proposed (Dutch: *feit*).

    ``decision``, ``project`` or ``line`` is what it is about: who may not read that, does not
    read the sentence either, also when it was closed afterwards.
    """

    report = models.ForeignKey(PeriodicReport, on_delete=models.CASCADE, related_name="facts")
    chapter = models.CharField(max_length=10, choices=Chapter)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    line = models.ForeignKey(
        PlanLine, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects = ReportFactQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
