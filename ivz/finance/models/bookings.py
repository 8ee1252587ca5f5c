"""What came of the posts of a budget: amounts booked and agreed, and what is expected.

Amounts are whole euro cents. Policy: docs/policy/budget.md#guarding
"""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.finance.models.budgets import BudgetPost
from ivz.finance.states import BookingKind
from ivz.workflow.labels import Labelled
from ivz.workflow.versions import Versioned


def _within(actor: Actor) -> Q:
    """Narrow down to budgets of networks in which ``actor`` sits, as far as one reads them."""
    posts = BudgetPost.objects.visible_to(actor).order_by().values("pk")
    return Q(post__budget__body__network__in=sorted(actor.network_ids), post__in=posts)


class BookingQuerySet(models.QuerySet["Booking"]):
    """Bookings, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the bookings of networks in which ``actor`` sits, on budgets they may read."""
        return self.filter(_within(actor))


class Booking(Labelled):
    """An amount received, spent or agreed on a post (Dutch: *boeking*); it never changes.

    ``post`` is the post in the edition where it stood first. What ``settles`` a commitment makes
    less of it remain. A wrong booking is put right by an entry that ``corrects`` it, below zero.
    """

    post = models.ForeignKey(BudgetPost, on_delete=models.PROTECT, related_name="bookings")
    kind = models.CharField(max_length=10, choices=BookingKind, default=BookingKind.BOOKED)
    booked_on = models.DateField()
    words = models.CharField(max_length=200)
    reference = models.CharField(max_length=80, blank=True)
    amount_cents = models.BigIntegerField()
    settles = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="settled_by"
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["-booked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="booking_below_zero_only_to_correct",
                condition=Q(corrects=None, amount_cents__gt=0)
                | Q(corrects__isnull=False, amount_cents__lt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class OutlookQuerySet(models.QuerySet["Outlook"]):
    """Outlooks, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the outlooks of networks in which ``actor`` sits, on budgets they may read."""
        return self.filter(_within(actor))


class Outlook(Versioned):
    """What a post is expected to come to, and why it deviates (Dutch: *verwachting*).

    ``expected_cents`` is empty where what is booked and agreed tells it.
    """

    post = models.OneToOneField(BudgetPost, on_delete=models.CASCADE, related_name="outlook")
    expected_cents = models.PositiveBigIntegerField(null=True, blank=True)
    explanation = models.TextField(blank=True)

    objects = OutlookQuerySet.as_manager()

    def __str__(self) -> str:
        return self.explanation
