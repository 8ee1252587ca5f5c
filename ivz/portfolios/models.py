"""Portfolios per network, priorities and local policies per municipality; all dated."""

from django.db import models
from django.db.models import Q

from ivz.decisions.models import Decision
from ivz.network.models import Area, Dated, Network, Person, Theme
from ivz.portfolios.states import PortfolioState
from ivz.workflow.versions import Versioned


class Portfolio(Dated, Versioned):
    """A theme in a network, with holder and project leader (Dutch: *portefeuille*).

    Assigned by ``decision``, or by one that the register does not hold: then ``decided_in``
    says which. Without a holder the portfolio is vacant and stays in sight.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="portfolios")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="portfolios")
    holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="portfolios_held"
    )
    project_leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="portfolios_led"
    )
    state = models.CharField(max_length=20, choices=PortfolioState, default=PortfolioState.HELD)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_in = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="portfolio_held_exactly_with_holder",
                condition=Q(state=PortfolioState.HELD) ^ Q(holder=None),
            ),
        ]
        indexes = [models.Index(fields=["network", "theme"], name="portfolio_network_theme")]

    def __str__(self) -> str:
        return f"{self.theme}, {self.network}"


class Priority(Dated, Versioned):
    """That a municipality chose a theme for a period (Dutch: *prioriteit*), with its source.

    ``source`` is the document that says so, for instance the municipal safety plan.
    """

    municipality = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="priorities")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="priorities")
    source = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["theme", "municipality"], name="priority_theme_area")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.theme}"


class LocalRegister(Dated, Versioned):
    """A question that each municipality of a network answers (Dutch: *register per gemeente*).

    For instance which coffeeshop policy it has, or who holds enforcement. The networks within
    that network show it as well.
    """

    slug = models.SlugField(max_length=60, unique=True)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="local_registers")
    name = models.CharField(max_length=120)
    question = models.CharField(max_length=250)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="local_registers"
    )

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class LocalPolicy(Dated, Versioned):
    """What a municipality answers in a register, for a period, with source."""

    register = models.ForeignKey(LocalRegister, on_delete=models.PROTECT, related_name="policies")
    municipality = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="policies")
    answer = models.CharField(max_length=250)
    source = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        verbose_name_plural = "local policies"

    def __str__(self) -> str:
        return f"{self.municipality}, {self.register}: {self.answer}"
