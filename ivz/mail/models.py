"""Mail that waits, or was sent."""

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

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
