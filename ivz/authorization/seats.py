"""Seats as the kernel sees them; ``network`` registers where they come from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class HeldSeat:
    """A seat in force: a role in a body of a network."""

    role: str
    body_id: int
    body_kind: str
    network_id: int


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who an account stands for, and the seats in force on the day asked."""

    person_id: int | None = None
    function: str = ""
    seats: tuple[HeldSeat, ...] = ()


class Place(Protocol):
    """Where a permission is asked: a body, or a whole network."""

    def covers(self, seat: HeldSeat) -> bool:
        """Tell whether ``seat`` counts here."""


StandingSource = Callable[[int, date], Standing]
_sources: list[StandingSource] = []


def register_standing_source(source: StandingSource) -> None:
    """Let ``source`` answer who holds which seats; called once, when the program starts."""
    _sources[:] = [source]


def standing_of(user_id: int, *, on: date) -> Standing:
    """Give the person behind an account and the seats held on the day ``on``."""
    return _sources[0](user_id, on)
