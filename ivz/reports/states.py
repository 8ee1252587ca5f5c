"""States of the lines of an annual plan, and how one stands.

Policy: docs/policy/annual-plan.md
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


class Event(models.TextChoices):
    """What the audit trail records about annual plans; the values are stored."""

    PLAN_WRITTEN = "annual_plan.written", _("Annual plan written")
    PLAN_MOVED = "annual_plan.moved", _("Annual plan moved on")
    PLAN_OPENED = "annual_plan.opened", _("Annual plan made public")
    PROGRESS_TOLD = "annual_plan.progress", _("Progress of an annual plan told")
