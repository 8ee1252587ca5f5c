"""Which periodic actions there are; each subject registers its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class PeriodicAction:
    """Something the worker does again and again; doing it twice changes nothing.

    It runs in one transaction, unless it only reads, and for long: then nobody waits for it.
    """

    name: str
    title: str | Promise
    every: timedelta
    run: Callable[[date], None]
    is_atomic: bool = True


_actions: dict[str, PeriodicAction] = {}


def register(action: PeriodicAction) -> None:
    """Put ``action`` on the schedule; the last registration of a name counts."""
    _actions[action.name] = action


def registered() -> list[PeriodicAction]:
    """Give every periodic action, by name."""
    return sorted(_actions.values(), key=lambda action: action.name)
