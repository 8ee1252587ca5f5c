"""Progress reports, the evaluation, what was learnt and what must stay.

Policy: docs/policy/projects.md#progress-reports
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.decisions.models import Decision
from ivz.decisions.papers import Paper
from ivz.network.models import Dated, Network, Organisation, Person, Theme
from ivz.projects.models.projects import PartQuerySet, Project, ProjectPart
from ivz.projects.states import AnchorState, Aspect, LightColour, Question
from ivz.workflow.versions import Versioned


class ReportWindowQuerySet(models.QuerySet["ReportWindow"]):
    """Reporting periods, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the periods of networks in which ``actor`` holds a seat."""
        return self.filter(network__in=sorted(actor.network_ids))


class ReportWindow(Dated):
    """When in the year projects of a network report (Dutch: *rapportageperiode*).

    It holds for the years in which it is in force. Days are calendar days of one year.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="report_windows")
    opens_month = models.PositiveSmallIntegerField()
    opens_day = models.PositiveSmallIntegerField()
    closes_month = models.PositiveSmallIntegerField()
    closes_day = models.PositiveSmallIntegerField()

    objects = ReportWindowQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["opens_month", "opens_day"]

    def __str__(self) -> str:
        return f"{self.opens_day}-{self.opens_month}/{self.closes_day}-{self.closes_month}"


class ProgressReportQuerySet(PartQuerySet["ProgressReport"]):
    """Progress reports."""

    def reported(self) -> Self:
        """Keep what was reported; drafts are left out."""
        return self.exclude(reported_on=None)


class ProgressReport(ProjectPart):
    """How a project stands, twice a year (Dutch: *voortgangsrapportage*).

    ``window`` is the first day of the period in which it is due; not reported while
    ``reported_on`` is empty. Once reported it never changes: ``correction`` says why a next
    ``number`` takes its place.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    window = models.DateField()
    due_on = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    correction = models.TextField(blank=True)
    text = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["-window", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "window", "number"], name="report_number_once_a_window"
            ),
            models.CheckConstraint(
                name="report_corrected_with_reason", condition=Q(number=1) | ~Q(correction="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.window}"

    def get_absolute_url(self) -> str:
        """Give the address of the report's page."""
        return reverse("projects:progress", args=[self.project.slug, self.pk])

    @property
    def title(self) -> str:
        """What people call it: by the month in which its period opens."""
        month = date_format(self.window, "F Y")
        if self.number == 1:
            return _("Progress report of %(month)s") % {"month": month}
        return _("Progress report of %(month)s, version %(number)s") % {
            "month": month,
            "number": self.number,
        }


class LightQuerySet(PartQuerySet["Light"]):
    """Lights of progress reports."""

    project_path = "report__project"


class Light(Versioned):
    """How one aspect of a project stands (Dutch: *stoplicht*), with the reason.

    ``computed_colour`` and ``computed_reason`` are what the records of the project said then.
    """

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="lights")
    aspect = models.CharField(max_length=10, choices=Aspect)
    colour = models.CharField(max_length=10, choices=LightColour)
    reason = models.CharField(max_length=500)
    computed_colour = models.CharField(max_length=10, choices=LightColour, blank=True)
    computed_reason = models.CharField(max_length=500, blank=True)

    objects = LightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "aspect"], name="light_once_per_aspect"),
            models.CheckConstraint(name="light_with_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_aspect_display()}: {self.get_colour_display()}"


class EvaluationQuerySet(PartQuerySet["Evaluation"]):
    """Evaluations."""


class Evaluation(Paper, Versioned):
    """What came of a project (Dutch: *evaluatie*); Platform and deciding body adopt it."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="evaluation")
    started_on = models.DateField()
    endorsed_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    adopted_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EvaluationQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.project)


class EvaluationAnswerQuerySet(PartQuerySet["EvaluationAnswer"]):
    """Answers of evaluations."""

    project_path = "evaluation__project"


class EvaluationAnswer(Versioned):
    """The answer to one of the eleven questions (Dutch: *antwoord*)."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=15, choices=Question)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    objects = EvaluationAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "question"], name="answer_once_per_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.get_question_display()}"


class LessonQuerySet(PartQuerySet["Lesson"]):
    """Lessons of projects."""


class Lesson(ProjectPart):
    """Something learnt that helps others (Dutch: *leerpunt*), found by theme."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="lessons")
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="lessons"
    )
    text = models.TextField()
    learnt_on = models.DateField()

    objects = LessonQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class AnchorQuerySet(PartQuerySet["Anchor"]):
    """What must stay after projects."""


class Anchor(ProjectPart):
    """What must stay after a project (Dutch: *borging*), who sees to it and when again."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="anchors")
    what = models.CharField(max_length=250)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_on = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=AnchorState, default=AnchorState.KEPT)

    objects = AnchorQuerySet.as_manager()

    def __str__(self) -> str:
        return self.what


class AnchorReviewQuerySet(PartQuerySet["AnchorReview"]):
    """Reviews of what must stay."""

    project_path = "anchor__project"


class AnchorReview(models.Model):
    """Somebody looked whether what must stay is kept up (Dutch: *borgingscontrole*)."""

    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="reviews")
    on = models.DateField()
    state = models.CharField(max_length=10, choices=AnchorState)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AnchorReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.anchor}: {self.get_state_display()}"
