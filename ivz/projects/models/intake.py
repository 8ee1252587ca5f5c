"""Requests, the assignments they become, and how these were tested.

Policy: docs/policy/projects.md#intake
"""

import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, readable
from ivz.network.models import Area, Body, Network, Organisation, Person, Theme
from ivz.projects.states import (
    ASSIGNED,
    Conclusion,
    Criterion,
    RequesterKind,
    RequestState,
    Section,
)
from ivz.workflow.versions import Versioned


def random_key() -> str:
    """Make the part of an address that nobody can guess."""
    return secrets.token_hex(8)


class RequestQuerySet(GuardedQuerySet["Request"]):
    """Requests, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the requests ``actor`` may read; who asked reads the own request."""
        own = Q(requester=actor.person_id or 0) & ~Q(openness="restricted")
        return self.filter(readable(actor) | own).read_by(actor)


class Request(Guarded, Versioned):
    """That somebody asks for a project (Dutch: *projectverzoek*).

    ``body`` is the deciding body that would commission it. ``decision`` is set where that body
    asks by a decision. ``answer`` is what the requester was told.
    """

    key = models.CharField(max_length=20, unique=True, default=random_key, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="project_requests")
    title = models.CharField(max_length=200)
    problem = models.TextField()
    why_now = models.TextField(blank=True)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="project_requests"
    )
    requester_kind = models.CharField(max_length=10, choices=RequesterKind)
    requester = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="project_requests"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="project_requests",
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    submitted_on = models.DateField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    is_answer_read = models.BooleanField(default=False)
    reopened_on = models.DateField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)

    objects = RequestQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["-submitted_on", "-pk"]
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="request_refused_with_reason",
                condition=~Q(state=RequestState.REFUSED) | (~Q(answer="") & ~Q(answered_on=None)),
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="request_body_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def network(self) -> Network:
        """The network whose deciding body would commission it."""
        return self.body.network

    def get_absolute_url(self) -> str:
        """Give the address of the request's page."""
        return reverse("projects:request", args=[self.key])


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the assignments whose request ``actor`` may read."""
        return self.filter(request__in=Request.objects.visible_to(actor).values("pk"))


class Assignment(Versioned):
    """A request worked out by chair and coordinator (Dutch: *projectopdracht*).

    Its texts are named after the sections of the plan that begins with them.
    """

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="assignment")
    cause = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    result = models.TextField(blank=True)
    partners = models.TextField(blank=True)
    scope = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    planning = models.TextField(blank=True)
    finances = models.TextField(blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    agenda_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_on = models.DateField()

    objects = AssignmentQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.request)

    @property
    def texts(self) -> list[tuple[Section, str]]:
        """What it says of each section of the plan, in the order of the plan; empty if nothing."""
        return [(section, getattr(self, section.value)) for section in ASSIGNED]


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Tests of assignments, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the tests of assignments whose request ``actor`` may read."""
        visible = Request.objects.visible_to(actor).values("pk")
        return self.filter(assignment__request__in=visible)


class Assessment(Versioned):
    """A test of an assignment on the five criteria (Dutch: *toetsing*).

    The numbers are those of the day: hours a week owed, promised and asked, and the minutes
    planned on the next meetings. Where not all criteria hold, chair and coordinator accept
    together, with a reason: each by an act of the own.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="assessments")
    assessed_on = models.DateField()
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    municipalities_needed = models.PositiveSmallIntegerField()
    hours_owed = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    hours_promised = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    agenda_minutes = models.PositiveIntegerField(null=True, blank=True)
    agenda_meetings = models.PositiveSmallIntegerField(default=0)
    conclusion = models.CharField(max_length=10, choices=Conclusion, default=Conclusion.OPEN)
    concluded_on = models.DateField(null=True, blank=True)
    override_reason = models.TextField(blank=True)
    chair = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    coordinator = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="assessment_overridden_by_both_with_reason",
                condition=~Q(conclusion=Conclusion.OVERRIDDEN)
                | (~Q(override_reason="") & ~Q(chair=None) & ~Q(coordinator=None)),
            ),
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(conclusion=Conclusion.OPEN),
                name="assessment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}, {self.assessed_on}"


class CriterionFinding(models.Model):
    """Whether one criterion holds, and why (Dutch: *oordeel*)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="findings")
    criterion = models.CharField(max_length=20, choices=Criterion)
    is_met = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="finding_once_per_criterion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()}: {self.is_met}"


class Evidence(models.Model):
    """That a theme plays in a municipality, by which document (Dutch: *onderbouwing*)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    municipality = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "municipality"], name="evidence_once_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.source}"
