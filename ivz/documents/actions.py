"""Keeping files: adding a document, adding a version, removing one for good.

What a document hangs on belongs to a higher subject; its actions call these inside their own
transaction, and ask whether it may be done.
Policy: docs/policy/documents.md
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial

from django.db import DatabaseError, transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.audit.models import Result
from ivz.documents import storage
from ivz.documents.intake import CleanFile, Infected, accept
from ivz.documents.models import Document, FileWords, Version, random_key
from ivz.documents.states import Event
from ivz.documents.words.reading import WordsRead


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file that lies on disk and has no row yet."""

    name: str
    clean: CleanFile


@contextmanager
def kept(content: bytes, *, by: Actor) -> Iterator[StoredFile]:
    """Check, clean and write a file; when what follows fails, it is taken away again.

    Call it outside the transaction: cleaning takes time, and the file must lie there before a
    row names it.

    Raises:
        FileRefused: the file is not taken in; the message says why.
        NoRoom: the disk is full.
    """
    stored = StoredFile(name=random_key(), clean=_accepted(content, by=by))
    storage.write(stored.name, stored.clean.content)
    try:
        yield stored
    except BaseException:
        with suppress(DatabaseError):  # then the worker removes it, once it is sure
            if not Version.objects.filter(stored_as=stored.name).exists():
                storage.remove(stored.name)
        raise


def _accepted(content: bytes, *, by: Actor) -> CleanFile:
    try:
        return accept(content)
    except Infected:
        if by.user is not None:
            audit(Event.INFECTED, subject=by.user, by=by, result=Result.REFUSED)
        raise


@transaction.atomic
def add(stored: StoredFile, *, by: Actor) -> Document:
    """Make a document of a file; whoever calls hangs it somewhere in the same transaction."""
    document = Document.objects.create()
    _add_row(document, stored, number=1, by=by)
    audit(Event.ADDED, subject=document, by=by)
    return document


@transaction.atomic
def replace(document: Document, stored: StoredFile, *, by: Actor) -> Version:
    """Put a new version before the others; those stay readable for people inside."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    newest = document.versions.first()
    FileWords.objects.filter(version__document=document).delete()
    version = _add_row(document, stored, number=newest.number + 1 if newest else 1, by=by)
    audit(Event.REPLACED, subject=document, by=by)
    return version


@transaction.atomic
def keep_words(version: Version, read: WordsRead, *, by: Actor) -> None:
    """Keep what was read of a file for the search, unless a newer one came meanwhile.

    Policy: docs/policy/search.md#files
    """
    document = Document.objects.select_for_update().filter(pk=version.document_id).first()
    if document is None or document.versions.first() != version:
        return
    kept = {"result": read.result, "words": read.words}
    FileWords.objects.update_or_create(version=version, defaults=kept)
    audit(Event.WORDS_READ, subject=document, by=by)


def _add_row(document: Document, stored: StoredFile, *, number: int, by: Actor) -> Version:
    content = stored.clean.content
    return Version.objects.create(
        document=document,
        number=number,
        stored_as=stored.name,
        kind=stored.clean.kind,
        size_bytes=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        remarks=sorted(stored.clean.remarks),
        added_on=by.today,
        added_by=by.user,
    )


@transaction.atomic
def remove(document: Document, *, by: Actor) -> None:
    """Remove a document with every version for good, from disk too once this is certain.

    Policy: docs/policy/documents.md#removing
    """
    audit(Event.REMOVED, subject=document, by=by)
    names = list(document.versions.values_list("stored_as", flat=True))
    document.versions.all().delete()
    document.delete()
    for name in names:
        transaction.on_commit(partial(storage.remove, name))
