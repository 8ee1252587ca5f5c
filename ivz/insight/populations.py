"""The inhabitants of larger areas, added up from the areas in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ivz.network.models import AreaLink, AreaPopulation

Parts = Mapping[int, list[int]]


@dataclass(frozen=True, kw_only=True)
class Inhabitants:
    """How many people lived in each of some areas on one day, by the key of the area."""

    on: date
    by_area: Mapping[int, int]


class AreaTree:
    """Which area lies in which, on any day; one SQL query when made."""

    def __init__(self) -> None:
        self._links = list(
            AreaLink.objects.values_list("area_id", "parent_id", "valid_from", "valid_until")
        )

    def parts_on(self, on: date) -> Parts:
        """Give for each larger area the areas directly in it on a day."""
        parts: dict[int, list[int]] = defaultdict(list)
        for area, parent, start, until in self._links:
            if (start is None or start <= on) and (until is None or on < until):
                parts[parent].append(area)
        return parts


def lies_within(area: int, larger: int, parts: Parts) -> bool:
    """Tell whether ``area`` lies in ``larger``, directly or further down."""
    children = parts.get(larger, [])
    return area in children or any(lies_within(area, child, parts) for child in children)


def inhabitants_near(day: date, *, areas: Collection[int], tree: AreaTree) -> Inhabitants | None:
    """Give the inhabitants of all of ``areas`` on the reference date nearest to ``day``.

    An area without a number of its own gets the sum over the areas in it, as they lay
    in it on that date. A date on which any part is unknown does not count: a sum over
    fewer areas would be too low. One SQL query.

    Returns:
        The inhabitants, or None where no date has them all.
    """
    known: dict[date, dict[int, int]] = defaultdict(dict)
    rows = AreaPopulation.objects.values_list("area_id", "on", "inhabitants")
    for area_id, on, inhabitants in rows:
        known[on][area_id] = inhabitants
    for on in sorted(known, key=lambda reference: (abs(reference - day), reference)):
        parts = tree.parts_on(on)
        totals = {area: _total(area, known[on], parts) for area in areas}
        complete = {area: total for area, total in totals.items() if total is not None}
        if len(complete) == len(totals):
            return Inhabitants(on=on, by_area=complete)
    return None


def _total(area: int, known: Mapping[int, int], parts: Parts) -> int | None:
    if area in known:
        return known[area]
    totals = [_total(part, known, parts) for part in parts.get(area, [])]
    counted = [total for total in totals if total is not None]
    return sum(counted) if totals and len(counted) == len(totals) else None
