"""Typed text that was not saved yet."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from ivz.accounts.actors import Actor
from ivz.accounts.models import User

KEPT = timedelta(days=14)


class UnsavedTextQuerySet(models.QuerySet["UnsavedText"]):
    """Unsaved texts, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what ``actor`` typed; nobody else reads it, also not who looks along."""
        if actor.user is None or actor.is_helping:
            return self.none()
        return self.filter(user=actor.user)

    def past_its_period(self, now: datetime) -> Self:
        """Keep what nobody came back to for two weeks."""
        return self.filter(typed_at__lt=now - KEPT)


class UnsavedText(models.Model):
    """What somebody typed in a form and did not save (Dutch: *niet bewaarde tekst*).

    ``address`` is that of the form. ``fields`` holds each field with its values as they were
    typed, also the hidden version from which the writing began.
    Policy: docs/policy/time.md#unsaved-text
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="unsaved_texts")
    address = models.CharField(max_length=250)
    fields = models.JSONField()
    typed_at = models.DateTimeField(db_index=True)

    objects = UnsavedTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "address"], name="unsaved_one_per_form"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.address}"


class ReceivedChangeQuerySet(models.QuerySet["ReceivedChange"]):
    """Received changes, narrowed down in the words of the domain."""

    def past_its_period(self, now: datetime) -> Self:
        """Keep what no browser sends again: received two weeks ago or longer."""
        return self.filter(received_at__lt=now - KEPT)


class ReceivedChange(models.Model):
    """That a change arrived which a browser kept until it could send it (*ontvangen wijziging*).

    The browser gives each change a ``key``; sent twice, it counts once. ``version`` is what the
    change left behind.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    version = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField(db_index=True)

    objects = ReceivedChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="received_once_per_key"),
        ]

    def __str__(self) -> str:
        return str(self.key)
