"""What the audit trail records about looking along and reviewing; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What a reviewer says of somebody's access."""

    RIGHT = "right", _("Right")
    REVOKED = "revoked", _("Revoked")


class Event(models.TextChoices):
    """What happens to looking along and to reviews."""

    HELP_OFFERED = "help.offered", _("Code for looking along made")
    HELP_STARTED = "help.started", _("Looking along started")
    HELP_ENDED = "help.ended", _("Looking along ended")
    HELP_REFUSED = "help.code_refused", _("Code for looking along refused")
    REVIEW_OPENED = "access_review.opened", _("Access review opened")
    ACCESS_RIGHT = "access_review.right", _("Access found right")
    ACCESS_REVOKED = "access_review.revoked", _("Access revoked at the review")
    REVIEW_REMINDED = "access_review.reminded", _("Reminder of an access review mailed")
    REVIEW_COMPLETED = "access_review.completed", _("Access review completed")
