"""Published figures with their source, and what papers state about figures."""

from datetime import date, timedelta
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.decisions.models import Guarded, GuardedQuerySet, NotingQuerySet, readable
from ivz.documents.models import random_key
from ivz.insight.states import WITH_A_REASON, SignalState, SignalStepKind
from ivz.network.models import Area, Body, Network, Person, Theme
from ivz.web.templatetags.ivz import day_date, number
from ivz.workflow.versions import Versioned

# What people write where a rate is per so many inhabitants.
INHABITANTS = "inwoners"


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

    @property
    def period(self) -> str:
        """The period in words: ``2015``, or its first and last day."""
        start = self.period_from
        if (start.month, start.day) == (1, 1) and self.period_until == date(start.year + 1, 1, 1):
            return str(start.year)
        return _("%(first)s to %(last)s") % {
            "first": day_date(start),
            "last": day_date(self.last_day),
        }

    @property
    def is_per_inhabitant(self) -> bool:
        """Whether the inhabitants of an area give back what was counted there."""
        return self.denominator.strip().casefold() == INHABITANTS

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


class SignalQuerySet(NotingQuerySet["Signal"]):
    """Signals, narrowed down in the words of the domain."""

    read_along = ("data_set",)

    def visible_to(self, actor: Actor) -> Self:
        """Keep the signals in figures ``actor`` may read, for the own network alone."""
        return self.filter(
            data_set__in=DataSet.objects.visible_to(actor).values("pk"),
            data_set__network__in=sorted(actor.network_ids),
        ).read_by(actor)


class Signal(Versioned):
    """A rate above the larger area by more than chance explains (Dutch: *signaal*).

    ``observed`` is the published rate of the area, ``expected`` that of the larger area, its
    ``reference``. ``reason`` says why nothing is done with it, or why it lapsed.
    Policy: docs/policy/figures.md#signals
    """

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    data_set = models.ForeignKey(DataSet, on_delete=models.CASCADE, related_name="signals")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    reference = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    observed = models.DecimalField(max_digits=12, decimal_places=4)
    expected = models.DecimalField(max_digits=12, decimal_places=4)
    found_on = models.DateField()
    state = models.CharField(max_length=10, choices=SignalState, default=SignalState.OPEN)
    followed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    handled_on = models.DateField(null=True, blank=True)
    handled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["data_set", "area", "theme"], name="signal_once_per_cell"
            ),
            models.CheckConstraint(name="signal_against_something", condition=Q(expected__gt=0)),
            models.CheckConstraint(
                name="signal_followed_exactly_by_somebody",
                condition=Q(state=SignalState.ACCEPTED) ^ Q(followed_by=None),
            ),
            models.CheckConstraint(
                name="signal_ended_exactly_with_reason",
                condition=Q(state__in=WITH_A_REASON) ^ Q(reason=""),
            ),
            models.CheckConstraint(
                name="signal_handled_exactly_when_dated",
                condition=Q(state=SignalState.OPEN) ^ Q(handled_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ratio(self) -> float:
        """How many times the reference the rate is."""
        return float(self.observed / self.expected)

    @property
    def title(self) -> str:
        """The signal as one sentence, fit to be read out in a meeting."""
        return _(
            "%(theme)s in %(area)s lies %(ratio)s times as high as in %(reference)s (%(period)s)"
        ) % {
            "theme": self.theme,
            "area": self.area,
            "ratio": number(self.ratio, 1),
            "reference": self.reference,
            "period": self.data_set.period,
        }

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to say what becomes of it."""
        return self.state == SignalState.OPEN

    @property
    def has_lapsed(self) -> bool:
        """Whether the figures do not show it any more."""
        return self.state == SignalState.WITHDRAWN

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("insight:signal", args=[self.key])


class SignalStepQuerySet(models.QuerySet["SignalStep"]):
    """Steps of signals, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the steps of signals ``actor`` may read."""
        return self.filter(signal__in=Signal.objects.visible_to(actor).values("pk"))


class SignalStep(models.Model):
    """What happened to a signal, with why, who and when (Dutch: *stap van een signaal*).

    Without a person the program did it. ``before`` is what the step changed, as it stood.
    """

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=SignalStepKind)
    on = models.DateField()
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = SignalStepQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
