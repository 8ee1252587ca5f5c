"""Projects, who is in them, and what happened to them.

Policy: docs/policy/projects.md
"""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, NotingQuerySet, readable
from ivz.network.models import Body, Dated, Network, Organisation, Person, Theme
from ivz.projects.models.intake import Assignment
from ivz.projects.states import ProjectKind, ProjectState, StepKind
from ivz.workflow.versions import Versioned


class ProjectQuerySet(GuardedQuerySet["Project"]):
    """Projects, narrowed down in the words of the domain."""

    @written_once(by_group=True)
    def visible_to(self, actor: Actor) -> Self:
        """Keep the projects ``actor`` may read: by openness, or by a place in its group.

        Policy: docs/policy/openness.md#projects
        """
        in_group = Q(pk__in=sorted(actor.group_ids)) & ~Q(openness=Openness.RESTRICTED)
        return self.filter(readable(actor) | in_group).read_by(actor)


class Project(Guarded, Versioned):
    """A piece of work for the network (Dutch: *project*).

    ``body`` is the deciding body that commissions it, ``parent`` the project of which it is a
    part. ``led_by`` is the partner that leads it where the Platform does not, ``shared_with``
    who shares the responsibility. ``origin`` says where it was asked for when no request or
    decision here does.
    """

    slug = models.SlugField(max_length=80, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="projects")
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="project"
    )
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=ProjectKind, default=ProjectKind.PROJECT)
    state = models.CharField(max_length=20, choices=ProjectState, default=ProjectState.PREPARING)
    led_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shared_with = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False)

    objects = ProjectQuerySet.as_manager()

    class Meta(Guarded.Meta):
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="project_ends_after_it_starts",
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="project_body_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def network(self) -> Network:
        """The network it works for."""
        return self.body.network

    def get_absolute_url(self) -> str:
        """Give the address of the project's page."""
        return reverse("projects:project", args=[self.slug])


Part_co = TypeVar("Part_co", bound=models.Model, covariant=True)


class PartQuerySet(NotingQuerySet[Part_co]):
    """What belongs to projects, narrowed down in the words of the domain."""

    project_path = "project"

    def _read_along(self) -> tuple[str, ...]:
        return (self.project_path,)

    @written_once(by_group=True)
    def visible_to(self, actor: Actor) -> Self:
        """Keep what belongs to a project that ``actor`` may read."""
        visible = Project.objects.visible_to(actor).values("pk")
        return self.filter(**{f"{self.project_path}__in": visible}).read_by(actor)


class ProjectPart(Versioned):
    """Something that belongs to a project, and is as closed as the project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class MemberQuerySet(PartQuerySet["Member"]):
    """Members of project groups."""


class Member(ProjectPart, Dated):
    """A place in a project group for a period (Dutch: *projectgroeplid*).

    Portfolio holder and project leader are places too. ``function`` is what somebody does in
    the project; ``person`` may be open, or somebody without a seat in the network, known by
    function and organisation (``is_outsider``). The hours a week are what the organisation
    promised.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(max_length=10, choices=GroupRole, default=GroupRole.MEMBER)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="project_places"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="project_places"
    )
    function = models.CharField(max_length=150, blank=True)
    is_outsider = models.BooleanField(default=False)
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["person", "project"], name="member_person_project")]

    def __str__(self) -> str:
        known = self.organisation if self.is_outsider else self.person
        return f"{self.shown_function}: {known or 'open'}"

    @property
    def shown_function(self) -> str:
        """What somebody does in the project."""
        return self.function or self.get_role_display()


class StepQuerySet(PartQuerySet["Step"]):
    """Steps of projects."""


class Step(models.Model):
    """What moved a project, on a day, by which decision or for which reason (Dutch: *stap*).

    ``state`` is the phase of the project from then on; empty: not known.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=25, choices=StepKind)
    state = models.CharField(max_length=20, choices=ProjectState, blank=True)
    on = models.DateField()
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_kind_display()}"
