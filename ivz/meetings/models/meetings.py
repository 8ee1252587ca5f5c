"""Meetings, and who was there."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.authorization.roles import Role
from ivz.authorization.seats import HeldSeat
from ivz.meetings.states import MeetingState, Presence, RecordForm
from ivz.network.models import Body, Person, Seat, in_force
from ivz.workflow.versions import Versioned

_TO_COME = [MeetingState.DRAFT, MeetingState.CONVENED]


def known_to(actor: Actor, *, path: str = "") -> Q:
    """Narrow down to the meetings ``actor`` may know of; ``path`` leads there: ``meeting__``."""
    convened = ~Q(**{f"{path}state": MeetingState.DRAFT})
    return convened | Q(**{f"{path}body__network__in": sorted(actor.network_ids)})


def _led_by_deputy() -> Exists:
    chairs = Seat.objects.filter(
        in_force(OuterRef("date")), body=OuterRef("body"), role=Role.CHAIR, is_revoked=False
    )
    return Exists(chairs.filter(deputy=OuterRef("chair")).exclude(person=OuterRef("chair")))


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the meetings ``actor`` may know of.

        Everyone: once convened. People with a seat in the network: from the start.
        """
        return self.filter(known_to(actor))

    def with_leader(self) -> Self:
        """Ask along whether the deputy of the body's chair leads."""
        return self.annotate(is_chaired_by_deputy=_led_by_deputy())

    def upcoming(self, today: dt.date) -> Self:
        """Keep the meetings of today and later that were not held yet, soonest first."""
        to_come = Q(date__gte=today) | Q(last_day__gte=today)
        return self.filter(to_come, state__in=_TO_COME).order_by("date", "starts_at")

    def past(self, today: dt.date) -> Self:
        """Keep the meetings that were held or whose day is over, latest first."""
        is_over = Q(date__lt=today) & (Q(last_day=None) | Q(last_day__lt=today))
        return self.filter(~Q(state__in=_TO_COME) | is_over).order_by("-date", "pk")


class Meeting(Versioned):
    """One gathering of one body (Dutch: *vergadering*).

    ``guests`` holds who joined without a seat, by function, one per line. ``last_day`` is set
    where it takes more days than ``date``.
    A practice meeting is for trying things out; it stays outside the register. Beside the
    decision list, which every body makes, it can have minutes and a feedback note.
    ``papers_due_days`` and ``freeze_days`` count back from ``date``.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    slug = models.SlugField(max_length=40)
    date = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    secretary = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    guests = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=MeetingState, default=MeetingState.DRAFT)
    is_practice = models.BooleanField(default=False)
    papers_due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    freeze_days = models.PositiveSmallIntegerField(null=True, blank=True)
    has_minutes = models.BooleanField(default=False)
    has_feedback_note = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["body", "slug"], name="meeting_address_once"),
            models.CheckConstraint(
                name="meeting_published_exactly_when_signed",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(ends_at=None)
                | Q(starts_at=None)
                | Q(ends_at__gt=models.F("starts_at"))
                | Q(last_day__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_last_day_after_the_first",
                condition=Q(last_day=None) | Q(last_day__gt=models.F("date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.short_name} {self.date}"

    def get_absolute_url(self) -> str:
        """Give the address of the meeting's page."""
        return reverse("meetings:detail", args=[self.body.slug, self.slug])

    def covers(self, seat: HeldSeat) -> bool:
        """Tell whether ``seat`` is a seat in the body that meets."""
        return self.body.covers(seat)

    @cached_property
    def is_chaired_by_deputy(self) -> bool:
        """Whether it is led by the deputy of the body's chair on that day.

        One query, unless it was asked along with the meeting: ``with_leader``.
        """
        return Meeting.objects.filter(_led_by_deputy(), pk=self.pk).exists()

    @property
    def ends_on(self) -> dt.date:
        """The day it ends."""
        return self.last_day or self.date

    @property
    def is_to_come(self) -> bool:
        """Whether it was not held yet, so that time and place can still be chosen."""
        return self.state in _TO_COME

    @property
    def papers_due_on(self) -> dt.date | None:
        """The last day on which papers can be handed in; None where none was agreed."""
        return self._days_before(self.papers_due_days)

    @property
    def freezes_on(self) -> dt.date | None:
        """The day from which the agenda is frozen, once it is out; None where none was agreed."""
        return self._days_before(self.freeze_days)

    def _days_before(self, days: int | None) -> dt.date | None:
        return None if days is None else self.date - dt.timedelta(days=days)

    def is_frozen_on(self, day: dt.date) -> bool:
        """Tell whether what joins or changes on ``day`` is late: the agenda is out and frozen.

        Policy: docs/policy/meetings.md#deadlines
        """
        freezes_on = self.freezes_on
        return self.state == MeetingState.CONVENED and freezes_on is not None and day >= freezes_on

    def makes(self, form: RecordForm) -> bool:
        """Tell whether the body makes a record of this form."""
        beside = {
            RecordForm.MINUTES: self.has_minutes,
            RecordForm.FEEDBACK_NOTE: self.has_feedback_note,
        }
        return beside.get(form, True)

    @property
    def is_published(self) -> bool:
        """Whether the decision list is public."""
        return self.published_at is not None


class Attendance(models.Model):
    """Whether the holder of a seat was at a meeting (Dutch: *aanwezigheid*)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=20, choices=Presence)
    deputy = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once_per_seat"),
            models.CheckConstraint(
                name="attendance_deputised_exactly_with_deputy",
                condition=Q(presence=Presence.DEPUTISED) ^ Q(deputy=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_presence_display()}"
