"""On which days a digest comes, and what the audit trail calls choosing one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    """The days on which a digest can come, as Python counts them."""

    MONDAY = 0, _("On Monday")
    TUESDAY = 1, _("On Tuesday")
    WEDNESDAY = 2, _("On Wednesday")
    THURSDAY = 3, _("On Thursday")
    FRIDAY = 4, _("On Friday")


class Event(models.TextChoices):
    """What the audit trail calls each act."""

    DIGEST_CHOSEN = "digest.chosen", _("Day of the weekly digest chosen")
