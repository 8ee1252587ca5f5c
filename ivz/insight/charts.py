"""Where the marks of a dot plot stand, in the units of its drawing; a template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from ivz.insight.comparisons import Cell, ThemeRow
from ivz.network.models import Area

# Steps between grid lines that people read with ease, times a power of ten.
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The size of a drawing and where its marks may stand.

    Attributes:
        left, right: the ends of the axis; the names stand left of it.
        top: the middle of the first row.
        row: the height of a row.
        width: of the whole drawing.
        grid_lines: about how many fit.
        name_above: whether a name stands above its marks, else left of them.
    """

    left: int
    right: int
    top: int
    row: int
    width: int
    grid_lines: int
    name_above: bool


WIDE = Frame(left=290, right=690, top=62, row=44, width=760, grid_lines=5, name_above=False)
NARROW = Frame(left=52, right=300, top=74, row=54, width=358, grid_lines=4, name_above=True)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One area: its cell, where its dot stands, and the ends of its interval."""

    cell: Cell
    x: int
    y: int
    lower: int | None
    upper: int | None
    is_focus: bool


@dataclass(frozen=True, kw_only=True)
class GridLine:
    """One line of the grid with its value."""

    x: int
    value: float


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A bracket along the areas that share a rank."""

    top: int
    bottom: int


@dataclass(frozen=True, kw_only=True)
class DotPlot:
    """A drawing of one theme, lowest area on top; all places are whole units."""

    frame: Frame
    height: int
    bottom: int
    marks: tuple[Mark, ...]
    grid: tuple[GridLine, ...]
    grid_decimals: int
    ties: tuple[Tie, ...]
    reference: int | None
    starts_at: float


@dataclass(frozen=True, kw_only=True)
class _Axis:
    low: float
    high: float
    step: float
    frame: Frame

    def place(self, value: float | Decimal) -> int:
        """Give where a value stands."""
        share = (float(value) - self.low) / (self.high - self.low)
        return round(self.frame.left + (self.frame.right - self.frame.left) * share)

    def grid(self) -> tuple[GridLine, ...]:
        """Give the lines from the low end to the high end."""
        lines = round((self.high - self.low) / self.step) + 1
        values = [self.low + self.step * line for line in range(lines)]
        return tuple(GridLine(x=self.place(value), value=value) for value in values)


def dot_plot(row: ThemeRow, *, focus: Area | None, frame: Frame) -> DotPlot:
    """Place one dot per area that has a rate, with its interval where there is one.

    Args:
        row: the theme.
        focus: the area to stand out.
        frame: the size of the drawing.
    """
    cells = [cell for cell in row.ranked if cell.rate is not None]
    axis = _axis(_values(cells, row.total), frame)
    heights = [frame.top + frame.row * number for number in range(len(cells))]
    bottom = (heights[-1] if heights else frame.top) + frame.row // 2 + 4
    return DotPlot(
        frame=frame,
        height=bottom + 28,
        bottom=bottom,
        marks=tuple(
            _mark(cell, y, axis, is_focus=cell.area == focus)
            for cell, y in zip(cells, heights, strict=True)
        ),
        grid=axis.grid(),
        grid_decimals=max(0, -floor(log10(axis.step) + 1e-9)),
        ties=_ties(cells, heights),
        reference=None if row.total is None else axis.place(row.total),
        starts_at=axis.low,
    )


def _mark(cell: Cell, y: int, axis: _Axis, *, is_focus: bool) -> Mark:
    interval = cell.interval
    return Mark(
        cell=cell,
        x=axis.place(cell.rate or 0),
        y=y,
        lower=axis.place(interval.lower) if interval else None,
        upper=axis.place(interval.upper) if interval else None,
        is_focus=is_focus,
    )


def _values(cells: Sequence[Cell], total: Decimal | None) -> list[float]:
    values = [float(cell.rate) for cell in cells if cell.rate is not None]
    for cell in cells:
        if cell.interval:
            values += [cell.interval.lower, cell.interval.upper]
    return values if total is None else [*values, float(total)]


def _axis(values: Sequence[float], frame: Frame) -> _Axis:
    """Choose the ends and the step of an axis; where zero is near it starts there."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if low < high / 2:
        low = 0.0
    rough = (high - low or high or 1.0) / frame.grid_lines
    power = 10.0 ** floor(log10(rough))
    step = next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))
    start = floor(low / step + 1e-9) * step
    return _Axis(
        low=start, high=max(ceil(high / step - 1e-9) * step, start + step), step=step, frame=frame
    )


def _ties(cells: Sequence[Cell], heights: Sequence[int]) -> tuple[Tie, ...]:
    """Give one bracket per rank that several areas share."""
    shared: dict[int, list[int]] = {}
    for cell, y in zip(cells, heights, strict=True):
        if cell.is_shared:
            shared.setdefault(cell.rank, []).append(y)
    return tuple(Tie(top=min(places) - 11, bottom=max(places) + 11) for places in shared.values())
