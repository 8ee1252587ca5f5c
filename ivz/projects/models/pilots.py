"""Pilots: what is tried where, what came of it, and who takes it over.

Policy: docs/policy/projects.md#pilots
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.authorization.openness import Openness
from ivz.network.models import Network
from ivz.projects.models.projects import PartQuerySet, Project, ProjectPart
from ivz.projects.states import TransferState
from ivz.workflow.versions import Versioned


class TrialQuerySet(PartQuerySet["Trial"]):
    """What pilots try."""


class Trial(ProjectPart):
    """What a pilot tries, where and until when, and its result (Dutch: *proef*)."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="trial")
    tried = models.TextField()
    place = models.CharField(max_length=200)
    until = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)

    objects = TrialQuerySet.as_manager()

    def __str__(self) -> str:
        return self.tried


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Pilots offered to other networks, narrowed down in the words of the domain."""

    @written_once(by_group=True)
    def visible_to(self, actor: Actor) -> Self:
        """Keep those of a pilot ``actor`` may read, and those offered to a network of theirs.

        What closes after it was offered closes for who it was offered to, too.
        """
        readable = Project.objects.visible_to(actor).values("pk")
        offered = Q(
            network__in=sorted(actor.network_ids),
            project__openness__in=[Openness.PUBLIC, Openness.NETWORK],
        )
        return self.filter(Q(project__in=readable) | offered)


class Transfer(Versioned):
    """That a network is asked to take a pilot over, and what it answers (Dutch: *overname*).

    ``title`` and ``told`` are what was offered, as it was then: its readers need not be able to
    read the pilot itself.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="transfers")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    told = models.TextField()
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=TransferState, default=TransferState.PROPOSED)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["network__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "network"], name="transfer_once_per_network"
            ),
            models.CheckConstraint(
                name="transfer_answered_exactly_when_dated",
                condition=Q(state=TransferState.PROPOSED) ^ Q(answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="transfer_declined_or_changed_with_reason",
                condition=~Q(state__in=[TransferState.DECLINED, TransferState.CHANGED])
                | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.network}"

    def get_absolute_url(self) -> str:
        """Give the address of the page that the receiving network reads."""
        return reverse("projects:transfer", args=[self.pk])
