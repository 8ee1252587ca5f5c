"""Periodic actions for documents."""

import time
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import system_actor
from ivz.documents import backups, storage
from ivz.documents.actions import keep_words
from ivz.documents.queries import (
    half_read_versions,
    orphaned_files,
    readings,
    unread_versions,
)
from ivz.documents.words.reading import read
from ivz.schedule.registry import PeriodicAction, register

SECONDS_A_RUN = 60


def remove_orphaned_files(today: date) -> None:
    """Remove files without a row that lie there for more than a day."""
    for name in orphaned_files():
        storage.remove(name.removesuffix(".partial"))


def read_words(today: date) -> None:
    """Read new files for the search, one by one, as long as the other actions can wait."""
    until = time.monotonic() + SECONDS_A_RUN
    by = system_actor(today, origin="worker")
    for version in list(unread_versions()):
        if time.monotonic() > until:
            return
        keep_words(version, read(version), by=by)


def read_what_is_left(today: date) -> dict[str, int]:
    """Read all files that were not read, also those that could not be; give how many went how."""
    by = system_actor(today)
    for version in [*unread_versions(), *half_read_versions()]:
        keep_words(version, read(version), by=by)
    return readings()


def register_all() -> None:
    """Put the actions of documents on the schedule."""
    register(
        PeriodicAction(
            name="documents.read-words",
            title=_("Read the text of new files for the search"),
            every=timedelta(minutes=1),
            run=read_words,
            is_atomic=False,
        )
    )
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
