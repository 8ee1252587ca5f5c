"""Who promised hours: subjects above tell where they stand, when the program starts.

A source gives numbers per partner and no names of the work, so that nothing closed shows here.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from ivz.network.models import Network

PromiseSource = Callable[[Network, date], Mapping[int, Decimal]]
_sources: dict[str, PromiseSource] = {}


def register_promise_source(name: str, source: PromiseSource) -> None:
    """Let ``source`` answer how many hours a week each organisation promised on a day."""
    _sources[name] = source


def promised_hours(network: Network, *, on: date) -> dict[int, Decimal]:
    """Give the hours a week that each organisation promised, by its key; a query per source."""
    total: dict[int, Decimal] = {}
    for source in _sources.values():
        for organisation_id, hours in source(network, on).items():
            total[organisation_id] = total.get(organisation_id, Decimal(0)) + hours
    return total
