"""What somebody still does for a project, and where it strays from its plan.

Policy: docs/policy/projects.md#actions-and-deviations
"""

from django.db import models
from django.db.models import F, Q

from ivz.network.models import Person
from ivz.projects.models.projects import PartQuerySet, Project, ProjectPart
from ivz.projects.states import Aspect, DeviationState


class ActionPointQuerySet(PartQuerySet["ActionPoint"]):
    """Action points of projects."""


class ActionPoint(ProjectPart):
    """What somebody does for a project, and by when (Dutch: *actiepunt*).

    ``owner_words`` names who does it where that is nobody of the network.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="action_points")
    what = models.CharField(max_length=250)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_words = models.CharField(max_length=150, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        ordering = [F("done_on").desc(nulls_first=True), "due_on", "pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def who(self) -> str:
        """Who does it, by function."""
        return self.owner.function if self.owner else self.owner_words


class DeviationQuerySet(PartQuerySet["Deviation"]):
    """Deviations of projects."""


class Deviation(ProjectPart):
    """Where a project strays from its plan (Dutch: *afwijking*): why, and what is done about it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="deviations")
    aspect = models.CharField(max_length=10, choices=Aspect)
    what = models.CharField(max_length=250)
    noticed_on = models.DateField()
    analysis = models.TextField()
    measure = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=DeviationState, default=DeviationState.ANALYSED)
    settled_on = models.DateField(null=True, blank=True)

    objects = DeviationQuerySet.as_manager()

    class Meta:
        ordering = [F("settled_on").desc(nulls_first=True), "-noticed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="deviation_settled_exactly_when_dated",
                condition=Q(state=DeviationState.SETTLED) ^ Q(settled_on=None),
            ),
            models.CheckConstraint(
                name="deviation_worked_on_by_a_measure",
                condition=Q(state=DeviationState.ANALYSED) | ~Q(measure=""),
            ),
        ]

    def __str__(self) -> str:
        return self.what
