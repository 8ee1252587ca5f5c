"""Drawing boxes in layers with labelled lines between them; knows nothing of bodies.

A drawing is a grid: rows of boxes, a channel above and beneath each row for what runs
across, a corridor beside each column for what runs up or down. Every line has its own track.
All sizes are in units of the drawing; 13 of them are one line of text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ivz.network.drawing_order import cells_of, rows_of
from ivz.network.drawing_routes import Places, Route, routes_of
from ivz.network.drawing_text import wrapped

BOX_WIDTH = 176
LINE_HEIGHT = 16
BOX_PADDING = 10
GUTTER = 122
BAND_PADDING = 12
ARROW = 5
SHEET = (396, 238)
LARGEST_SCALE = 0.34
_WIDEST_TEXT = BOX_WIDTH - 2 * BOX_PADDING


@dataclass(frozen=True, kw_only=True)
class Box:
    """Something to draw: ``name`` in bold, each of ``notes`` beneath it."""

    key: int
    name: str
    notes: Sequence[str]
    url: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Band:
    """Boxes of one layer; the first band stands at the top."""

    title: str
    boxes: Sequence[Box]


@dataclass(frozen=True, kw_only=True)
class Line:
    """That something runs from one box to another; ``kind`` decides how it is stroked."""

    source: int
    target: int
    label: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class DrawnText:
    """A line of text at its place."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, kw_only=True)
class DrawnBox:
    """A box at its place."""

    box: Box
    x: int
    y: int
    height: int
    names: Sequence[DrawnText]
    notes: Sequence[DrawnText]

    @property
    def width(self) -> int:
        """How wide every box is."""
        return BOX_WIDTH


@dataclass(frozen=True, kw_only=True)
class DrawnBand:
    """The ground on which the boxes of a layer stand."""

    y: int
    height: int
    titles: Sequence[DrawnText]


@dataclass(frozen=True, kw_only=True)
class DrawnLine:
    """A line as SVG path data, its arrow head, and its label."""

    line: Line
    path: str
    arrow: str
    label: DrawnText


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Everything at its place."""

    width: int
    height: int
    bands: Sequence[DrawnBand]
    boxes: Sequence[DrawnBox]
    lines: Sequence[DrawnLine]

    @property
    def width_on_paper(self) -> int:
        """How many millimetres wide it is printed: to fill a sheet, without big letters."""
        width, height = SHEET
        return int(self.width * min(LARGEST_SCALE, width / self.width, height / self.height))


def draw(bands: Sequence[Band], lines: Sequence[Line], *, columns: int) -> Drawing:
    """Place every box and line; bands without boxes are left out.

    Args:
        bands: the layers, from top to bottom.
        lines: what runs between boxes of ``bands``.
        columns: how many boxes stand beside each other at most.
    """
    bands = [band for band in bands if band.boxes]
    ends = [(line.source, line.target) for line in lines]
    layers = [[box.key for box in band.boxes] for band in bands]
    rows = rows_of(layers, ends, columns=columns)
    boxes = {box.key: box for band in bands for box in band.boxes}
    texts = {key: _texts(box) for key, box in boxes.items()}
    places = Places(
        cells=cells_of(rows, ends),
        heights=[max(_height(texts[key]) for key in keys) for keys in rows],
        box_width=BOX_WIDTH,
        left=GUTTER,
        gap=BAND_PADDING + 5,
    )
    routes = routes_of([(line.source, line.target, line.label) for line in lines], places)
    return Drawing(
        width=places.width,
        height=places.height,
        bands=[_drawn_band(band, places) for band in bands],
        boxes=[_drawn_box(box, texts[key], places) for key, box in boxes.items()],
        lines=[_drawn_line(line, route) for line, route in zip(lines, routes, strict=True)],
    )


def draw_for_paper(bands: Sequence[Band], lines: Sequence[Line]) -> Drawing:
    """Draw with as many columns as give the largest letters on a sheet of A3, lying."""
    width, height = SHEET
    tried = [draw(bands, lines, columns=columns) for columns in range(4, 10)]
    return max(tried, key=lambda drawing: min(width / drawing.width, height / drawing.height))


def _texts(box: Box) -> tuple[list[str], list[str]]:
    notes = [part for note in box.notes for part in wrapped(note, width=_WIDEST_TEXT, size=12)]
    return wrapped(box.name, width=_WIDEST_TEXT, size=13.5), notes


def _height(texts: tuple[list[str], list[str]]) -> int:
    return LINE_HEIGHT * (len(texts[0]) + len(texts[1])) + 2 * BOX_PADDING


def _drawn_box(box: Box, texts: tuple[list[str], list[str]], places: Places) -> DrawnBox:
    x, y = places.corner(box.key)
    lines = [
        DrawnText(x=x + BOX_PADDING, y=y + BOX_PADDING + LINE_HEIGHT * number + 12, text=text)
        for number, text in enumerate([*texts[0], *texts[1]])
    ]
    names = len(texts[0])
    return DrawnBox(
        box=box,
        x=x,
        y=y,
        height=places.height_of(box.key),
        names=lines[:names],
        notes=lines[names:],
    )


def _drawn_band(band: Band, places: Places) -> DrawnBand:
    rows = {places.cell(box.key)[0] for box in band.boxes}
    top = places.top_of(min(rows)) - BAND_PADDING
    bottom = places.bottom_of(max(rows)) + BAND_PADDING
    titles = [
        DrawnText(x=BAND_PADDING, y=top + 26 + LINE_HEIGHT * number, text=text)
        for number, text in enumerate(wrapped(band.title, width=GUTTER - 24, size=13.5))
    ]
    return DrawnBand(y=top, height=bottom - top, titles=titles)


def _drawn_line(line: Line, route: Route) -> DrawnLine:
    path = " ".join(
        f"{'M' if place == 0 else 'L'}{x} {y}" for place, (x, y) in enumerate(route.points)
    )
    *_rest, (before, last) = pairwise(route.points)
    x, y = last
    back = ARROW * (1 if before[1] > y else -1) * 2
    arrow = f"M{x} {y} L{x - ARROW} {y + back} L{x + ARROW} {y + back} Z"
    label = DrawnText(x=route.label_x, y=route.label_y, text=line.label)
    return DrawnLine(line=line, path=path, arrow=arrow, label=label)
