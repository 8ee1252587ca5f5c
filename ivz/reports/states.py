"""States of the lines of an annual plan, how one stands, and the reports of a year.

Policy: docs/policy/annual-plan.md and docs/policy/reports.md
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LineState(models.TextChoices):
    """What the coordinator did with a line that somebody put forward."""

    PUT_FORWARD = "put_forward", _("Put forward")
    TAKEN_OVER = "taken_over", _("In the plan")
    NOT_TAKEN = "not_taken", _("Not in the plan")


class Course(models.TextChoices):
    """How a line stands, in the words of who pulls it."""

    ON_COURSE = "on_course", _("On course")
    WATCH = "watch", _("Needs attention")
    STUCK = "stuck", _("Stuck")
    DONE = "done", pgettext_lazy("line of a plan", "Done")


class ReportKind(models.TextChoices):
    """What a network makes every year, in a fixed window."""

    ANNUAL_PLAN = "annual_plan", _("Annual plan")
    ANNUAL_REPORT = "annual_report", _("Annual report")
    MANAGEMENT_REPORT = "management_report", _("Management report")
    HALF_YEAR_REPORT = "half_year_report", _("Half-year report")
    FACTSHEET = "factsheet", _("Factsheet")
    NEW_YEAR = "new_year", _("Evaluation of the turn of the year")


class Chapter(models.TextChoices):
    """The parts of a report, in order."""

    SUMMARY = "summary", _("Summary")
    DECISIONS = "decisions", _("What was decided")
    PROJECTS = "projects", _("Projects")
    PLAN = "plan", _("What we meant to reach")
    MEETINGS = "meetings", _("Meetings")
    EFFORT = "effort", _("Effort")
    LESSONS = "lessons", _("What we learnt, and what comes next")


CHAPTERS = {
    ReportKind.FACTSHEET: (Chapter.SUMMARY, Chapter.DECISIONS, Chapter.PROJECTS),
    ReportKind.NEW_YEAR: (Chapter.SUMMARY, Chapter.DECISIONS, Chapter.LESSONS),
}


def chapters_of(kind: ReportKind) -> tuple[Chapter, ...]:
    """Give the parts that a report of this kind has."""
    return CHAPTERS.get(kind, tuple(Chapter))


class Due(models.TextChoices):
    """Where a yearly duty is, on a day; made from what happened, never stored."""

    DONE = "done", pgettext_lazy("yearly duty", "Done")
    OVERDUE = "overdue", pgettext_lazy("yearly duty", "Overdue")
    NOW = "now", _("To be made now")
    TO_COME = "to_come", pgettext_lazy("yearly duty", "To come")


class Event(models.TextChoices):
    """What the audit trail records about annual plans and reports; the values are stored."""

    PLAN_WRITTEN = "annual_plan.written", _("Annual plan written")
    PLAN_MOVED = "annual_plan.moved", _("Annual plan moved on")
    PLAN_OPENED = "annual_plan.opened", _("Annual plan made public")
    PROGRESS_TOLD = "annual_plan.progress", _("Progress of an annual plan told")
    DUTY_CHANGED = "report.duty_changed", _("Yearly duty laid down or changed")
    REPORT_WRITTEN = "report.written", _("Report written")
    REPORT_MOVED = "report.moved", _("Report moved on")
