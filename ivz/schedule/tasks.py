"""Periodic actions of the installation itself."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ivz.schedule.registry import PeriodicAction, register

BACKUPS_KEPT = 7


def clear_expired_sessions(today: date) -> None:
    """Remove sessions that no longer sign anyone in."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def back_up_database(today: date) -> None:
    """Keep a copy of the embedded database per day, the last seven.

    A PostgreSQL server has its own backups; then this does nothing.
    """
    if connection.vendor != "sqlite" or not Path(settings.DATABASES["default"]["NAME"]).exists():
        return
    folder = settings.DATA_DIR / "backups"
    folder.mkdir(exist_ok=True)
    target = folder / f"ivz-{timezone.localdate().isoformat()}.sqlite3"
    if not target.exists():
        write_copy(target)
    for old in sorted(folder.glob("ivz-*.sqlite3"))[:-BACKUPS_KEPT]:
        old.unlink()


def write_copy(target: Path) -> None:
    """Write a consistent copy of the embedded database to ``target``, whole or not at all."""
    partial = target.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(partial)])
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
            name="installation.back-up-database",
            title=_("Keep a daily copy of the database"),
            every=timedelta(hours=6),
            run=back_up_database,
        )
    )
