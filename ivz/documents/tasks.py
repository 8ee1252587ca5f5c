"""Periodic actions for documents."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from ivz.documents import backups, storage
from ivz.documents.queries import orphaned_files
from ivz.schedule.registry import PeriodicAction, register


def remove_orphaned_files(today: date) -> None:
    """Remove files without a row that lie there for more than a day."""
    for name in orphaned_files():
        storage.remove(name.removesuffix(".partial"))


def register_all() -> None:
    """Put the actions of documents on the schedule."""
    register(
        PeriodicAction(
            name="documents.remove-orphaned-files",
            title=_("Remove files of uploads that did not finish"),
            every=timedelta(hours=6),
            run=remove_orphaned_files,
        )
    )
    register(
        PeriodicAction(
            name="installation.back-up-database",
            title=_("Keep copies of the database and its files"),
            every=timedelta(hours=6),
            run=backups.back_up,
        )
    )
