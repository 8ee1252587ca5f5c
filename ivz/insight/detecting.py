"""Where the figures of a network lie above those of the larger area by more than chance explains.

Policy: docs/policy/figures.md#signals
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ivz.insight.comparing import compare
from ivz.insight.comparisons import Cell, ThemeRow
from ivz.insight.models import DataSet
from ivz.insight.populations import AreaTree, lies_within
from ivz.network.models import Area, Theme
from safetystats.excess import excess_of_rounded_rates


@dataclass(frozen=True, kw_only=True)
class StandsOut:
    """A published rate, and that of the larger area above which it lies."""

    area: Area
    theme: Theme
    reference: Area
    observed: Decimal
    expected: Decimal


def what_stands_out(data_set: DataSet) -> list[StandsOut]:
    """Give the rates of the network's own areas that lie above the row of the larger area.

    At most six SQL queries; asks no rights. Empty where the source gives no such row, where it
    is not known how many people live in each area, or where not inhabitants were divided by.
    """
    if not data_set.is_per_inhabitant:
        return []
    comparison = compare(data_set)
    reference = comparison.total_area
    places = [
        place
        for place in _own_places(data_set, comparison.areas)
        if comparison.rows[0].cells[place].inhabitants
    ]
    if reference is None or not places:
        return []
    return [
        StandsOut(
            area=cell.area,
            theme=cell.theme,
            reference=reference,
            observed=cell.rate,
            expected=row.total,
        )
        for row, cell in _flagged(data_set, comparison.rows, places)
        if cell.rate is not None and row.total is not None
    ]


def _own_places(data_set: DataSet, areas: Sequence[Area]) -> list[int]:
    """Give the places of the area of the network and of those in it, among ``areas``."""
    own = data_set.network.area_id
    parts = AreaTree().parts_on(data_set.period_from)
    return [
        place
        for place, area in enumerate(areas)
        if area.pk == own or lies_within(area.pk, own, parts)
    ]


def _flagged(
    data_set: DataSet, rows: Sequence[ThemeRow], places: Sequence[int]
) -> list[tuple[ThemeRow, Cell]]:
    found = excess_of_rounded_rates(
        [[_number(row.cells[place].rate) for row in rows] for place in places],
        [_number(row.total) for row in rows],
        units=[(rows[0].cells[place].inhabitants or 0) / data_set.per for place in places],
        decimals=data_set.decimals,
    )
    return [
        (row, row.cells[place])
        for line, place in enumerate(places)
        for column, row in enumerate(rows)
        if found.stands_out[line, column]
    ]


def _number(rate: Decimal | None) -> float:
    return float("nan") if rate is None else float(rate)
