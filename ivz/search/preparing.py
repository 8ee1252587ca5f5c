"""What has to be read before the index is made anew: higher subjects register it.

Policy: docs/policy/search.md#files
"""

from collections.abc import Callable

Preparation = Callable[[], str]
_preparations: dict[str, Preparation] = {}


def register_preparation(name: str, prepare: Preparation) -> None:
    """Let ``prepare`` go before making the index anew; it gives a line about what it did."""
    _preparations[name] = prepare


def prepare_all() -> list[str]:
    """Do all of them, and give their lines."""
    return [prepare() for prepare in _preparations.values()]
