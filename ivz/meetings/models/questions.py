"""Subjects put before a body, with the question about them, and requests to do so."""

from collections.abc import Mapping
from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import permissions_of
from ivz.decisions.effects import Carried
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.meetings import Meeting
from ivz.meetings.models.proposals import AdvicePoint, Proposal
from ivz.meetings.states import RequestState
from ivz.workflow.versions import Versioned


class AboutSubject(models.Model):
    """A subject with a question; ``kind`` and ``question`` are keys in the register of effects.

    ``terms`` are what somebody filled in for the question.
    """

    kind = models.CharField(max_length=50)
    subject_id = models.PositiveBigIntegerField()
    question = models.CharField(max_length=50)
    terms = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def carried(self, terms: Mapping[str, str] | None = None) -> Carried:
        """Give the subject and question, with other ``terms`` where the body chose them."""
        return Carried(
            kind=self.kind,
            subject_id=self.subject_id,
            question=self.question,
            terms=self.terms if terms is None else terms,
        )


class AskedQuestion(AboutSubject):
    """What a proposal or an item without proposal asks about a subject (*voorgelegde vraag*).

    On a proposal exactly one point carries it; its decision moves the subject.
    """

    proposal = models.OneToOneField(
        Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="asked"
    )
    point = models.OneToOneField(
        AdvicePoint, on_delete=models.CASCADE, null=True, blank=True, related_name="asked"
    )
    item = models.OneToOneField(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="asked"
    )

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id"], name="asked_subject")]
        constraints = [
            models.CheckConstraint(
                name="asked_on_a_point_or_on_an_item",
                condition=Q(item=None, proposal__isnull=False, point__isnull=False)
                | Q(item__isnull=False, proposal=None, point=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.kind} {self.subject_id}"


class AgendaRequestQuerySet(models.QuerySet["AgendaRequest"]):
    """Requests, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the actor's own requests, and those to bodies whose agenda the actor edits."""
        edited = {
            seat.body_id
            for seat in actor.seats
            if Permission.EDIT_AGENDA in permissions_of(seat.role, seat.body_kind)
        }
        own = Q(requested_by=actor.user) if actor.user else Q(pk=None)
        return self.filter(own | Q(meeting__body__in=sorted(edited)))


class AgendaRequest(AboutSubject, Versioned):
    """That somebody asks to put a subject on an agenda (*verzoek om te agenderen*).

    Who edits the agenda accepts it, and then ``item`` is filled, or declines it with an answer.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="requests")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    reason = models.TextField()
    with_proposal = models.BooleanField(default=True)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_on = models.DateField()
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests"
    )

    objects = AgendaRequestQuerySet.as_manager()

    class Meta:
        ordering = ["requested_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="request_answered_exactly_by_somebody",
                condition=Q(state=RequestState.OPEN, answered_by=None)
                | (~Q(state=RequestState.OPEN) & Q(answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_declined_only_with_an_answer",
                condition=~Q(state=RequestState.DECLINED) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title
