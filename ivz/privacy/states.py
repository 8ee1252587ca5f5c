"""The states of a request to correct, and what the audit trail records; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """How far a request to correct is."""

    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")


class Event(models.TextChoices):
    """What happens with what is held about people; ``home`` has the words for it."""

    CORRECTED = "privacy.corrected"
    ASKED = "privacy.correction_asked"
    ANSWERED = "privacy.correction_answered"
    TAKEN_AWAY = "privacy.taken_away"
    ACCOUNT_EMPTIED = "privacy.account_emptied"
    NAME_REMOVED = "privacy.name_removed"
    REQUESTS_REMOVED = "privacy.requests_removed"
    NOTES_REMOVED = "privacy.notes_removed"
