"""Published figures with their source, and what papers state about figures."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.decisions.models import Guarded, GuardedQuerySet, readable
from ivz.network.models import Area, Body, Network, Theme


class DataSetQuerySet(GuardedQuerySet["DataSet"]):
    """Data sets, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the data sets ``actor`` may read."""
        return self.filter(readable(actor, network="network")).read_by(actor)


class DataSet(Guarded):
    """A table of figures from one source over one period (Dutch: *gegevensset*).

    A rate is the number of incidents ``per`` of the ``denominator`` (empty: not known),
    published with ``decimals`` decimals. ``interpretation`` says what the figures do not
    prove. ``priorities`` are the themes a network chose as its own (*speerpunten*).
    """

    slug = models.SlugField(max_length=80, unique=True)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="data_sets")
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=120)
    denominator = models.CharField(max_length=80, blank=True)
    per = models.PositiveIntegerField(default=1000)
    decimals = models.PositiveSmallIntegerField(default=2)
    period_from = models.DateField()
    period_until = models.DateField()
    source = models.CharField(max_length=250)
    definition = models.TextField(blank=True)
    definition_version = models.CharField(max_length=40, default="1")
    interpretation = models.TextField(blank=True)
    is_provisional = models.BooleanField(default=False)
    priorities = models.ManyToManyField(Theme, blank=True, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DataSetQuerySet.as_manager()

    class Meta(Guarded.Meta):
        pass

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        """The last day of the period, as shown to people ("t/m")."""
        return self.period_until - timedelta(days=1)

    def get_absolute_url(self) -> str:
        """Give the address of the data set's page."""
        return reverse("insight:data_set", args=[self.slug])


class Figure(models.Model):
    """One cell: a rate for an area and a theme, as published (Dutch: *cijfer*).

    ``published_rank`` is what the source printed; ranks shown are always computed.
    """

    data_set = models.ForeignKey(DataSet, on_delete=models.CASCADE, related_name="figures")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    rate = models.DecimalField(max_digits=12, decimal_places=4)
    published_rank = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["data_set", "area", "theme"], name="figure_once_per_cell"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.theme}: {self.rate}"


class Claim(models.Model):
    """Something a paper states that can be computed again (Dutch: *bewering*).

    ``cells`` are the numbers and dates the statement rests on; which cells a kind
    needs stands in ``claims.py``.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="claims")
    paper = models.CharField(max_length=40)
    code = models.CharField(max_length=10)
    kind = models.CharField(max_length=30)
    place = models.CharField(max_length=150)
    statement = models.TextField()
    cells = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["body", "paper", "code"], name="claim_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.statement}"
