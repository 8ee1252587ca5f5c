"""The focus agenda: the themes a deciding body puts first for two years, with their grounds.

Policy: docs/policy/projects.md#focus-agenda
"""

from typing import Self

from django.db import models

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, readable
from ivz.insight.models import DataSet
from ivz.network.models import Body, Dated, Theme
from ivz.projects.models.projects import Project
from ivz.projects.states import GroundKind
from ivz.workflow.versions import Versioned


class FocusAgendaQuerySet(GuardedQuerySet["FocusAgenda"]):
    """Focus agendas, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the focus agendas ``actor`` may read."""
        return self.filter(readable(actor)).read_by(actor)


class FocusAgenda(Guarded, Dated, Versioned):
    """What a deciding body puts first for a period (Dutch: *focusagenda*), by a decision."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="focus_agendas")
    title = models.CharField(max_length=200)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FocusAgendaQuerySet.as_manager()

    class Meta:
        constraints = [*Guarded.Meta.constraints, *Dated.Meta.constraints]

    def __str__(self) -> str:
        return self.title


class FocusTheme(Versioned):
    """A theme on a focus agenda, with what the Platform does for it (Dutch: *focusthema*)."""

    agenda = models.ForeignKey(FocusAgenda, on_delete=models.CASCADE, related_name="themes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    role = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "position"], name="focus_position_once"),
        ]

    def __str__(self) -> str:
        return self.title


class FocusGround(models.Model):
    """What the choice of a theme rests on (Dutch: *onderbouwing van de focus*)."""

    focus = models.ForeignKey(FocusTheme, on_delete=models.CASCADE, related_name="grounds")
    kind = models.CharField(max_length=20, choices=GroundKind)
    text = models.TextField()
    data_set = models.ForeignKey(
        DataSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.text
