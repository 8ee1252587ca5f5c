"""The account of a year: the chair answers for the means, and the deciding body adopts.

Policy: docs/policy/budget.md#account
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, readable
from ivz.decisions.papers import Judged
from ivz.finance.states import AccountState
from ivz.network.models import Body, Network, Person
from ivz.workflow.versions import Versioned


class AnnualAccountQuerySet(GuardedQuerySet["AnnualAccount"]):
    """Accounts of a year, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the accounts ``actor`` may read."""
        return self.filter(readable(actor)).read_by(actor)

    def closing(self, body: Body, year: int) -> Self:
        """Keep the account that closes the books of a year: signed, or adopted."""
        return self.filter(body=body, year=year).exclude(state=AccountState.DRAFT)


class AnnualAccount(Guarded, Judged, Versioned):
    """What a network did with its means in a year (Dutch: *verantwoording*).

    Its amounts are those booked on the budget of the year; the books are closed once it is signed.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="annual_accounts")
    year = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=AccountState, default=AccountState.DRAFT)
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AnnualAccountQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year"], name="annual_account_once"),
            models.CheckConstraint(
                name="annual_account_signed_on_a_day",
                condition=Q(state=AccountState.DRAFT, signed_on=None)
                | (~Q(state=AccountState.DRAFT) & Q(signed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="annual_account_adopted_by_decision",
                condition=~Q(state=AccountState.ADOPTED) | Q(decision__isnull=False),
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
        return _("Account of %(year)s") % {"year": self.year}

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("budgets:account", args=[self.network.slug, self.year])
