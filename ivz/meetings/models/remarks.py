"""What stood out in a record before it became public, and was left as it is."""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.authorization.hanging import hangs_on
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import permissions_of
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.meetings import Meeting
from ivz.network.models import Person

CLOSED_TITLE = "closed"


class LeftRemarkQuerySet(models.QuerySet["LeftRemark"]):
    """Remarks that were left, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of bodies for which ``actor`` publishes, on items they may read.

        That a title stays closed is told to nobody but who left it so, nor to who looks along.
        Policy: docs/policy/meetings.md#reading-through
        """
        publishes = [
            seat.body_id
            for seat in actor.seats
            if Permission.PUBLISH_DECISIONS in permissions_of(seat.role, seat.body_kind)
        ]
        if not publishes:
            return self.none()
        is_somebody = actor.person_id and not actor.is_helping
        own = Q(left_by=actor.person_id) if is_somebody else Q(pk=None)
        return self.filter(
            Q(item=None) | Q(hangs_on("item", AgendaItem.objects.visible_to(actor))),
            ~Q(code=CLOSED_TITLE) | own,
            meeting__body__in=sorted(publishes),
        )


class LeftRemark(models.Model):
    """A remark on what becomes public, left as it is (Dutch: *zo gelaten opmerking*).

    ``digest`` tells which remark: another text gives another one. ``item`` is where it stands.
    ``words`` hold no title that stays closed: this would be a copy that does not close with it.
    Policy: docs/policy/meetings.md#reading-through
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="left_remarks")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64, editable=False)
    code = models.CharField(max_length=20)
    place = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    sentence = models.TextField()
    reason = models.CharField(max_length=300)
    left_on = models.DateField()
    left_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LeftRemarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "digest"], name="remark_left_once"),
            models.CheckConstraint(name="remark_left_with_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="remark_copies_no_closed_title", condition=~Q(code=CLOSED_TITLE) | Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.code}"
