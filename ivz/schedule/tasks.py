"""Periodic actions of the installation itself."""

import logging
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import system_actor
from ivz.audit import actions as audit
from ivz.audit.states import Event
from ivz.audit.verification import faults
from ivz.schedule.registry import PeriodicAction, register

logger = logging.getLogger(__name__)
FAULTS_SHOWN = 5
VERIFICATION = "installation.verify-audit-trail"


def clear_expired_sessions(today: date) -> None:
    """Remove sessions that no longer sign anyone in."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    audit.record_removal(Event.SESSIONS_REMOVED, ended, by=system_actor(today, origin="worker"))


def sign_audit_trail(today: date) -> None:
    """Sign where the audit trail stands, and tell the log, which the database cannot change.

    Policy: docs/policy/audit.md#chain
    """
    checkpoint = audit.mark()
    if checkpoint is not None:
        logger.info("Audit trail signed up to entry %s", checkpoint.mark)


def verify_audit_trail(today: date) -> None:
    """Go through the whole audit trail; what was tampered with stands on the schedule.

    Raises:
        RuntimeError: something was changed, removed, inserted or moved.

    Policy: docs/policy/audit.md#chain
    """
    found = list(islice(faults(), FAULTS_SHOWN))
    if found:
        raise RuntimeError(" ".join(found))


def write_copy(database: Path, *, target: Path) -> None:
    """Write a consistent copy of a SQLite ``database`` to ``target``, whole or not at all.

    Over a connection of its own: SQLite copies nothing from within a transaction.
    """
    partial = target.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(database, timeout=20)) as reader:
        reader.execute("VACUUM INTO ?", [str(partial)])
    partial.rename(target)


def register_all() -> None:
    """Put the actions of the installation on the schedule."""
    register(
        PeriodicAction(
            name="installation.clear-expired-sessions",
            title=_("Remove expired sessions"),
            every=timedelta(days=1),
            run=clear_expired_sessions,
        )
    )
    register(
        PeriodicAction(
            name="installation.sign-audit-trail",
            title=_("Sign where the audit trail stands"),
            every=timedelta(hours=1),
            run=sign_audit_trail,
        )
    )
    register(
        PeriodicAction(
            name=VERIFICATION,
            title=_("Go through the whole audit trail"),
            every=timedelta(days=1),
            run=verify_audit_trail,
            is_atomic=False,
        )
    )
