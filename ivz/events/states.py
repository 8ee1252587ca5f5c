"""What the audit trail records about events.

Policy: docs/policy/events.md
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What the audit trail records about events; the values are stored."""

    ANNOUNCED = "event.announced", _("Event announced")
    CHANGED = "event.changed", _("Event changed")
    CANCELLED = "event.cancelled", _("Event cancelled")
    PUT_BACK = "event.put_back", _("Cancelling of an event taken back")
    JOINED_WEEK = "event.joined_week", _("Event put in a theme week")
    LEFT_WEEK = "event.left_week", _("Event taken off a theme week")
    WEEK_ANNOUNCED = "theme_week.announced", _("Theme week announced")
    WEEK_CHANGED = "theme_week.changed", _("Theme week changed")
    WEEK_CANCELLED = "theme_week.cancelled", _("Theme week cancelled")
    WEEK_PUT_BACK = "theme_week.put_back", _("Cancelling of a theme week taken back")
