"""Keys that let somebody in: links in mails, and addresses of calendars."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from ivz.signin.states import LinkKind


def digest_of(key: str) -> str:
    """Give what is stored of the key in a link: knowing it opens nothing."""
    return hashlib.sha256(key.encode()).hexdigest()


class SignInLink(models.Model):
    """A link that works once and until a moment (Dutch: *uitnodiging*, *herstellink*)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="links"
    )
    kind = models.CharField(max_length=20, choices=LinkKind)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="link_expires_after_it_is_made",
                condition=models.Q(expires_at__gt=models.F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kind}"

    @classmethod
    def open_links(cls, *, now: datetime) -> "QuerySet[SignInLink]":
        """Give the links that still work."""
        links = cls.objects.filter(used_at=None, expires_at__gt=now, user__is_active=True)
        return links.select_related("user")


class FeedKey(models.Model):
    """What lets a calendar read somebody's meetings without signing in (Dutch: *agenda-adres*).

    Gives nothing that a visitor could not read, but for which meetings are this person's, and of
    those that are not convened yet the body and the time.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_keys"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"
