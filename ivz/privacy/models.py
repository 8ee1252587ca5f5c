"""Requests to correct what is held about somebody."""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.authorization.permissions import Permission
from ivz.network.models import Person, Seat
from ivz.privacy.states import RequestState


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    """Requests, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep one's own requests, and those of people whose registers ``actor`` keeps."""
        if actor.person_id is None:
            return self.none()
        kept = actor.networks_with(Permission.MANAGE_NETWORK)
        sitting = Seat.objects.filter(body__network__in=kept, person__isnull=False)
        return self.filter(Q(person=actor.person_id) | Q(person__in=sitting.values("person")))

    def waiting(self) -> Self:
        """Keep what was not answered yet, oldest first."""
        return self.filter(state=RequestState.OPEN).order_by("asked_on", "pk")


class CorrectionRequest(models.Model):
    """That somebody asks to correct what is held about them (Dutch: *verzoek om verbetering*).

    Policy: docs/policy/privacy.md#seeing-and-correcting
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    text = models.TextField()
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    answer = models.TextField(blank=True)
    handled_on = models.DateField(null=True, blank=True)
    handled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="correction_answered_exactly_when_dated",
                condition=Q(state=RequestState.ANSWERED, handled_on__isnull=False, answer__gt="")
                | Q(state=RequestState.OPEN, handled_on=None, answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.asked_on}"
