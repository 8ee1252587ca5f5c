"""How often and where a body meets: the rule, and the meetings made from it."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.accounts.written_filters import written_once
from ivz.authorization.seats import HeldSeat
from ivz.meetings.models.meetings import Meeting
from ivz.network.models import Body, Organisation
from ivz.workflow.labels import Labelled
from ivz.workflow.versions import Versioned


class Weekday(models.IntegerChoices):
    """A day to meet on, counted as Python does."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")


class Ordinal(models.IntegerChoices):
    """Which of the weekdays of a month."""

    FIRST = 1, _("First")
    SECOND = 2, _("Second")
    THIRD = 3, _("Third")
    FOURTH = 4, _("Fourth")
    LAST = -1, _("Last")


class SchoolRegion(models.TextChoices):
    """For which part of the country school holidays count."""

    NORTH = "north", _("North")
    MIDDLE = "middle", _("Central")
    SOUTH = "south", _("South")
    COUNTRY = "country", _("The whole country")


class MeetingSeriesQuerySet(models.QuerySet["MeetingSeries"]):
    """Series, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the series of the networks that ``actor`` has a seat in."""
        return self.filter(body__network__in=sorted(actor.network_ids))


class MeetingSeries(Versioned):
    """The rule by which a body meets (Dutch: *vergaderreeks*).

    Either the ``ordinal`` ``weekday`` of ``months``, or directly after the meetings of the body
    that it ``follows`` (in ``months``; without any in every month). ``has_rota``: a participant
    hosts each time. School holidays of ``school_region`` are kept free.

    Policy: docs/policy/meetings.md#series
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="series")
    title = models.CharField(max_length=80)
    ordinal = models.SmallIntegerField(choices=Ordinal, null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, null=True, blank=True)
    months = models.JSONField(default=list, blank=True)
    follows = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    starts_at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        default=120, validators=[MinValueValidator(15), MaxValueValidator(720)]
    )
    days = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    place = models.CharField(max_length=200, blank=True)
    has_rota = models.BooleanField(default=False)
    school_region = models.CharField(max_length=10, choices=SchoolRegion, blank=True)

    objects = MeetingSeriesQuerySet.as_manager()

    class Meta:
        ordering = ["body__name", "title", "pk"]
        verbose_name_plural = "meeting series"
        constraints = [
            models.CheckConstraint(
                name="series_has_one_rule",
                condition=Q(follows=None, ordinal__isnull=False, weekday__isnull=False)
                | Q(follows__isnull=False, ordinal=None, weekday=None),
            ),
            models.CheckConstraint(
                name="series_follows_another", condition=Q(follows=None) | ~Q(follows=F("body"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.short_name}: {self.title}"

    def covers(self, seat: HeldSeat) -> bool:
        """Tell whether ``seat`` is a seat in the body that meets."""
        return self.body.covers(seat)


class SeriesMeeting(models.Model):
    """A meeting that was made from a series (Dutch: *keer in de reeks*), and who hosts it.

    ``rule_day`` is the day that the rule gave; the meeting may be on another one.
    ``follows`` is the meeting it comes directly after.
    """

    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="turns")
    rule_day = models.DateField()
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="turn")
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted"
    )
    follows = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )

    class Meta:
        ordering = ["rule_day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "rule_day"],
                condition=Q(follows=None),
                name="series_meeting_once_a_day",
            ),
            models.UniqueConstraint(fields=["series", "follows"], name="series_follows_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series.title}: {self.rule_day}"


class SchoolHoliday(Labelled):
    """A school holiday of a region (Dutch: *schoolvakantie*), with where the dates come from."""

    region = models.CharField(max_length=10, choices=SchoolRegion)
    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["first_day", "region", "pk"]
        constraints = [
            models.CheckConstraint(
                name="holiday_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
            ),
            models.UniqueConstraint(
                fields=["region", "first_day", "last_day"], name="holiday_once_per_region"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def covers_day(self, day: date) -> bool:
        """Tell whether ``day`` falls in it."""
        return self.first_day <= day <= self.last_day
