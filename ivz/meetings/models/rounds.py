"""Concept records that go round among the members, and what these remark.

Policy: docs/policy/meetings.md#concept-round
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import permissions_of
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.meetings import Meeting
from ivz.meetings.states import MeetingState, RemarkAnswer
from ivz.network.models import Person
from ivz.workflow.versions import Versioned


def _recorded_by(actor: Actor) -> list[int]:
    """Give the bodies whose decisions ``actor`` records."""
    return sorted(
        {
            seat.body_id
            for seat in actor.seats
            if Permission.RECORD_DECISIONS in permissions_of(seat.role, seat.body_kind)
        }
    )


class ConceptRoundQuerySet(models.QuerySet["ConceptRound"]):
    """Rounds, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the rounds of the bodies that ``actor`` sits in."""
        return self.filter(meeting__body__in=sorted(actor.body_ids))

    def waiting_for(self, actor: Actor) -> Self:
        """Keep what is open and to which ``actor`` did not react; not what one sent oneself."""
        reacted = Remark.objects.filter(round=OuterRef("pk"), person=actor.person_id or 0)
        asked = actor.body_ids - set(_recorded_by(actor))
        return self.filter(
            ~Exists(reacted),
            meeting__body__in=sorted(asked),
            meeting__state=MeetingState.HELD,
            meeting__is_practice=False,
            closed_on=None,
            last_day__gte=actor.today,
        )


class ConceptRound(Versioned):
    """That the members are asked what they find of a concept record (Dutch: *conceptronde*).

    It closes by itself after ``last_day``, or by hand on ``closed_on``.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="concept_rounds")
    words = models.TextField(blank=True)
    sent_on = models.DateField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    last_day = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = ConceptRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="concept_round_lasts_a_day", condition=Q(last_day__gte=F("sent_on"))
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(closed_on=None),
                name="concept_round_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.sent_on}"

    def is_open(self, on: date) -> bool:
        """Tell whether members can remark on the day ``on``."""
        is_held = self.meeting.state == MeetingState.HELD
        return is_held and self.closed_on is None and on <= self.last_day


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of the own bodies, and at an item only where ``actor`` reads the item."""
        items = AgendaItem.objects.visible_to(actor).order_by().values("pk")
        return self.filter(
            Q(item=None) | Q(item__in=items),
            round__meeting__body__in=sorted(actor.body_ids),
        )

    def waiting_for(self, actor: Actor) -> Self:
        """Keep what ``actor`` still answers, as the secretary, before the record is adopted."""
        return self.visible_to(actor).filter(
            answer="",
            text__gt="",
            round__meeting__body__in=_recorded_by(actor),
            round__meeting__state=MeetingState.HELD,
            round__meeting__is_practice=False,
        )


class Remark(Versioned):
    """What a member remarks on a concept record, and the answer (Dutch: *opmerking*).

    On one ``item``, or on the whole. Without ``text`` it says that there is nothing to remark.
    """

    round = models.ForeignKey(ConceptRound, on_delete=models.CASCADE, related_name="remarks")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    made_on = models.DateField()
    answer = models.CharField(max_length=20, choices=RemarkAnswer, blank=True)
    reason = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="remark_answered_exactly_when_dated",
                condition=Q(answer="", answered_on=None, reason="")
                | (Q(answer__gt="", text__gt="") & Q(answered_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="remark_of_nothing_is_on_the_whole", condition=Q(text__gt="") | Q(item=None)
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(text=""),
                name="remark_of_nothing_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text or "-"

    @property
    def key(self) -> str:
        """The key as pages name its fields."""
        return str(self.pk)
