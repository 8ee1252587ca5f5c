"""Networks, their bodies and the seats in them. All rights come from seats."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ivz.authorization.roles import BodyKind, Role
from ivz.authorization.seats import HeldSeat
from ivz.network.models.areas import Area
from ivz.network.models.people import Organisation, Person
from ivz.network.models.periods import Dated
from ivz.workflow.versions import Versioned


class BodyStatus(models.TextChoices):
    """What the body does with a paper."""

    DECIDING = "deciding", _("Deciding")
    ADVISING = "advising", _("Advising")
    PREPARING = "preparing", _("Preparing")
    EXECUTING = "executing", _("Executing")


class SeatState(models.TextChoices):
    """Whether somebody sits in the seat."""

    FILLED = "filled", _("Filled")
    OPEN = "open", _("Open")
    RECRUITING = "recruiting", _("Recruiting")


class Network(models.Model):
    """A cooperation with an area, a name and an optional parent (Dutch: *netwerk*)."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="networks")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    def __str__(self) -> str:
        return self.name

    def covers(self, seat: HeldSeat) -> bool:
        """Tell whether ``seat`` is in one of the bodies of this network."""
        return seat.network_id == self.pk


class Body(Dated, Versioned):
    """People who meet with a task (Dutch: *gremium*, *overleg*).

    ``meetings_per_year`` is the norm; how often a body really met is counted.
    """

    slug = models.SlugField(max_length=80, unique=True)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=BodyKind)
    status = models.CharField(max_length=20, choices=BodyStatus)
    mandate = models.TextField(blank=True)
    legal_ground = models.CharField(max_length=200, blank=True)
    cadence = models.CharField(max_length=200, blank=True)
    meetings_per_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    advises = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="advised_by"
    )
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta(Dated.Meta):
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name

    def covers(self, seat: HeldSeat) -> bool:
        """Tell whether ``seat`` is a seat in this body."""
        return seat.body_id == self.pk


class Seat(Dated, Versioned):
    """A role in a body for a period (Dutch: *zetel*), held by a person or open.

    A revoked seat gives nothing from that moment, whatever ``valid_until`` says.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=30, choices=Role)
    title = models.CharField(max_length=150, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    deputy = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="deputy_seats"
    )
    state = models.CharField(max_length=20, choices=SeatState, default=SeatState.FILLED)
    is_revoked = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="seat_filled_exactly_when_held",
                condition=Q(state=SeatState.FILLED) ^ Q(person=None),
            ),
        ]
        indexes = [models.Index(fields=["person", "body"], name="seat_person_body")]

    def __str__(self) -> str:
        return f"{self.holder} ({self.shown_role}, {self.body.short_name})"

    @property
    def holder(self) -> str:
        """Who sits in the seat, or that nobody does."""
        return str(self.person) if self.person else self.get_state_display()

    @property
    def shown_role(self) -> str:
        """How the seat is called in its body."""
        return self.title or self.get_role_display()
