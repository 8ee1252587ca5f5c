"""What each member brought in at an item, and which item is on."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.meetings import Meeting
from ivz.meetings.states import MemberPosition
from ivz.network.models import Seat
from ivz.workflow.versions import Versioned


class VoiceQuerySet(models.QuerySet["Voice"]):
    """Voices, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what ``actor`` may read: with the report of the item, never wider than the item.

        The network reads it at once, everybody else once the list is published.
        Policy: docs/policy/meetings.md#voices
        """
        inside = Q(item__meeting__body__network__in=sorted(actor.network_ids))
        is_out = Q(item__meeting__published_at__isnull=False)
        readable = AgendaItem.objects.visible_to(actor)
        return self.filter(inside | is_out, item__in=readable.order_by().values("pk"))


class Voice(Versioned):
    """Where the holder of a seat stood on an item, or that it went without them (*inbreng*).

    ``words`` are the reservation, or what was said with a position. Whoever was away has none.
    Policy: docs/policy/meetings.md#voices
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="voices")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    is_away = models.BooleanField(default=False)
    position = models.CharField(max_length=20, choices=MemberPosition, blank=True)
    words = models.TextField(blank=True)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="voice_once_per_seat"),
            models.CheckConstraint(
                name="voice_away_takes_no_position",
                condition=Q(is_away=False) | Q(position="", words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.seat}"

    @property
    def told(self) -> str:
        """What the record says of it; empty where nothing was noted."""
        if self.is_away:
            return _("not there at this item")
        return ". ".join(filter(None, [self.get_position_display(), self.words]))

    @property
    def is_told(self) -> bool:
        """Whether the record says something of it."""
        return bool(self.is_away or self.position or self.words)


class RoomScreen(Versioned):
    """Which item the body is at, and since when, for the screen in the room (*zaalscherm*)."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="room_screen")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.meeting}: {self.item}"
