"""The inhabitants of larger areas, added up from the areas in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Value

from ivz.network.models import AreaLink, AreaPopulation

Parts = Mapping[int, list[int]]


@dataclass(frozen=True, kw_only=True)
class Inhabitants:
    """How many people lived in each of some areas on one day, by the key of the area."""

    on: date
    by_area: Mapping[int, int]


Link = tuple[int, int, date | None, date | None]


class AreaTree:
    """Which area lies in which, on any day; one SQL query when made without ``links``."""

    def __init__(self, links: Iterable[Link] | None = None) -> None:
        known = AreaLink.objects.values_list("area_id", "parent_id", "valid_from", "valid_until")
        self._links = list(known if links is None else links)

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


Counted = tuple[int, date, int]


class Populations:
    """The inhabitants that are on record; one SQL query when made without ``counted``."""

    def __init__(self, tree: AreaTree, counted: Iterable[Counted] | None = None) -> None:
        self._tree = tree
        self._known: dict[date, dict[int, int]] = defaultdict(dict)
        rows = AreaPopulation.objects.values_list("area_id", "on", "inhabitants")
        for area_id, on, inhabitants in rows if counted is None else counted:
            self._known[on][area_id] = inhabitants

    @classmethod
    def at_once(cls) -> "Populations":
        """Give them with the tree that they are added up along: one SQL query for both."""
        is_count, nothing = Value(value=True), Value(None, output_field=DateField())
        links = AreaLink.objects.order_by().annotate(is_count=Value(value=False))
        counts = AreaPopulation.objects.order_by().annotate(is_count=is_count, until=nothing)
        rows: list[Any] = list(
            links.values_list(
                "is_count", "area_id", "parent_id", "valid_from", "valid_until"
            ).union(
                counts.values_list("is_count", "area_id", "inhabitants", "on", "until"), all=True
            )
        )
        tree = AreaTree(tuple(row[1:]) for row in rows if not row[0])
        return cls(tree, [(area, on, count) for is_it, area, count, on, _until in rows if is_it])

    def near(self, day: date, *, areas: Collection[int]) -> Inhabitants | None:
        """Give the inhabitants of all of ``areas`` on the reference date nearest to ``day``.

        An area without a number of its own gets the sum over the areas in it, as they lay
        in it on that date. A date on which any part is unknown does not count: a sum over
        fewer areas would be too low.

        Returns:
            The inhabitants, or None where no date has them all.
        """
        known = self._known
        for on in sorted(known, key=lambda reference: (abs(reference - day), reference)):
            parts = self._tree.parts_on(on)
            totals = {area: _total(area, known[on], parts) for area in areas}
            complete = {area: total for area, total in totals.items() if total is not None}
            if len(complete) == len(totals):
                return Inhabitants(on=on, by_area=complete)
        return None


def inhabitants_near(day: date, *, areas: Collection[int], tree: AreaTree) -> Inhabitants | None:
    """Give the inhabitants as ``Populations`` does, for one day. One SQL query."""
    return Populations(tree).near(day, areas=areas)


def _total(area: int, known: Mapping[int, int], parts: Parts) -> int | None:
    if area in known:
        return known[area]
    totals = [_total(part, known, parts) for part in parts.get(area, [])]
    counted = [total for total in totals if total is not None]
    return sum(counted) if totals and len(counted) == len(totals) else None
