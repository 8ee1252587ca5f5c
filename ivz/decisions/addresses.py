"""Where decisions can be read; the subject that shows them tells when the program starts."""

from collections.abc import Callable, Iterable

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision

Addresses = Callable[[Iterable[Decision], Actor], dict[int, str]]

_sources: list[Addresses] = []


def register_decision_addresses(source: Addresses) -> None:
    """Let ``source`` say where decisions can be read, by key."""
    _sources[:] = [source]


def addresses_of(decisions: Iterable[Decision], *, actor: Actor) -> dict[int, str]:
    """Give where ``actor`` can read each decision; without an entry where nowhere."""
    return _sources[0](decisions, actor) if _sources else {}
