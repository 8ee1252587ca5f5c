"""States of signals, what somebody did with one, and what the audit trail records.

Policy: docs/policy/figures.md#signals
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignalState(models.TextChoices):
    """What became of a signal."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Followed up")
    DECLINED = "declined", _("Not followed up")
    ON_AGENDA = "on_agenda", _("On an agenda")
    WITHDRAWN = "withdrawn", _("Lapsed")


WITH_A_REASON = [SignalState.DECLINED, SignalState.WITHDRAWN]
CAN_BE_HANDLED = [SignalState.OPEN, SignalState.ACCEPTED, SignalState.DECLINED]


class SignalStepKind(models.TextChoices):
    """What happened to a signal; the first four give it the state of that name."""

    ACCEPTED = "accepted", _("Followed up")
    DECLINED = "declined", _("Not followed up")
    ON_AGENDA = "on_agenda", _("On an agenda")
    WITHDRAWN = "withdrawn", _("Lapsed")
    FOUND = "found", _("Found in the figures")
    OFF_AGENDA = "off_agenda", _("Taken off the agenda")
    UNDONE = "undone", _("Taken back")


class Event(models.TextChoices):
    """What the audit trail records about signals; the values are stored."""

    SIGNAL_FOUND = "signal.found", _("Signal found in figures")
    SIGNAL_WITHDRAWN = "signal.withdrawn", _("Signal lapsed")
    SIGNAL_HANDLED = "signal.handled", _("Signal handled")
