"""Networks, their bodies, what these may decide, and the seats in them.

All rights come from seats.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ivz.authorization.roles import BodyKind, Role
from ivz.authorization.seats import HeldSeat
from ivz.network.models.areas import Area
from ivz.network.models.people import Organisation, Person
from ivz.network.models.periods import Dated
from ivz.network.models.themes import Theme
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


class PreparationState(models.TextChoices):
    """How well officials prepare the meetings of a body."""

    SOUND = "sound", _("In order")
    PARTLY = "partly", _("Partly arranged")
    TO_IMPROVE = "to_improve", _("To be improved")


class RelationKind(models.TextChoices):
    """What one body is to another."""

    ADVISES = "advises", _("advises")
    REPORTS_TO = "reports_to", _("reports to")
    COMMISSIONS = "commissions", _("is the client of")
    PREPARES = "prepares", _("prepares the meetings of")
    STEERS = "steers", _("steers")
    WATCHES_FOR = "watches_for", _("watches progress on behalf of")
    INFORMS = "informs", _("sends its papers for information to")


class MandateSubject(models.TextChoices):
    """What a decision can be about (Dutch: *onderwerp van een besluit*)."""

    POLICY = "policy", _("Policy and priorities")
    PROJECT = "project", _("Projects and assignments")
    MONEY = "money", _("Contributions and budget")
    CAPACITY = "capacity", _("People and hours")
    AGREEMENT = "agreement", _("Agreements with partners")
    COOPERATION = "cooperation", _("How the cooperation is organised")
    CASE_APPROACH = "case_approach", _("Working on cases")


class Network(Versioned):
    """A cooperation with an area, a name and an optional parent (Dutch: *netwerk*)."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="networks")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    deciding_body = models.ForeignKey(
        "network.Body", on_delete=models.SET_NULL, null=True, blank=True, related_name="decides_for"
    )
    motto = models.CharField(max_length=150, blank=True)
    legal_form = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name

    def covers(self, seat: HeldSeat) -> bool:
        """Tell whether ``seat`` is in one of the bodies of this network."""
        return seat.network_id == self.pk


class Body(Dated, Versioned):
    """People who meet with a task (Dutch: *gremium*, *overleg*).

    ``meetings_per_year`` is the norm; how often a body really met is counted. ``theme`` is set
    where the body is there for one theme, ``area`` where it works for a part of the network.
    """

    slug = models.SlugField(max_length=80, unique=True)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=BodyKind)
    status = models.CharField(max_length=20, choices=BodyStatus)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    mandate = models.TextField(blank=True)
    legal_ground = models.CharField(max_length=200, blank=True)
    cadence = models.CharField(max_length=200, blank=True)
    meetings_per_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
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


class BodyRelation(Dated, Versioned):
    """What a body is to another for a period: it advises it, steers it, works for it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=20, choices=RelationKind)
    other = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="relations_from")
    note = models.TextField(blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="relation_with_another", condition=~Q(body=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.body.short_name} {self.get_kind_display()} {self.other.short_name}"


class Mandate(Dated, Versioned):
    """What a body may decide, and what it needs first (Dutch: *mandaat*).

    Without ``theme`` it goes for every theme.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates")
    subject = models.CharField(max_length=20, choices=MandateSubject)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    text = models.TextField()
    legal_ground = models.CharField(max_length=200, blank=True)
    needs_first = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.body.short_name}: {self.get_subject_display()}"


class Hosting(Dated, Versioned):
    """Which organisation employs and hosts a network's staff (Dutch: *gastheerschap*)."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="hostings")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="hostings"
    )
    note = models.TextField(blank=True)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.network}: {self.organisation}"


class RoleDescription(Dated, Versioned):
    """What is asked of a role in a body (Dutch: *functieomschrijving*); one task per line."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="role_descriptions")
    role = models.CharField(max_length=30, choices=Role)
    title = models.CharField(max_length=150, blank=True)
    tasks = models.TextField()
    source = models.CharField(max_length=200, blank=True)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.body.short_name}: {self.title or self.get_role_display()}"


class Preparation(Dated, Versioned):
    """How well officials prepare a body for a period (Dutch: *ambtelijke voorbereiding*)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="preparations")
    state = models.CharField(max_length=20, choices=PreparationState)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.body.short_name}: {self.get_state_display()}"


class Seat(Dated, Versioned):
    """A role in a body for a period (Dutch: *zetel*), held by a person or open.

    ``organisation`` is on whose behalf; ``area`` the part of the network it speaks for.
    ``rotates_every_years`` counts from the start. ``linked_seat`` is the seat in another body
    that goes with this one.
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
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    rotates_every_years = models.PositiveSmallIntegerField(null=True, blank=True)
    linked_seat = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="linked_from"
    )
    note = models.TextField(blank=True)
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
