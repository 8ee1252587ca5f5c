"""Where documents hang: higher subjects register what carries them.

A document has no openness of its own. What it hangs on (an annex, a paper of a meeting) has one,
and decides at every reading who may have the document.
Policy: docs/policy/documents.md#where-documents-hang
"""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from django.db.models import QuerySet

from ivz.accounts.actors import Actor


class Place(Protocol):
    """What one document hangs on; a row with the foreign key ``document``."""

    pk: Any
    document_id: int | None

    @property
    def title(self) -> str:
        """What people call the document."""

    @property
    def effective_openness(self) -> str:
        """How open the document is, all that it hangs on counted."""

    def get_absolute_url(self) -> str:
        """Give the address of its page."""

    def is_inside(self, actor: Actor) -> bool:
        """Tell whether ``actor`` belongs to the network, and so may see earlier versions."""


Readable = Callable[[Actor], "QuerySet[Any]"]
_sources: dict[str, Readable] = {}


def register_places(name: str, readable: Readable) -> None:
    """Let ``readable`` give the places an actor may read; called once, when the program starts."""
    _sources[name] = readable


def readable_places(actor: Actor) -> Iterator["QuerySet[Any]"]:
    """Give per kind of place those that ``actor`` may read."""
    for readable in _sources.values():
        yield readable(actor)


def place_of(document_id: int, *, actor: Actor) -> Place | None:
    """Give what a document hangs on, for whoever may read that."""
    for places in readable_places(actor):
        found: Place | None = places.filter(document=document_id).first()
        if found is not None:
            return found
    return None
