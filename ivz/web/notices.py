"""What waits for somebody beside their duties; subjects add theirs when the program starts."""

from collections.abc import Callable
from dataclasses import dataclass

from ivz.accounts.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One thing that waits: a sentence, and where it is done."""

    text: str
    url: str
    button: str


NoticeSource = Callable[[Actor], list[Notice]]
_sources: dict[str, NoticeSource] = {}


def register_notices(key: str, source: NoticeSource) -> None:
    """Let ``source`` say what waits for an actor, on *Vandaag*."""
    _sources[key] = source


def notices_for(actor: Actor) -> list[Notice]:
    """Give what waits for ``actor``."""
    return [notice for source in _sources.values() for notice in source(actor)]
