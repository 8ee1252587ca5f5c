"""Events of the members of a network, for the calendar that all of them share.

Policy: docs/policy/events.md
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.written_filters import written_once
from ivz.authorization.openness import Openness
from ivz.documents.models import random_key
from ivz.network.models import Body, Network, Organisation, Person
from ivz.workflow.versions import Versioned

LEVELS = [Openness.NETWORK, Openness.BODY, Openness.PUBLIC]


class NetworkEventQuerySet(models.QuerySet["NetworkEvent"]):
    """Events, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the events ``actor`` may know of.

        What is for invited bodies alone is read by their members, and by the people of the
        organisation that announced it who have a seat in the network.
        Policy: docs/policy/events.md#who-reads-it
        """
        inside = Q(network__in=sorted(actor.network_ids))
        own = Person.objects.filter(pk=actor.person_id or 0).exclude(organisation=None)
        is_own = inside & Q(organiser__in=own.values("organisation"))
        is_invited = Q(openness=Openness.BODY) & _invites(actor)
        return self.filter(
            Q(openness=Openness.PUBLIC)
            | Q(openness=Openness.NETWORK) & inside
            | Q(openness=Openness.BODY) & is_own
            | is_invited
        )

    def inviting(self, actor: Actor) -> Self:
        """Keep those to which a body is invited in which ``actor`` sits."""
        return self.filter(_invites(actor))

    def coming(self, on: dt.date) -> Self:
        """Keep what is not over on a day, soonest first."""
        is_to_come = Q(starts_on__gte=on) | Q(ends_on__gte=on)
        return self.filter(is_to_come).order_by("starts_on", "starts_at", "pk")

    def past(self, on: dt.date) -> Self:
        """Keep what is over on a day, latest first."""
        is_over = Q(starts_on__lt=on) & (Q(ends_on=None) | Q(ends_on__lt=on))
        return self.filter(is_over).order_by("-starts_on", "-pk")


def _invites(actor: Actor) -> Q:
    through = NetworkEvent.invited.through.objects.filter(body__in=sorted(actor.body_ids))
    return Q(pk__in=through.values("networkevent_id"))


class NetworkEvent(Versioned):
    """Something that a member of the network organises (Dutch: *bijeenkomst*).

    ``audience`` tells for whom it is, in words; the bodies in ``invited`` find it in the calendars
    of their members. ``cancelled_why`` stands there exactly while it is called off.
    """

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="events")
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="events")
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200)
    audience = models.CharField(max_length=200)
    invited = models.ManyToManyField(Body, blank=True, related_name="invitations")
    openness = models.CharField(max_length=20, choices=Openness, default=Openness.NETWORK)
    announced_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)

    objects = NetworkEventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="event_cancelled_exactly_with_reason",
                condition=Q(cancelled_on=None, cancelled_why="")
                | Q(cancelled_on__isnull=False) & ~Q(cancelled_why=""),
            ),
            models.CheckConstraint(
                name="event_last_day_after_the_first",
                condition=Q(ends_on=None) | Q(ends_on__gt=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="event_is_for_no_named_people", condition=Q(openness__in=LEVELS)
            ),
        ]
        indexes = [models.Index(fields=["network", "starts_on"], name="event_network_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cancelled(self) -> bool:
        """Whether it is called off."""
        return self.cancelled_on is not None

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("events:event", args=[self.key])
