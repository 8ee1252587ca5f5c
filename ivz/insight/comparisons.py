"""Areas compared theme by theme: rates, ranks and rank sums, all computed.

Policy: docs/policy/figures.md#ranks
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ivz.insight.models import DataSet
from ivz.insight.populations import Inhabitants
from ivz.network.models import Area, Theme
from safetystats import ranking, rates, weights

# Shades of colour for ranks; more areas than shades share them evenly.
SHADES = 5


class Reading(NamedTuple):
    """What the source gives for an area and a theme, by their keys."""

    area_id: int
    theme_id: int
    rate: Decimal
    published_rank: int | None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One area on one theme: the rate as published, the rank as computed.

    Attributes:
        rank: from 1 for the lowest; 0 where no rate was published.
        deviates: whether another rank was published than the rate gives.
        shade: from 1 for the lowest rank to 5 for the highest possible one; 0 where none.
        inhabitants: of the area, or None where not known.
    """

    data_set: DataSet
    area: Area
    theme: Theme
    rate: Decimal | None
    rank: int
    is_shared: bool
    published_rank: int | None
    deviates: bool
    shade: int
    inhabitants: int | None

    @property
    def rank_label(self) -> str:
        """The rank as shown: ``2``, or ``=2`` where it is shared."""
        return f"={self.rank}" if self.is_shared else str(self.rank or "")

    @cached_property
    def interval(self) -> rates.Interval | None:
        """The 95 % interval, worked back from the rate; None where rounding says too much.

        Policy: docs/policy/figures.md#intervals
        """
        return worked_back(self.rate, data_set=self.data_set, inhabitants=self.inhabitants)


def worked_back(
    rate: Decimal | None, *, data_set: DataSet, inhabitants: int | None
) -> rates.Interval | None:
    """Work the 95 % interval back from a rate; None where rounding says too much.

    Policy: docs/policy/figures.md#intervals
    """
    if rate is None or inhabitants is None:
        return None
    return rates.interval_from_rounded_rate(
        float(rate),
        per=data_set.per,
        population=inhabitants,
        decimals=data_set.decimals,
    )


@dataclass(frozen=True, kw_only=True)
class ThemeRow:
    """One theme: a cell per area, and the larger area as published and as weighted mean."""

    theme: Theme
    is_priority: bool
    cells: tuple[Cell, ...]
    total: Decimal | None
    weighted_mean: float | None

    @cached_property
    def missing_ranks(self) -> tuple[int, ...]:
        """The ranks that readers expect and nobody has, because of ties."""
        ranks = [cell.rank for cell in self.cells]
        return ranking.missing_ranks(ranks, len(self.cells)) if all(ranks) else ()

    @property
    def ranked(self) -> list[Cell]:
        """The cells from the lowest rate to the highest; without a rate last."""
        return sorted(self.cells, key=lambda cell: (cell.rank == 0, cell.rank))


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One area's rank sum over a choice of themes, and its place among the areas."""

    area: Area
    rank_sum: int
    place: int
    is_shared: bool

    @property
    def place_label(self) -> str:
        """The place as shown: ``2``, or ``=2`` where it is shared."""
        return f"={self.place}" if self.is_shared else str(self.place)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Areas on themes, in the order of the source and of the code list.

    Attributes:
        total_area: the larger area that the source gives a row of its own, if any.
        population_on: the reference date of the inhabitants, None where not known.
    """

    data_set: DataSet
    areas: tuple[Area, ...]
    total_area: Area | None
    rows: tuple[ThemeRow, ...]
    population_on: date | None

    @property
    def priorities(self) -> list[ThemeRow]:
        """The rows of the priorities."""
        return [row for row in self.rows if row.is_priority]

    @cached_property
    def priority_standings(self) -> list[Standing]:
        """The rank sums over the priorities, lowest first; empty without priorities."""
        return self.standings(self.priorities)

    @cached_property
    def overall_standings(self) -> list[Standing]:
        """The rank sums over all themes, lowest first."""
        return self.standings(self.rows)

    def standings(self, rows: Sequence[ThemeRow]) -> list[Standing]:
        """Add up the ranks over ``rows``; empty where an area lacks a rate in one of them."""
        return _standings(self.areas, [[cell.rank for cell in row.cells] for row in rows])

    def printed_standings(self, rows: Sequence[ThemeRow]) -> list[Standing]:
        """Add up the ranks as printed over ``rows``; empty where one was not printed."""
        printed = [[cell.published_rank or 0 for cell in row.cells] for row in rows]
        return _standings(self.areas, printed)

    @cached_property
    def total_check(self) -> weights.TotalRowCheck | None:
        """What explains the row of the larger area; None where figures are missing."""
        totals = tuple(row.total for row in self.rows)
        table = tuple(tuple(cell.rate for cell in row.cells) for row in self.rows)
        if None in totals or any(None in row for row in table):
            return None
        return _check_total_row(table, totals, self.data_set.decimals)


@lru_cache(maxsize=32)
def _check_total_row(
    table: tuple[tuple[Decimal, ...], ...], totals: tuple[Decimal, ...], decimals: int
) -> weights.TotalRowCheck:
    """Fit weights once per set of figures; fitting takes longest of all that a page computes."""
    return weights.check_total_row(
        np.array(table, dtype=np.float64).T,
        np.array(totals, dtype=np.float64),
        decimals=decimals,
    )


def compare_areas(
    data_set: DataSet,
    readings: Iterable[Reading],
    *,
    areas: Sequence[Area],
    total_area: Area | None,
    themes: Mapping[Theme, bool],
    inhabitants: Inhabitants | None,
) -> Comparison:
    """Set figures side by side and rank them.

    Args:
        data_set: what the figures belong to.
        readings: the figures.
        areas: the areas in the order of the source.
        total_area: the area that holds the others, left out of the ranking.
        themes: in the order of the code list, and whether each was chosen as a priority.
        inhabitants: of the areas, where known.
    """
    areas = tuple(area for area in areas if area != total_area)
    table = _Table(data_set, areas, list(themes), readings)
    counted = inhabitants.by_area if inhabitants else {}
    return Comparison(
        data_set=data_set,
        areas=areas,
        total_area=total_area,
        rows=tuple(
            ThemeRow(
                theme=theme,
                is_priority=is_priority,
                cells=table.cells(column, counted),
                total=table.rate_of(total_area, theme),
                weighted_mean=table.weighted_mean(column, counted) if total_area else None,
            )
            for column, (theme, is_priority) in enumerate(themes.items())
        ),
        population_on=inhabitants.on if inhabitants else None,
    )


class _Table:
    """The rates as an array, shape (areas, themes), and the ranks that follow."""

    def __init__(
        self,
        data_set: DataSet,
        areas: Sequence[Area],
        themes: Sequence[Theme],
        readings: Iterable[Reading],
    ) -> None:
        self.data_set, self.areas, self.themes = data_set, areas, themes
        self.readings = {(reading.area_id, reading.theme_id): reading for reading in readings}
        self.rates: NDArray[np.float64] = np.array(
            [[self._number(area, theme) for theme in themes] for area in areas], dtype=np.float64
        ).reshape(len(areas), len(themes))
        self.ranks = ranking.dense_ranks(self.rates, decimals=data_set.decimals)
        self.shared = ranking.tied(self.ranks)
        printed = [[self._printed(area, theme) or 0 for theme in themes] for area in areas]
        self.deviating = ranking.deviating(np.reshape(printed, self.ranks.shape), self.ranks)

    def rate_of(self, area: Area | None, theme: Theme) -> Decimal | None:
        """Give the published rate, or None."""
        reading = self.readings.get((area.pk, theme.pk)) if area else None
        return reading.rate if reading else None

    def cells(self, column: int, inhabitants: Mapping[int, int]) -> tuple[Cell, ...]:
        """Make the cells of one theme."""
        theme = self.themes[column]
        return tuple(
            Cell(
                data_set=self.data_set,
                area=area,
                theme=theme,
                rate=self.rate_of(area, theme),
                rank=int(self.ranks[row, column]),
                is_shared=bool(self.shared[row, column]),
                published_rank=self._printed(area, theme),
                deviates=bool(self.deviating[row, column]),
                shade=_shade(int(self.ranks[row, column]), len(self.areas)),
                inhabitants=inhabitants.get(area.pk),
            )
            for row, area in enumerate(self.areas)
        )

    def weighted_mean(self, column: int, inhabitants: Mapping[int, int]) -> float | None:
        """Give the mean of one theme weighted by inhabitants, None where one is missing."""
        weight = [inhabitants.get(area.pk, 0) for area in self.areas]
        if not weight or not all(weight):
            return None
        mean = float(weights.weighted_mean(self.rates[:, column], weight))
        return None if np.isnan(mean) else mean

    def _number(self, area: Area, theme: Theme) -> float:
        rate = self.rate_of(area, theme)
        return float("nan") if rate is None else float(rate)

    def _printed(self, area: Area, theme: Theme) -> int | None:
        reading = self.readings.get((area.pk, theme.pk))
        return reading.published_rank if reading else None


def _shade(rank: int, areas: int) -> int:
    if rank == 0 or areas < 2:
        return rank
    return 1 + round((rank - 1) * (SHADES - 1) / (areas - 1))


def _standings(areas: Sequence[Area], ranks: Sequence[Sequence[int]]) -> list[Standing]:
    if not areas or not ranks:
        return []
    sums = ranking.rank_sums(np.array(ranks).T, range(len(ranks)))
    if not sums.all():
        return []
    places = ranking.dense_ranks(sums, decimals=0)
    shared = ranking.tied(places)
    standings = [
        Standing(area=area, rank_sum=int(total), place=int(place), is_shared=bool(is_shared))
        for area, total, place, is_shared in zip(areas, sums, places, shared, strict=True)
    ]
    return sorted(standings, key=lambda standing: standing.place)
