"""What somebody notes for themselves with the papers of a meeting."""

from typing import Self

from django.db import models

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.parking import ParkedItem
from ivz.meetings.models.proposals import Proposal
from ivz.workflow.versions import Versioned


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    """Private notes, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what ``actor`` wrote; nobody else reads it, also not who looks along.

        Policy: docs/policy/meetings.md#private-notes
        """
        if actor.user is None or actor.is_helping:
            return self.none()
        return self.filter(user=actor.user)


class PrivateNote(Versioned):
    """A note that only its writer reads (Dutch: *eigen aantekening*).

    It belongs to an item and to the paper on it, and goes along with either: to another place,
    another label or another meeting, also by way of what was ``parked``. ``paper_version`` is that
    of the paper when it was written; 0 without one.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="private_notes")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="private_notes"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="private_notes"
    )
    parked = models.ForeignKey(
        ParkedItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="private_notes"
    )
    paper_version = models.PositiveIntegerField(default=0)
    text = models.TextField()
    written_at = models.DateTimeField(db_index=True)

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "item"], name="note_once_per_item"),
            models.UniqueConstraint(fields=["user", "proposal"], name="note_once_per_paper"),
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"
