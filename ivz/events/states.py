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
