"""What the audit trail records about effort; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """Changes in what partners owe and deliver."""

    OBLIGATION_SET = "effort.obligation_set", _("Hours owed set")
    OBLIGATION_ENDED = "effort.obligation_ended", _("Hours owed ended")
    DELIVERED = "effort.delivered", _("Delivered hours written")
    DELIVERY_CHANGED = "effort.delivery_changed", _("Delivered hours put right")
