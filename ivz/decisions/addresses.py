"""Where decisions can be read and subjects lie; ``meetings`` tells when the program starts."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision

Addresses = Callable[[Iterable[Decision], Actor], dict[int, str]]


@dataclass(frozen=True, kw_only=True)
class Lying:
    """That a subject lies before a body, or that somebody asked for it, in a sentence."""

    text: str
    url: str = ""


Agendas = Callable[[str, Collection[int], Actor], list[Lying]]

PageOf = Callable[[Decision], str]

_sources: list[Addresses] = []
_pages: list[PageOf] = []
_agendas: list[Agendas] = []


def register_decision_addresses(source: Addresses) -> None:
    """Let ``source`` say where decisions can be read, by key."""
    _sources[:] = [source]


def addresses_of(decisions: Iterable[Decision], *, actor: Actor) -> dict[int, str]:
    """Give where ``actor`` can read each decision; without an entry where nowhere."""
    return _sources[0](decisions, actor) if _sources else {}


def register_agendas(source: Agendas) -> None:
    """Let ``source`` say on which agendas subjects of a kind lie."""
    _agendas[:] = [source]


def agendas_with(kind: str, subject_ids: Collection[int], *, actor: Actor) -> list[Lying]:
    """Give where subjects lie and are asked for, as far as ``actor`` may know."""
    return _agendas[0](kind, subject_ids, actor) if _agendas else []


def register_decision_page(source: PageOf) -> None:
    """Let ``source`` give the address of the page of a decision."""
    _pages[:] = [source]


def page_of(decision: Decision) -> str:
    """Give the address of the page of a decision; empty where nobody shows it."""
    return _pages[0](decision) if _pages else ""
