"""What the audit trail records about itself and about refusals; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What was done with the trail, and what was refused."""

    PRUNED = "audit.pruned", _("Oldest entries of the audit trail removed")
    RESTRICTED_READ = "restricted.read", _("Restricted record read")
    REFUSED = "access.refused", _("Something was asked that the actor may not do")
    NOT_FOUND = "access.not_found", _("Something was asked that is not there, or not for the actor")
    SIGN_IN_REFUSED = "signin.refused", _("Sign-in refused")
    EXPORTED = "audit.exported", _("Audit trail exported")
    SESSIONS_REMOVED = "session.removed", _("Ended sessions removed")


# Somebody who looks along as another person changes nothing, and so writes nothing but this.
WHILE_HELPING = frozenset({"help.ended"})
