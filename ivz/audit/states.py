"""What the audit trail records about itself; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What was done with the trail."""

    PRUNED = "audit.pruned", _("Oldest entries of the audit trail removed")
    EXPORTED = "audit.exported", _("Audit trail exported")
