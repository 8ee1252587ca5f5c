"""What stands on every agenda of a body."""

from django.db import models
from django.db.models import Q

from ivz.authorization.openness import Openness
from ivz.meetings.states import ItemKind, Part
from ivz.network.models import Body
from ivz.workflow.versions import Versioned


class StandingAgenda(Versioned):
    """The agenda every meeting of a body begins with (Dutch: *vaste agenda*).

    Its terms say how many days before a meeting papers are due, and the agenda is frozen.
    """

    body = models.OneToOneField(Body, on_delete=models.CASCADE, related_name="standing_agenda")
    papers_due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    freeze_days = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.body.name


class StandingItem(models.Model):
    """One item of the standing agenda (Dutch: *vast agendapunt*)."""

    agenda = models.ForeignKey(StandingAgenda, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.DISCUSS)
    part = models.CharField(max_length=20, choices=Part, default=Part.NONE)
    planned_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    planned_openness = models.CharField(max_length=20, choices=Openness, default=Openness.PUBLIC)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "label"], name="standing_label_once"),
            models.CheckConstraint(
                name="standing_item_public_or_network",
                condition=Q(planned_openness__in=[Openness.PUBLIC, Openness.NETWORK]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"
