"""The plan of a project: sections that people write, and editions that bodies judge.

Policy: docs/policy/projects.md#the-plan
"""

from django.db import models
from django.db.models import Q

from ivz.accounts.models import User
from ivz.decisions.models import Decision
from ivz.decisions.papers import Paper
from ivz.projects.models.projects import PartQuerySet, Project
from ivz.projects.states import Section
from ivz.workflow.versions import Versioned


class PlanQuerySet(PartQuerySet["Plan"]):
    """Plans."""


class Plan(Paper, Versioned):
    """How a project will reach its result (Dutch: *projectplan*, *opdrachtomschrijving*)."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="plan")

    objects = PlanQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.project)


class PlanSectionQuerySet(PartQuerySet["PlanSection"]):
    """Sections of plans."""

    project_path = "plan__project"


class PlanSection(Versioned):
    """One section of a plan as it is being written (Dutch: *hoofdstuk*)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    section = models.CharField(max_length=20, choices=Section)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    objects = PlanSectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "section"], name="section_once_per_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_section_display()}"


class PlanEditionQuerySet(PartQuerySet["PlanEdition"]):
    """Editions of plans."""

    project_path = "plan__project"


class PlanEdition(models.Model):
    """A plan as it stood when it was sent to the bodies (Dutch: *versie*); never changed.

    ``content`` holds the text per section. The Platform endorses it, then the deciding body
    adopts it, each by a decision.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    made_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    endorsed_on = models.DateField(null=True, blank=True)
    endorsed_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PlanEditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="edition_number_once"),
            models.CheckConstraint(
                name="edition_endorsed_exactly_by_decision",
                condition=Q(endorsed_on=None) ^ ~Q(endorsed_by=None),
            ),
            models.CheckConstraint(
                name="edition_adopted_exactly_by_decision",
                condition=Q(adopted_on=None) ^ ~Q(adopted_by=None),
            ),
            models.CheckConstraint(
                name="edition_adopted_after_endorsement",
                condition=Q(adopted_on=None) | ~Q(endorsed_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.number}"
