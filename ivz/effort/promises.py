"""Who promised hours: subjects above tell where they stand, when the program starts.

A source gives numbers per partner and no names of the work, so that nothing closed shows here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ivz.network.models import Network


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The hours a week that an organisation promised, from a day until (not with) another."""

    organisation_id: int
    hours_per_week: Decimal
    first: date
    until: date


@dataclass(frozen=True, kw_only=True)
class PromiseSource:
    """Answers what was promised: a week, on a day; and in which periods between two days."""

    on_day: Callable[[Network, date], Mapping[int, Decimal]]
    between: Callable[[Network, date, date], Iterable[Promise]]


_sources: dict[str, PromiseSource] = {}


def register_promise_source(name: str, source: PromiseSource) -> None:
    """Let ``source`` answer how many hours a week each organisation promised, and when."""
    _sources[name] = source


def promised_hours(network: Network, *, on: date) -> dict[int, Decimal]:
    """Give the hours a week that each organisation promised, by its key; a query per source."""
    total: dict[int, Decimal] = {}
    for source in _sources.values():
        for organisation_id, hours in source.on_day(network, on).items():
            total[organisation_id] = total.get(organisation_id, Decimal(0)) + hours
    return total


def promises_between(network: Network, *, first: date, until: date) -> list[Promise]:
    """Give what was promised from ``first`` until ``until``; a query per source."""
    return [
        promise for source in _sources.values() for promise in source.between(network, first, until)
    ]
