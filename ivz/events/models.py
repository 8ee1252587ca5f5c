"""Events of the members of a network, and the theme weeks in which some of them count.

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
from ivz.network.models import Body, Network, Organisation, Person, Theme
from ivz.workflow.versions import Versioned

LEVELS = [Openness.NETWORK, Openness.BODY, Openness.PUBLIC]


class ThemeWeekQuerySet(models.QuerySet["ThemeWeek"]):
    """Theme weeks, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the theme weeks of the networks in which ``actor`` has a seat.

        Policy: docs/policy/events.md#who-reads-a-theme-week
        """
        return self.filter(network__in=sorted(actor.network_ids))

    def coming(self, on: dt.date) -> Self:
        """Keep what is not over on a day, soonest first."""
        return self.filter(ends_on__gte=on).order_by("starts_on", "pk")


class ThemeWeek(Versioned):
    """Days in which every municipality does something on one theme (Dutch: *themaweek*).

    ``closes_on`` is the last day on which activities are announced, ``ends_on`` where it is empty;
    ``follows`` is the week it was begun from. Who takes part is not kept: that follows from the
    areas of the network on the first day. ``cancelled_why`` stands there exactly while it is
    called off.
    """

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="theme_weeks")
    title = models.CharField(max_length=200)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="weeks"
    )
    about = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    announced_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)

    objects = ThemeWeekQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="theme_week_cancelled_exactly_with_reason",
                condition=Q(cancelled_on=None, cancelled_why="")
                | Q(cancelled_on__isnull=False) & ~Q(cancelled_why=""),
            ),
            models.CheckConstraint(
                name="theme_week_ends_after_it_starts",
                condition=Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="theme_week_closes_before_it_is_over",
                condition=Q(closes_on=None) | Q(closes_on__lte=models.F("ends_on")),
            ),
        ]
        indexes = [models.Index(fields=["network", "starts_on"], name="theme_week_network_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cancelled(self) -> bool:
        """Whether it is called off."""
        return self.cancelled_on is not None

    @property
    def last_day_to_announce(self) -> dt.date:
        """The last day on which a municipality announces its activities."""
        return self.closes_on or self.ends_on

    def is_closed(self, on: dt.date) -> bool:
        """Whether it is too late for a municipality to announce an activity."""
        return on > self.last_day_to_announce

    def holds(self, event: "NetworkEvent") -> bool:
        """Whether all days of an event lie in the week."""
        return self.starts_on <= event.starts_on and event.last_day <= self.ends_on

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("events:week", args=[self.key])


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

    def within(self, week: ThemeWeek) -> Self:
        """Keep what takes place in the days of a theme week."""
        begins = Q(starts_on__gte=week.starts_on, starts_on__lte=week.ends_on)
        return self.filter(begins, Q(ends_on=None) | Q(ends_on__lte=week.ends_on))

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
    of their members; ``theme_week`` is the week in which it is an activity of its municipality.
    ``cancelled_why`` stands there exactly while it is called off.
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
    theme_week = models.ForeignKey(
        ThemeWeek, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
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

    @property
    def last_day(self) -> dt.date:
        """The last day it takes."""
        return self.ends_on or self.starts_on

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("events:event", args=[self.key])
