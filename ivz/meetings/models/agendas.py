"""Agenda items, and the outcomes drafted on them before they are recorded."""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.written_filters import written_once
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, readable
from ivz.decisions.states import Outcome
from ivz.meetings.models.meetings import Meeting, known_to
from ivz.meetings.models.proposals import AdvicePoint, Proposal
from ivz.meetings.states import ItemKind, Part
from ivz.network.models import Person
from ivz.workflow.versions import Versioned


class AgendaItemQuerySet(GuardedQuerySet["AgendaItem"]):
    """Agenda items, narrowed down in the words of the domain."""

    read_along = ("proposal",)

    def _tells_of(self, row: "AgendaItem", along: Proposal) -> bool:
        """Tell whether the paper is for the same named people as the item."""
        return row.restriction_id == along.restriction_id

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the items ``actor`` may read; without a seat none before the agenda is out."""
        allowed = readable(actor, body="meeting__body")
        return self.filter(allowed, known_to(actor, path="meeting__")).read_by(actor)


class AgendaItem(Guarded, Versioned):
    """One point of an agenda (Dutch: *agendapunt*), with what was said about it.

    ``label`` is free ("A", "B4", "D1"); ``minutes`` and ``conclusion`` are the record.
    ``asked_by`` wanted it there, in the earlier meeting ``asked_in``; an announcement comes from
    its ``sender``; ``presenters`` are told by function. ``unsigned_reason`` says why its paper went
    out without being signed off.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.DISCUSS)
    part = models.CharField(max_length=20, choices=Part, default=Part.NONE)
    planned_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    origin = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sender = models.CharField(max_length=100, blank=True)
    presenters = models.CharField(max_length=200, blank=True)
    minutes = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    unsigned_reason = models.CharField(max_length=300, blank=True)
    is_invented = models.BooleanField(default=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["position"]
        constraints = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "label"], name="item_label_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    def get_absolute_url(self) -> str:
        """Give its place on the page of the meeting."""
        return f"{self.meeting.get_absolute_url()}#punt-{self.label}"


class DraftDecision(Versioned):
    """What the body seems to conclude on one point, until it is recorded (*conceptbesluit*).

    Recorded exactly when ``decision`` is filled; then it changes no more. ``terms`` are what the
    body decided otherwise about the subject of the point; empty where it left them as asked.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="drafts")
    point = models.ForeignKey(
        AdvicePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    outcome = models.CharField(max_length=30, choices=Outcome)
    text = models.TextField()
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_words = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=100, blank=True)
    open_point = models.TextField(blank=True)
    terms = models.JSONField(null=True, blank=True)
    returns_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="draft"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "point"], name="draft_once_per_point"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(point=None), name="draft_once_without_point"
            ),
            models.CheckConstraint(
                name="draft_open_point_only_with_that_outcome",
                condition=Q(open_point="") | Q(outcome=Outcome.ACCEPTED_WITH_OPEN_POINT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point or self.item}: {self.get_outcome_display()}"
