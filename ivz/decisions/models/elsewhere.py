"""Decisions of others on which a decision depends."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.hanging import hangs_on
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import permissions_of
from ivz.decisions.models.register import Decision
from ivz.decisions.states import AWAITED_ELSEWHERE, DECIDED_ELSEWHERE, ElsewhereState
from ivz.network.models import Organisation, Person
from ivz.workflow.versions import Versioned


class DecisionElsewhereQuerySet(models.QuerySet["DecisionElsewhere"]):
    """Decisions elsewhere, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those on which a decision depends that ``actor`` reads, in the own network."""
        return self.filter(
            hangs_on("decision", Decision.objects.visible_to(actor)),
            decision__body__network__in=sorted(actor.network_ids),
        )

    def waiting_for(self, actor: Actor) -> Self:
        """Keep what is overdue and ``actor`` has to see to: as its coordinator or the secretary."""
        recording = [
            seat.body_id
            for seat in actor.seats
            if Permission.RECORD_DECISIONS in permissions_of(seat.role, seat.body_kind)
        ]
        own = Person.objects.filter(pk=actor.person_id or 0).exclude(organisation=None)
        kept = Q(
            organisation__in=own.values("organisation"),
            decision__body__network__in=sorted(
                actor.networks_with(Permission.MAINTAIN_ORGANISATION)
            ),
        )
        return self.visible_to(actor).filter(
            Q(decision__body__in=sorted(recording)) | kept,
            state__in=sorted(AWAITED_ELSEWHERE),
            due_on__lt=actor.today,
            decision__corrected_by=None,
        )


class DecisionElsewhere(Versioned):
    """What another organisation has to decide before a decision works (Dutch: *besluit elders*).

    ``on`` is the day of its meeting: where it was decided, or where it stands on the agenda.
    ``evidence`` and ``link`` tell where that appears from.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="elsewhere")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=250)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ElsewhereState, default=ElsewhereState.ASKED)
    on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    noted_on = models.DateField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DecisionElsewhereQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "organisation"], name="elsewhere_organisation_once"
            ),
            models.CheckConstraint(
                name="elsewhere_decided_on_a_day",
                condition=~Q(state__in=sorted(DECIDED_ELSEWHERE)) | Q(on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.what}"

    @property
    def is_awaited(self) -> bool:
        """Whether nothing was decided there yet."""
        return self.state in AWAITED_ELSEWHERE

    def is_late(self, on: date) -> bool:
        """Tell whether it should have been decided before the day ``on``."""
        return self.is_awaited and self.due_on is not None and self.due_on < on
