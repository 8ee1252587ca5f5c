"""What a project steers on: indicators, milestones, risks, relations and money."""

from django.db import models
from django.db.models import F, Q

from ivz.insight.models import DataSet
from ivz.network.models import Area, Theme
from ivz.projects.models.projects import Member, PartQuerySet, Project, ProjectPart
from ivz.projects.states import Direction, MoneySource, RelationNature, Scale


class IndicatorQuerySet(PartQuerySet["Indicator"]):
    """Indicators of projects."""


class Indicator(ProjectPart):
    """What a project is measured on (Dutch: *prestatie-indicator*): from baseline to target.

    ``data_set`` and ``area`` tie it to figures of ``theme``, else of the theme of the project:
    where it began and how it stands then come from those. Who is ``answered_by`` answers for
    reaching it (Dutch: *staat hiervoor*); empty: the project leader does.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=120)
    source = models.CharField(max_length=250)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.DOWN)
    baseline = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    data_set = models.ForeignKey(
        DataSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    answered_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="answers_for"
    )

    objects = IndicatorQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class MeasurementQuerySet(PartQuerySet["Measurement"]):
    """Measurements of indicators."""

    project_path = "indicator__project"


class Measurement(models.Model):
    """What an indicator was on a day (Dutch: *meting*), with source."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    source = models.CharField(max_length=250, blank=True)
    is_provisional = models.BooleanField(default=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "on"], name="measurement_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class MilestoneQuerySet(PartQuerySet["Milestone"]):
    """Milestones of projects."""


class Milestone(ProjectPart):
    """What should be ready on a day (Dutch: *mijlpaal*)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class RiskQuerySet(PartQuerySet["Risk"]):
    """Risks of projects."""


class Risk(ProjectPart):
    """What can stand in the way (Dutch: *risico*), and what is done about it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="risks")
    what = models.CharField(max_length=250)
    likelihood = models.PositiveSmallIntegerField(choices=Scale, default=Scale.MIDDLE)
    impact = models.PositiveSmallIntegerField(choices=Scale, default=Scale.MIDDLE)
    measure = models.TextField(blank=True)

    objects = RiskQuerySet.as_manager()

    def __str__(self) -> str:
        return self.what


class RelationQuerySet(PartQuerySet["Relation"]):
    """Relations between projects."""


class Relation(ProjectPart):
    """What another project or initiative is to this one (Dutch: *relatie*).

    It holds both ways. ``other_words`` names an initiative that is not on record here.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="relations_from"
    )
    other_words = models.CharField(max_length=200, blank=True)
    nature = models.CharField(max_length=15, choices=RelationNature)
    note = models.TextField(blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="project_relation_with_one_other",
                condition=Q(other=None) ^ Q(other_words=""),
            ),
            models.CheckConstraint(
                name="project_relation_with_another", condition=~Q(project=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.other or self.other_words}"


class BudgetLineQuerySet(PartQuerySet["BudgetLine"]):
    """Budget lines of projects."""


class BudgetLine(ProjectPart):
    """Money for a project (Dutch: *begrotingsregel*): what for, how much, from where.

    ``spent_cents`` is what was spent of it so far; empty: not known.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    what = models.CharField(max_length=200)
    amount_cents = models.BigIntegerField()
    spent_cents = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=MoneySource, default=MoneySource.REGIONAL)
    source_words = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = BudgetLineQuerySet.as_manager()

    def __str__(self) -> str:
        return self.what
