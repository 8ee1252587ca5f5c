"""Adopted records as they are kept, and who signed them off."""

import hashlib

from django.db import models

from ivz.accounts.models import User
from ivz.meetings.models.meetings import Meeting
from ivz.meetings.states import Capacity, RecordForm
from ivz.network.models import Person


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of exactly these bytes."""
    return hashlib.sha256(content).hexdigest()


class FrozenPaper(models.Model):
    """The public part of an adopted record, byte for byte as it is offered (*bevroren stuk*).

    ``covers`` names the rows that stand in it, as ``label:key``: once one of them is closed to
    the public, the file is offered no more.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="frozen_papers")
    form = models.CharField(max_length=20, choices=RecordForm)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    covers = models.JSONField(default=list)
    frozen_on = models.DateField()
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["form"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "form"], name="frozen_once_per_form"),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.digest[:12]}"

    @property
    def is_intact(self) -> bool:
        """Whether the bytes are still those that were frozen."""
        return digest_of(bytes(self.content)) == self.digest

    @property
    def size_bytes(self) -> int:
        """How long the file is."""
        return len(self.content)


class RecordSignature(models.Model):
    """That somebody signed an adopted record off, as chair or as secretary (*handtekening*).

    ``digest`` is that of the file that was signed.
    """

    paper = models.ForeignKey(FrozenPaper, on_delete=models.PROTECT, related_name="signatures")
    capacity = models.CharField(max_length=10, choices=Capacity)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    signed_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "capacity"], name="signed_once_per_capacity"),
            models.UniqueConstraint(fields=["paper", "person"], name="signed_by_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.get_capacity_display()}: {self.person}"
