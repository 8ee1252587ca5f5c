"""Mail that waits, or was sent, and when somebody wants the weekly digest."""

from datetime import date, timedelta

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from ivz.accounts.models import User
from ivz.mail.states import Weekday

MOST_ATTEMPTS = 10


class Mail(models.Model):
    """A message to one address (Dutch: *bericht*).

    Once sent its text is gone: it may hold a link that signs somebody in.
    """

    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mail_forgets_its_text_once_sent",
                condition=models.Q(sent_at=None) | models.Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.subject}"

    @classmethod
    def waiting(cls) -> "QuerySet[Mail]":
        """Give what is still to be sent, oldest first."""
        return cls.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS).order_by("pk")


class Digest(models.Model):
    """The weekly digest of one account (Dutch: *weekbericht*).

    ``weekday`` is empty where somebody wants none. ``looked_on`` is the last day on which was
    looked what waits, whether or not that gave a mail.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="digest")
    weekday = models.PositiveSmallIntegerField(
        choices=Weekday, default=Weekday.MONDAY, null=True, blank=True
    )
    looked_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_weekday_display() or '-'}"

    def is_due(self, on: date) -> bool:
        """Tell whether its weekday came since the last one; also where that day was missed.

        The first one waits for its weekday.
        """
        if self.weekday is None:
            return False
        latest = on - timedelta(days=(on.weekday() - self.weekday) % 7)
        return latest == on if self.looked_on is None else self.looked_on < latest
