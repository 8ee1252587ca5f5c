"""What the audit trail records about the example; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What happens to the example as a whole."""

    DATE_MOVED = "example.date_moved", _("Example date moved")
    EXAMPLE_RESET = "example.reset", _("Example put back to its start")
