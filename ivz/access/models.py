"""Who looks along with whom, and what the yearly review of access said."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from ivz.access.states import Verdict
from ivz.accounts.models import User
from ivz.network.models import Network, Person


class HelpSessionQuerySet(models.QuerySet["HelpSession"]):
    """Times that somebody looked along, narrowed down in the words of the domain."""

    def running(self, now: datetime) -> Self:
        """Keep those that go on at this moment."""
        return self.filter(started_at__isnull=False, ended_at=None, until__gt=now)

    def on_offer(self, now: datetime) -> Self:
        """Keep the codes that still work."""
        return self.filter(started_at=None, ended_at=None, until__gt=now)


class HelpSession(models.Model):
    """That somebody lets another look along, read-only (Dutch: *meekijken*).

    ``user`` made the code and so consented; ``helper`` used it, once. ``until`` is how long the
    code works, and once it is used how long the helper looks along.
    Policy: docs/policy/access.md#looking-along
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="help_sessions")
    code_digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    helper = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = HelpSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="help_started_exactly_by_somebody_with_a_reason",
                condition=Q(started_at=None, helper=None, reason="")
                | (Q(started_at__isnull=False, helper__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="help_is_for_another", condition=Q(helper=None) | ~Q(helper=F("user"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper or '-'} as {self.user}"


class AccessReview(models.Model):
    """A yearly round along everybody's access (Dutch: *toegangscontrole*).

    Without ``network`` it is the round along the accounts and duties of the installation.
    ``reminded_on`` is when whoever has to do it was mailed last.
    """

    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="access_reviews"
    )
    opened_on = models.DateField()
    completed_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(completed_on=None),
                name="review_open_once_per_network",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network or 'installation'} {self.opened_on}"


class AccessVerdict(models.Model):
    """What a review said of one person or one account (Dutch: *oordeel over toegang*).

    ``label`` and ``holds`` say who it was and which seats or duties that one held then.
    """

    review = models.ForeignKey(AccessReview, on_delete=models.PROTECT, related_name="verdicts")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    account = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField(max_length=200)
    holds = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="verdict_once_per_person"),
            models.UniqueConstraint(fields=["review", "account"], name="verdict_once_per_account"),
            models.CheckConstraint(
                name="verdict_on_a_person_or_an_account",
                condition=Q(person=None) ^ Q(account=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_verdict_display()}"
