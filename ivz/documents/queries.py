"""What pages and checks ask about documents."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.documents import storage
from ivz.documents.models import Document, FileWords, Version
from ivz.documents.states import ReadingResult
from ivz.documents.words.reading import WITH_WORDS

READ_WITHIN = timedelta(days=1)


def orphaned_files() -> list[str]:
    """Give the files that no row names and that no upload is still busy with."""
    known = set(Version.objects.values_list("stored_as", flat=True))
    return [name for name in storage.names() if name not in known and storage.rests_long(name)]


def readable_version(key: str, number: int | None, *, actor: Actor) -> Version | None:
    """Give a version of the document at an address, the newest without ``number``.

    Unknown and closed take the same query and give the same None.
    """
    documents = Document.objects.visible_to(actor).filter(key=key)
    found = Version.objects.filter(document__in=documents).select_related("document")
    if number is not None:
        found = found.filter(number=number)
    return found.order_by("-number").first()


def damaged_versions() -> Iterator[tuple[Version, str]]:
    """Give the versions whose file is gone or is not what was kept, with what is wrong."""
    for version in Version.objects.order_by("pk").iterator():
        digest = storage.digest_of(version.stored_as)
        if digest is None:
            yield version, "its file is gone"
        elif digest != version.digest:
            yield version, "its file is not what was kept"


def newest_versions() -> QuerySet[Version]:
    """Give of each document the version that people get."""
    same = Version.objects.filter(document=OuterRef("document")).order_by("-number")
    return Version.objects.filter(pk=Subquery(same.values("pk")[:1]))


def unread_versions() -> QuerySet[Version]:
    """Give the files whose words are not read yet, the oldest first."""
    kinds = sorted(WITH_WORDS)
    return newest_versions().filter(kind__in=kinds, file_words=None).order_by("added_at", "pk")


def long_unread_versions() -> QuerySet[Version]:
    """Give the files that wait for the worker longer than they should."""
    return unread_versions().filter(added_at__lt=timezone.now() - READ_WITHIN)


def half_read_versions() -> QuerySet[Version]:
    """Give the files that were not read, or not to the end."""
    failed = [ReadingResult.UNREADABLE, ReadingResult.PART]
    return newest_versions().filter(file_words__result__in=failed).order_by("pk")


def readings() -> dict[str, int]:
    """Give how reading the newest files went: how many by result."""
    read = FileWords.objects.values_list("result", flat=True)
    return dict(Counter(read))


def words_left_behind() -> QuerySet[FileWords]:
    """Give the words of files that are not the newest of their document."""
    return FileWords.objects.exclude(version__in=newest_versions())
