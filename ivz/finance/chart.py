"""Where the marks of the chart stand: surcharge (dot) beside value of the hours (square).

Coordinates only, as texts for SVG; the template draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ivz.finance import wording
from ivz.finance.amounts import EURO
from ivz.finance.contributions import Line, Table

ROW = 26
TOP = 38
GAP = 26
LETTER = 7
_STEPS = (1, 2, 4, 5, 8)


@dataclass(frozen=True, kw_only=True)
class Size:
    """How wide the drawing is, the room for labels at the right, and the most steps of the axis."""

    width: int
    label_room: int
    most_steps: int


WIDE = Size(width=757, label_room=88, most_steps=4)
NARROW = Size(width=358, label_room=72, most_steps=2)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A step of the axis."""

    x: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One municipality."""

    name: str
    y: str
    text_y: str
    dot_x: str
    square_x: str
    square_left: str
    square_top: str
    label: str
    label_x: str
    is_dearer: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The whole drawing."""

    width: int
    height: int
    top: int
    bottom: int
    axis_y: int
    zero_x: str
    ticks: Sequence[Tick]
    marks: Sequence[Mark]
    divider_y: str
    divider_text_y: str
    dot_is_left: bool


def chart_of(table: Table, size: Size) -> Chart:
    """Place the lines of ``table``, the cheapest to buy off first."""
    lines = sorted(table.lines, key=lambda line: (line.extra, line.area.name))
    left = LETTER * max((len(line.area.name) for line in lines), default=0) + 12
    step = _step(lines, most=size.most_steps)
    steps = max(ceil(_largest(lines) / step), 1)
    per_euro = (size.width - left - size.label_room) / (steps * step)
    first_dearer = next((place for place, line in enumerate(lines) if line.is_dearer), None)
    has_divider = first_dearer not in {None, 0}
    bottom = TOP + ROW * len(lines) + 6 + (GAP if has_divider else 0)
    divider = TOP + 3 + ROW * (first_dearer or 0)
    return Chart(
        width=size.width,
        height=bottom + 24,
        top=TOP,
        bottom=bottom,
        axis_y=bottom + 18,
        zero_x=_text(left),
        ticks=[
            Tick(
                x=_text(left + count * step * per_euro),
                label=wording.euros(count * step * EURO),
            )
            for count in range(steps + 1)
        ],
        marks=[
            _mark(line, place=place, left=left, per_euro=per_euro, has_divider=has_divider)
            for place, line in enumerate(lines)
        ],
        divider_y=_text(divider) if has_divider else "",
        divider_text_y=_text(divider + 17),
        dot_is_left=bool(lines) and lines[0].extra <= 0,
    )


def _largest(lines: Sequence[Line]) -> float:
    amounts = [max(line.value_shown, line.surcharge_shown) for line in lines]
    return max(amounts, default=0) / EURO


def _step(lines: Sequence[Line], *, most: int) -> int:
    """Give the smallest round step in euros with which the axis needs at most ``most``."""
    largest = _largest(lines)
    power = 1
    while True:
        for factor in _STEPS:
            if factor * power * most >= largest:
                return factor * power
        power *= 10


def _mark(line: Line, *, place: int, left: int, per_euro: float, has_divider: bool) -> Mark:
    y = TOP + 16 + ROW * place + (GAP if has_divider and line.is_dearer else 0)
    dot = left + line.surcharge_cents / EURO * per_euro
    square = left + float(line.value) / EURO * per_euro
    return Mark(
        name=line.area.name,
        y=_text(y),
        text_y=_text(y + 5),
        dot_x=_text(dot),
        square_x=_text(square),
        square_left=_text(square - 5.5),
        square_top=_text(y - 5.5),
        label=wording.signed_euros(line.extra),
        label_x=_text(max(dot, square) + 14),
        is_dearer=line.is_dearer,
    )


def _text(coordinate: float) -> str:
    return f"{coordinate:.1f}"
