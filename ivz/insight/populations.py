"""The inhabitants of larger areas, added up from the areas in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ivz.network.models import AreaLink, AreaPopulation, in_force


@dataclass(frozen=True, kw_only=True)
class Inhabitants:
    """How many people lived in each of some areas on one day, by the key of the area."""

    on: date
    by_area: Mapping[int, int]


def inhabitants_near(day: date, *, areas: Collection[int]) -> Inhabitants | None:
    """Give the inhabitants of all of ``areas`` on the reference date nearest to ``day``.

    An area without a number of its own gets the sum over the areas in it, as they lay
    in it on that date. A date on which any part is unknown does not count: a sum over
    fewer areas would be too low.

    Returns:
        The inhabitants, or None where no date has them all.
    """
    known: dict[date, dict[int, int]] = defaultdict(dict)
    for area_id, on, inhabitants in AreaPopulation.objects.values_list(
        "area_id", "on", "inhabitants"
    ):
        known[on][area_id] = inhabitants
    for on in sorted(known, key=lambda reference: (abs(reference - day), reference)):
        parts = parts_of_areas(on)
        totals = {area: _total(area, known[on], parts) for area in areas}
        complete = {area: total for area, total in totals.items() if total is not None}
        if len(complete) == len(totals):
            return Inhabitants(on=on, by_area=complete)
    return None


def parts_of_areas(on: date) -> dict[int, list[int]]:
    """Give for each larger area the areas directly in it on a day; one SQL query."""
    parts: dict[int, list[int]] = defaultdict(list)
    for child, parent in AreaLink.objects.filter(in_force(on)).values_list("area_id", "parent_id"):
        parts[parent].append(child)
    return parts


def lies_within(area: int, larger: int, parts: Mapping[int, list[int]]) -> bool:
    """Tell whether ``area`` lies in ``larger``, directly or further down."""
    children = parts.get(larger, [])
    return area in children or any(lies_within(area, child, parts) for child in children)


def _total(area: int, known: Mapping[int, int], parts: Mapping[int, list[int]]) -> int | None:
    if area in known:
        return known[area]
    totals = [_total(part, known, parts) for part in parts.get(area, [])]
    counted = [total for total in totals if total is not None]
    return sum(counted) if totals and len(counted) == len(totals) else None
