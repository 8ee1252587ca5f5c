"""Progress reports, the evaluation, what was learnt and what must stay.

Policy: docs/policy/projects.md#output
"""

from django.db import models
from django.db.models import Q

from ivz.accounts.models import User
from ivz.decisions.models import Decision
from ivz.network.models import Organisation, Person, Theme
from ivz.projects.models.projects import PartQuerySet, Project, ProjectPart
from ivz.projects.states import AnchorState, Aspect, LightColour, PaperState, Question
from ivz.workflow.versions import Versioned


class ProgressReportQuerySet(PartQuerySet["ProgressReport"]):
    """Progress reports."""


class ProgressReport(ProjectPart):
    """How a project stands, twice a year (Dutch: *voortgangsrapportage*).

    ``window`` is the first day of the period in which it is due; not reported while
    ``reported_on`` is empty.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    window = models.DateField()
    due_on = models.DateField()
    text = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["-window"]
        constraints = [
            models.UniqueConstraint(fields=["project", "window"], name="report_once_a_window"),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.window}"


class LightQuerySet(PartQuerySet["Light"]):
    """Lights of progress reports."""

    project_path = "report__project"


class Light(models.Model):
    """How one aspect of a project stands (Dutch: *stoplicht*), with the reason."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="lights")
    aspect = models.CharField(max_length=10, choices=Aspect)
    colour = models.CharField(max_length=10, choices=LightColour)
    reason = models.CharField(max_length=250, blank=True)

    objects = LightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "aspect"], name="light_once_per_aspect"),
            models.CheckConstraint(
                name="light_off_course_with_reason",
                condition=Q(colour=LightColour.ON_COURSE) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_aspect_display()}: {self.get_colour_display()}"


class EvaluationQuerySet(PartQuerySet["Evaluation"]):
    """Evaluations."""


class Evaluation(Versioned):
    """What came of a project (Dutch: *evaluatie*); Platform and deciding body adopt it."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="evaluation")
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.DRAFT)
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
