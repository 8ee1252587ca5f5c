"""The budget of a network for a year, in editions, each adopted by a decision.

Amounts are whole euro cents. Policy: docs/policy/budget.md
"""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, readable
from ivz.decisions.papers import Judged
from ivz.finance.states import BudgetState, PostKind
from ivz.network.models import Body, Network
from ivz.projects.models import Project
from ivz.workflow.versions import Versioned


class BudgetQuerySet(GuardedQuerySet["Budget"]):
    """Budgets, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the budgets ``actor`` may read."""
        return self.filter(readable(actor)).read_by(actor)

    def in_force(self) -> Self:
        """Keep the last adopted edition of each year."""
        newer = Budget.objects.filter(
            body=OuterRef("body"),
            year=OuterRef("year"),
            edition__gt=OuterRef("edition"),
            state=BudgetState.ADOPTED,
        )
        return self.filter(~Exists(newer), state=BudgetState.ADOPTED)


class Budget(Guarded, Judged, Versioned):
    """What a network means to receive and spend in a year (Dutch: *begroting*).

    A later ``edition`` of the same year takes over from the one before once it is adopted;
    ``reason`` tells why it was made. A post may differ ``tolerance_percent`` from its amount
    before somebody has to explain. ``origin`` names the paper that says it was adopted where the
    decision stands in no register here.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(blank=True)
    tolerance_percent = models.PositiveSmallIntegerField(default=10)
    state = models.CharField(max_length=10, choices=BudgetState, default=BudgetState.DRAFT)
    proposed_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(max_length=200, blank=True)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-edition"]
        constraints = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year", "edition"], name="budget_edition_once"),
            models.CheckConstraint(
                name="budget_adopted_by_decision_or_paper",
                condition=~Q(state=BudgetState.ADOPTED) | ~Q(decision=None) | ~Q(origin=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def network(self) -> Network:
        """The network it is for."""
        return self.body.network

    @property
    def title(self) -> str:
        """What people call it."""
        if self.edition == 1:
            return _("Budget %(year)s") % {"year": self.year}
        return _("Budget %(year)s, edition %(edition)s") % {
            "year": self.year,
            "edition": self.edition,
        }

    @property
    def is_in_force(self) -> bool:
        """Whether it is the last adopted edition of its year; one query where it was adopted."""
        adopted = self.state == BudgetState.ADOPTED
        return adopted and Budget.objects.in_force().filter(pk=self.pk).exists()

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("budgets:budget", args=[self.network.slug, self.year, self.edition])


class BudgetPostQuerySet(models.QuerySet["BudgetPost"]):
    """Posts, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the posts of budgets ``actor`` may read."""
        return self.filter(budget__in=Budget.objects.visible_to(actor).order_by().values("pk"))


class BudgetPost(Versioned):
    """An amount to receive or to spend on one purpose (Dutch: *post*).

    ``ground`` tells where the amount comes from. ``first`` is the same post in the edition where
    it stood first; what is booked hangs on that one, and so goes on in later editions.
    ``coordination_hundredths`` is the coordination it pays, in hundredths of an fte in the year.
    """

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="posts")
    first = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later"
    )
    kind = models.CharField(max_length=15, choices=PostKind)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    amount_cents = models.PositiveBigIntegerField()
    ground = models.CharField(max_length=300, blank=True)
    coordination_hundredths = models.PositiveSmallIntegerField(default=0)
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = BudgetPostQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "title"], name="budget_post_named_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def root_id(self) -> int:
        """The key of the post in the edition where it stood first."""
        return self.first_id or self.pk

    @property
    def is_income(self) -> bool:
        """Whether it is received, not spent."""
        return self.kind != PostKind.EXPENSE

    @property
    def coordination_fte(self) -> Decimal:
        """The coordination it pays, in full-time posts."""
        return Decimal(self.coordination_hundredths) / 100
