"""What can be missing in what the network knows of a theme."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GapKind(models.TextChoices):
    """What is missing, what weighs most first."""

    WIDE_NO_FIGURE = "wide_no_figure", _("Plays widely, no figure")
    WIDE_NO_PROJECT = "wide_no_project", _("Plays widely, no project")
    WIDE_NO_HOLDER = "wide_no_holder", _("Plays widely, no portfolio holder")
    WIDE_NO_BACKGROUND = "wide_no_background", _("Plays widely, no background")
    NO_FIGURE = "no_figure", _("No figure")
    OLD_FIGURE = "old_figure", _("Old figure")
    NO_DENOMINATOR = "no_denominator", _("No denominator")
    NO_UNCERTAINTY = "no_uncertainty", _("No uncertainty")
    ONE_PERIOD = "one_period", _("One period only")
