"""What each partner owes and what it delivered, in hours.

What it promised stands where it was promised; see ``promises.py``.
Policy: docs/policy/effort.md
"""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.decisions.models import Decision
from ivz.network.models import Dated, Network, Organisation, Person
from ivz.workflow.versions import Versioned


class ObligationQuerySet(models.QuerySet["Obligation"]):
    """Hours owed, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep what ``actor`` may read: everybody in a network sees what each partner owes."""
        return self.filter(network__in=sorted(actor.network_ids))

    def newest_version(self) -> int:
        """Give the highest version among them, 0 for none: agreements of a network count on."""
        newest: int | None = self.aggregate(newest=models.Max("version"))["newest"]
        return newest or 0


class Obligation(Dated, Versioned):
    """The hours a week that a partner owes a network (Dutch: *inspanningsverplichting*)."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="obligations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="obligations"
    )
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=1)
    source = models.CharField(max_length=200)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ObligationQuerySet.as_manager()

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["network", "organisation"], name="obligation_partner")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.hours_per_week}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Delivered hours, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep what ``actor`` may read: everybody in a network sees what each partner delivers."""
        return self.filter(network__in=sorted(actor.network_ids))


class Delivery(Dated, Versioned):
    """Hours that a partner delivered in a period (Dutch: *geleverde uren*).

    ``work_kind`` and ``work_id`` say for which piece of work, for instance a project; empty
    where the hours went to the network as a whole. What that work is called stands there only.
    A row that ``corrects`` another says how many hours more or less it really was, and why.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="deliveries")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="deliveries"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    hours = models.DecimalField(max_digits=7, decimal_places=1)
    work_kind = models.CharField(max_length=40, blank=True)
    work_id = models.PositiveBigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    corrected_on = models.DateField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name_plural = "deliveries"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="delivery_for_work_exactly_when_named",
                condition=Q(work_kind="", work_id=None) | (~Q(work_kind="") & ~Q(work_id=None)),
            ),
            models.CheckConstraint(
                name="delivery_of_some_hours",
                condition=Q(corrects=None, hours__gt=0) | (Q(corrects__gt=0) & ~Q(hours=0)),
            ),
            models.CheckConstraint(
                name="delivery_corrected_with_day_and_reason",
                condition=Q(corrects=None, corrected_on=None)
                | (Q(corrects__gt=0, corrected_on__isnull=False) & ~Q(note="")),
            ),
        ]
        indexes = [
            models.Index(fields=["work_kind", "work_id"], name="delivery_work"),
            models.Index(fields=["network", "organisation"], name="delivery_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.hours}"
