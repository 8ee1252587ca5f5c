"""Running what is due."""

import logging
from contextlib import nullcontext
from datetime import date, datetime

from django.db import transaction

from ivz.schedule.models import ScheduledAction
from ivz.schedule.registry import PeriodicAction, registered

logger = logging.getLogger(__name__)


def run_due(*, now: datetime, today: date) -> list[str]:
    """Run every periodic action whose time has come and give the names of those that ran.

    One failing action does not keep the others from running; its error is kept
    and shown, and it is tried again at its next time.
    """
    return [action.name for action in registered() if _run_if_due(action, now=now, today=today)]


def _run_if_due(action: PeriodicAction, *, now: datetime, today: date) -> bool:
    row, _created = ScheduledAction.objects.get_or_create(name=action.name)
    if row.last_run_at is not None and now - row.last_run_at < action.every:
        return False
    row.last_run_at = now
    try:
        with transaction.atomic() if action.is_atomic else nullcontext():
            action.run(today)
    except Exception as error:
        logger.exception("Periodic action %s failed", action.name)
        row.last_error = f"{type(error).__name__}: {error}"
    else:
        row.last_success_at = now
        row.last_error = ""
    row.save()
    return True
