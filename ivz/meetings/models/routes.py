"""The route of a proposal: whom it is sent to, in which order, and what came back."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.meetings.states import RouteAnswer, RouteAsk
from ivz.network.models import Body
from ivz.workflow.labels import Labelled


class RouteStepQuerySet(models.QuerySet["RouteStep"]):
    """Steps of routes, narrowed down in the words of the domain."""

    def to_come(self) -> Self:
        """Keep the steps to which the paper still has to be sent."""
        return self.filter(sent_on=None, left_out="")

    def reaching(self, actor: Actor) -> Self:
        """Keep the steps by which a paper was sent to ``actor``: a body, or the prosecutor."""
        checks = {seat.network_id for seat in actor.seats if seat.role == Role.PROSECUTOR}
        here = Q(body__in=sorted(actor.body_ids))
        if checks:
            here |= Q(body=None, proposal__body__network__in=sorted(checks))
        return self.filter(here, sent_on__isnull=False)

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the steps of which ``actor`` may read what came back.

        That is the body of the paper, whoever answers the step, and whom the paper was sent to
        after it. Nothing of a paper for named people travels.
        Policy: docs/policy/meetings.md#route
        """
        if not actor.seats:
            return self.none()
        reached = self.model.objects.reaching(actor)
        later = reached.filter(proposal=OuterRef("proposal"), position__gt=OuterRef("position"))
        return self.filter(
            Q(proposal__body__in=sorted(actor.body_ids))
            | Q(pk__in=reached.values("pk"))
            | Exists(later)
        ).exclude(proposal__openness=Openness.RESTRICTED)


class RouteStep(Labelled):
    """One stop of a paper: a body, or the prosecutor for a legal check (Dutch: *routestap*).

    Steps with one ``position`` are sent together. ``paper_version`` is the text that was sent.
    ``decided`` holds per advice point what the body decided, as it was sent back, and in which
    decision. ``unsigned_reason`` says why it was sent without being signed off.
    """

    proposal = models.ForeignKey(
        "meetings.Proposal", on_delete=models.CASCADE, related_name="steps"
    )
    position = models.PositiveSmallIntegerField()
    ask = models.CharField(max_length=20, choices=RouteAsk)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="route_steps"
    )
    left_out = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    paper_version = models.PositiveIntegerField(null=True, blank=True)
    unsigned_reason = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=20, choices=RouteAnswer, blank=True)
    remarks = models.TextField(blank=True)
    decided = models.JSONField(default=list, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RouteStepQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "position", "body"], name="route_body_once_at_a_time"
            ),
            models.CheckConstraint(
                name="route_legal_check_exactly_without_body",
                condition=Q(ask=RouteAsk.LEGAL_CHECK, body=None)
                | (~Q(ask=RouteAsk.LEGAL_CHECK) & Q(body__isnull=False)),
            ),
            models.CheckConstraint(
                name="route_sent_exactly_when_signed",
                condition=Q(sent_on=None, sent_by=None, paper_version=None)
                | Q(
                    sent_on__isnull=False,
                    sent_by__isnull=False,
                    paper_version__isnull=False,
                    left_out="",
                ),
            ),
            models.CheckConstraint(
                name="route_answered_exactly_when_signed",
                condition=Q(answer="", answered_on=None, answered_by=None)
                | (
                    ~Q(answer="")
                    & Q(answered_on__isnull=False, answered_by__isnull=False)
                    & Q(sent_on__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.to}"

    @property
    def to(self) -> str:
        """Whom the paper is sent to."""
        return self.body.name if self.body else str(Role.PROSECUTOR.label)

    @property
    def short_to(self) -> str:
        """Whom the paper is sent to, in a few words."""
        return self.body.short_name if self.body else self.to

    @property
    def is_to_come(self) -> bool:
        """Whether the paper still has to be sent here."""
        return self.sent_on is None and not self.left_out

    @property
    def is_out(self) -> bool:
        """Whether the paper lies here and an answer is awaited."""
        return self.sent_on is not None and not self.answer and self.ask != RouteAsk.INFORM

    @property
    def is_passed(self) -> bool:
        """Whether the paper may go on from here."""
        if self.answer:
            stops = {RouteAnswer.RETURNED}
            if self.ask == RouteAsk.LEGAL_CHECK:
                stops.add(RouteAnswer.NOT_AGREED)
            return self.answer not in stops
        return bool(self.left_out) or (self.ask == RouteAsk.INFORM and self.sent_on is not None)
