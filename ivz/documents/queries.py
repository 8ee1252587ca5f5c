"""What pages and checks ask about documents."""

from collections.abc import Iterator

from ivz.accounts.actors import Actor
from ivz.documents import storage
from ivz.documents.models import Document, Version


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
