"""What partners owe, in money and hours, from dated parameters.

Amounts are whole euro cents; rates per inhabitant are cents. Policy: docs/policy/contributions.md
"""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.finance.states import Choice
from ivz.network.models import Area, Dated, Network
from ivz.workflow.versions import Versioned


class RateDecision(Dated):
    """The contribution per inhabitant over a period (Dutch: *tarief per inwoner*)."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="rates")
    cents_per_inhabitant = models.PositiveSmallIntegerField()
    decided_by = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["network", "valid_from"], name="rate_once_per_day"),
        ]

    def __str__(self) -> str:
        return f"{self.cents_per_inhabitant} cents from {self.valid_from}"


class HourPrice(Dated):
    """What a full-time year costs, for how many hours a week (Dutch: *uurprijs*).

    ``is_derived`` tells that no source states it: it follows from published amounts.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="hour_prices")
    cents_per_year = models.PositiveIntegerField()
    hours_per_week = models.PositiveSmallIntegerField()
    is_derived = models.BooleanField(default=False)
    source = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["network", "valid_from"], name="price_once_per_day"),
            models.CheckConstraint(name="price_for_some_hours", condition=Q(hours_per_week__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.cents_per_year} cents per {self.hours_per_week} h"


class SchemeQuerySet(models.QuerySet["Scheme"]):
    """Schemes, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the public schemes and those of networks in which ``actor`` holds a seat."""
        return self.filter(Q(is_public=True) | Q(network__in=sorted(actor.network_ids)))


class Scheme(models.Model):
    """The effort obligation of one year (Dutch: *inspanningsverplichting*).

    ``population_on`` is the reference date of the inhabitants. ``boundary_choice`` says what
    was chosen where the source leaves open to which tier a boundary belongs; empty when the
    source is clear.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="schemes")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    source = models.CharField(max_length=200)
    population_on = models.DateField()
    is_public = models.BooleanField(default=False)
    boundary_choice = models.CharField(max_length=200, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "year"], name="scheme_once_per_year"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Give the page of the scheme."""
        return reverse("finance:scheme", args=[self.network.slug, self.year])


class Tier(models.Model):
    """Hours a week for municipalities of ``[from_inhabitants, until_inhabitants)``.

    ``surcharge_cents`` per inhabitant buys the hours off (Dutch: *klasse*, *ophoging*).
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="tiers")
    from_inhabitants = models.PositiveIntegerField()
    until_inhabitants = models.PositiveIntegerField(null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField()
    surcharge_cents = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["from_inhabitants"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "from_inhabitants"], name="tier_once"),
            models.CheckConstraint(
                name="tier_ends_above_its_start",
                condition=Q(until_inhabitants=None)
                | Q(until_inhabitants__gt=F("from_inhabitants")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours_per_week} h from {self.from_inhabitants}"


class PublishedContribution(models.Model):
    """What the source printed for one municipality, in whole euros (Dutch: *gepubliceerd*)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="published")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    hours_per_week = models.PositiveSmallIntegerField()
    value_of_hours_cents = models.PositiveIntegerField()
    surcharge_rate_cents = models.PositiveSmallIntegerField()
    surcharge_cents = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "area"], name="published_once"),
            models.CheckConstraint(
                name="published_rate_above_zero", condition=Q(surcharge_rate_cents__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.hours_per_week} h"


class ContributionChoice(Versioned):
    """What one municipality chose, agreed in a conversation (Dutch: *keuze uren of geld*)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="choices")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)
    note = models.TextField(blank=True)
    agreed_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "area"], name="choice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.choice}"


class CapacityTask(models.Model):
    """Share of the coordinator's post per task, now and needed, in percent (*capaciteit*).

    The percentages are of ``base_fte_hundredths`` (90 = 0.9 fte).
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="capacity")
    year = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    current_percent = models.PositiveSmallIntegerField()
    needed_percent = models.PositiveSmallIntegerField()
    base_fte_hundredths = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["network", "year", "task"], name="capacity_once"),
        ]

    def __str__(self) -> str:
        return self.task
