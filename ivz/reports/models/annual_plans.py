"""The annual plan of a network, its lines, and the progress that is told of each.

Policy: docs/policy/annual-plan.md
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision, FollowUp, Guarded, GuardedQuerySet, readable
from ivz.decisions.papers import Paper
from ivz.decisions.states import PaperState
from ivz.network.models import Body, Network, Person, Theme
from ivz.projects.models import Project
from ivz.reports.states import Course, LineState
from ivz.workflow.versions import Versioned

MONTHS_IN_QUARTER = 3
QUARTERS = (1, 2, 3, 4)


class AnnualPlanQuerySet(GuardedQuerySet["AnnualPlan"]):
    """Annual plans, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the annual plans ``actor`` may read."""
        return self.filter(readable(actor)).read_by(actor)


class AnnualPlan(Guarded, Paper, Versioned):
    """What a network means to reach in a year (Dutch: *jaarplan*), adopted by a decision.

    ``origin`` names the paper that says so where the decision stands in no register here.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="annual_plans")
    year = models.PositiveSmallIntegerField()
    submitted_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(max_length=200, blank=True)

    objects = AnnualPlanQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["-year", "-pk"]
        constraints = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["body", "year"], name="annual_plan_once_a_year"),
            models.CheckConstraint(
                name="annual_plan_adopted_by_decision_or_paper",
                condition=~Q(state=PaperState.ADOPTED) | ~Q(decision=None) | ~Q(origin=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What people call it."""
        return _("Annual plan %(year)s") % {"year": self.year}

    @property
    def network(self) -> Network:
        """The network it is for."""
        return self.body.network

    @property
    def is_adopted(self) -> bool:
        """Whether the deciding body adopted it, so that progress is told."""
        return self.state == PaperState.ADOPTED

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("reports:plan", args=[self.network.slug, self.year])


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    """Lines of annual plans, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the lines of plans ``actor`` may read, about nothing that is closed to them.

        Outside the network one reads what is in the plan, not what was put forward.
        """
        found = self.filter(
            Q(state=LineState.TAKEN_OVER) | Q(plan__body__network__in=sorted(actor.network_ids)),
            plan__in=AnnualPlan.objects.visible_to(actor).order_by().values("pk"),
        )
        projects = Project.objects.visible_to(actor).order_by().values("pk")
        follow_ups = FollowUp.objects.visible_to(actor).order_by().values("pk")
        return found.filter(
            Q(project=None) | Q(project__in=projects),
            Q(follow_up=None) | Q(follow_up__in=follow_ups),
        )

    def under_way(self) -> Self:
        """Keep what is in an adopted plan and not done."""
        done = LineWord.objects.filter(line=OuterRef("pk"), course=Course.DONE)
        return self.filter(
            ~Exists(done), state=LineState.TAKEN_OVER, plan__state=PaperState.ADOPTED
        )


class PlanLine(Versioned):
    """A result a network means to reach in a year, with who pulls it (Dutch: *regel*).

    ``reason`` says why it is not in the plan. ``project`` and ``follow_up`` are what it was made
    of, where it was: who may not read those, does not read the line.
    """

    plan = models.ForeignKey(AnnualPlan, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=300)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_lines"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=15, choices=LineState, default=LineState.PUT_FORWARD)
    reason = models.CharField(max_length=300, blank=True)
    put_forward_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_line_left_out_with_reason",
                condition=~Q(state=LineState.NOT_TAKEN) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.result

    @property
    def quarter(self) -> int:
        """The quarter in which it is to be done."""
        return quarter_of(self.due_on)


def quarter_of(day: date) -> int:
    """Give the quarter of a day."""
    return (day.month - 1) // MONTHS_IN_QUARTER + 1


class LineWordQuerySet(models.QuerySet["LineWord"]):
    """What was told of lines, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what was told of lines ``actor`` may read, in the own network alone."""
        return self.filter(
            line__in=PlanLine.objects.visible_to(actor).order_by().values("pk"),
            line__plan__body__network__in=sorted(actor.network_ids),
        )


class LineWord(models.Model):
    """What who pulls a line tells of it over a quarter (Dutch: *stand van een regel*)."""

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="told")
    quarter = models.PositiveSmallIntegerField()
    course = models.CharField(max_length=10, choices=Course)
    words = models.TextField()
    told_on = models.DateField()
    told_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LineWordQuerySet.as_manager()

    class Meta:
        ordering = ["quarter", "pk"]
        indexes = [models.Index(fields=["line", "quarter"], name="line_word_quarter")]
        constraints = [
            models.CheckConstraint(
                name="line_word_in_a_quarter", condition=Q(quarter__gte=1, quarter__lte=4)
            ),
        ]

    def __str__(self) -> str:
        return self.words
