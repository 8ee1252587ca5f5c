"""A drawing of areas: their outlines where those were imported, else one tile per municipality.

The tiles are our own drawing (``data/tiles.csv``): one square per municipality, about
where it lies. Outlines are drawn with longitudes and latitudes as a flat grid, which is
right enough for a region.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any

from ivz.network.models import Area, AreaOutline

STEP, TILE, MARGIN = 96, 92, 2
WIDTH = 1000
MOST_NAMES = 24
MOST_TILES = 24
_TILES = Path(__file__).parent / "data" / "tiles.csv"

MUNICIPALITY_SIZES = (25_000, 50_000, 100_000)
QUARTER_SIZES = (2_500, 5_000, 10_000)
NEIGHBOURHOOD_SIZES = (250, 750, 1_500)

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Place:
    """An area to draw, with its number of inhabitants.

    Attributes:
        group: the area it belongs to, for a drawing in pieces.
        label: what an outline says, where that is shorter than the name.
    """

    area: Area
    inhabitants: int | None
    group: Area | None = None
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One area in a drawing: a square or an outline, with where its text stands."""

    place: Place
    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    level: int
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Shapes on a sheet of whole units; ``title`` where there are several drawings."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class AreaMap:
    """The drawings of a page.

    Attributes:
        whole: everything together.
        pieces: the same in pieces that fit a phone; empty where ``whole`` fits.
        is_tiles: whether squares stand for the areas.
        has_names: whether the names fit in the drawing.
        missing: the areas that cannot be drawn.
        legend: per level the least number of inhabitants and the first one beyond.
        sources: where the outlines come from.
    """

    whole: Drawing
    pieces: tuple[Drawing, ...]
    is_tiles: bool
    has_names: bool
    missing: tuple[Area, ...]
    legend: tuple[tuple[int, int | None, int | None], ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Tile:
    column: int
    row: int
    lines: tuple[str, ...]


@cache
def _tile_maps() -> Mapping[str, Mapping[str, _Tile]]:
    maps: dict[str, dict[str, _Tile]] = defaultdict(dict)
    with _TILES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            maps[row["map"]][row["code"]] = _Tile(
                column=int(row["column"]),
                row=int(row["row"]),
                lines=tuple(row["label"].split("|")),
            )
    return dict(maps)


def area_map(
    places: Sequence[Place],
    outlines: Sequence[AreaOutline],
    *,
    sizes: Sequence[int] = MUNICIPALITY_SIZES,
) -> AreaMap | None:
    """Draw ``places``, None where there is nothing to draw.

    Outlines serve where every place has one, or where they show more than the tiles do:
    a half-imported map would hide the areas that ended.
    """
    by_area = {outline.area_id: outline for outline in outlines}
    outlined = [place for place in places if place.area.pk in by_area]
    tiles = _best_tiles(places)
    tiled = [place for place in places if place.area.code in tiles]
    if outlined and (len(outlined) == len(places) or len(outlined) > len(tiled)):
        return _outlined(places, outlined, by_area, sizes)
    if not tiled:
        return None
    return _tiled(places, tiled, tiles, sizes)


def _best_tiles(places: Iterable[Place]) -> Mapping[str, _Tile]:
    """Give the smallest drawing with the most of the places."""
    codes = {place.area.code for place in places}
    ranked = sorted(_tile_maps().values(), key=lambda tiles: (-len(codes & {*tiles}), len(tiles)))
    return ranked[0]


def _tiled(
    places: Sequence[Place],
    tiled: Sequence[Place],
    tiles: Mapping[str, _Tile],
    sizes: Sequence[int],
) -> AreaMap:
    return AreaMap(
        whole=_tile_drawing(tiled, tiles, sizes),
        pieces=tuple(_pieces(tiled, sizes)) if len(tiled) > MOST_TILES else (),
        is_tiles=True,
        has_names=True,
        missing=tuple(place.area for place in places if place.area.code not in tiles),
        legend=_legend(sizes),
    )


def _pieces(tiled: Sequence[Place], sizes: Sequence[int]) -> Iterator[Drawing]:
    """Draw each group by itself, with the tiles that its own drawing has."""
    groups: dict[Area | None, list[Place]] = defaultdict(list)
    for place in tiled:
        groups[place.group].append(place)
    for group, places in groups.items():
        tiles = _tile_maps().get(group.code if group else "", _best_tiles(places))
        title = group.name if group else ""
        yield _tile_drawing(places, tiles, sizes, title=title)


def _tile_drawing(
    places: Sequence[Place], tiles: Mapping[str, _Tile], sizes: Sequence[int], *, title: str = ""
) -> Drawing:
    shown = [(place, tiles[place.area.code]) for place in places if place.area.code in tiles]
    left = min(tile.column for _place, tile in shown)
    top = min(tile.row for _place, tile in shown)
    shapes = [
        _square(place, tile, (tile.column - left, tile.row - top), sizes) for place, tile in shown
    ]
    return Drawing(
        width=max(shape.x for shape in shapes) + STEP - MARGIN,
        height=max(shape.y for shape in shapes) + STEP - MARGIN,
        shapes=tuple(sorted(shapes, key=lambda shape: (shape.y, shape.x))),
        title=title,
    )


def _square(place: Place, tile: _Tile, cell: tuple[int, int], sizes: Sequence[int]) -> Shape:
    x, y = cell[0] * STEP + MARGIN, cell[1] * STEP + MARGIN
    first = y + (36 if len(tile.lines) == 1 else 28)
    lines = tuple((first + 18 * number, line) for number, line in enumerate(tile.lines))
    return Shape(place=place, x=x, y=y, lines=lines, level=_level(place.inhabitants, sizes))


def _level(inhabitants: int | None, sizes: Sequence[int]) -> int:
    """Give 1 for the smallest areas, and 0 where the number is not known."""
    return 0 if inhabitants is None else 1 + sum(inhabitants >= size for size in sizes)


def _legend(sizes: Sequence[int]) -> tuple[tuple[int, int | None, int | None], ...]:
    least, beyond = [None, *sizes], [*sizes, None]
    ends = zip(least, beyond, strict=True)
    return tuple((level, start, end) for level, (start, end) in enumerate(ends, 1))


def _outlined(
    places: Sequence[Place],
    outlined: Sequence[Place],
    by_area: Mapping[int, AreaOutline],
    sizes: Sequence[int],
) -> AreaMap:
    polygons = {place.area.pk: _polygons(by_area[place.area.pk].geometry) for place in outlined}
    sheet = _Sheet.around(
        point for each in polygons.values() for rings in each for point in rings[0]
    )
    has_names = len(outlined) <= MOST_NAMES
    shapes = [
        _contour(place, polygons[place.area.pk], sheet, sizes, has_names=has_names)
        for place in outlined
    ]
    drawn = {place.area.pk for place in outlined}
    return AreaMap(
        whole=Drawing(width=WIDTH, height=sheet.height, shapes=tuple(shapes)),
        pieces=(),
        is_tiles=False,
        has_names=has_names,
        missing=tuple(place.area for place in places if place.area.pk not in drawn),
        legend=_legend(sizes),
        sources=tuple(sorted({by_area[pk].source for pk in drawn})),
    )


def _polygons(geometry: Mapping[str, Any]) -> list[list[list[Point]]]:
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """Where longitude and latitude stand on the sheet."""

    west: float
    north: float
    east_scale: float
    north_scale: float
    height: int

    @classmethod
    def around(cls, points: Iterable[Point]) -> "_Sheet":
        """Fit the sheet around ``points``."""
        all_points = list(points)
        xs, ys = [point[0] for point in all_points], [point[1] for point in all_points]
        squeeze = max(cos(radians((min(ys) + max(ys)) / 2)), 0.01)
        room = WIDTH - 2 * MARGIN
        scale = room / max((max(xs) - min(xs)) * squeeze, (max(ys) - min(ys)) / 1.6, 1e-6)
        return cls(
            west=min(xs),
            north=max(ys),
            east_scale=scale * squeeze,
            north_scale=scale,
            height=round((max(ys) - min(ys)) * scale) + 2 * MARGIN,
        )

    def place(self, point: Point) -> tuple[int, int]:
        """Give where a point stands, in whole units."""
        return (
            round((point[0] - self.west) * self.east_scale) + MARGIN,
            round((self.north - point[1]) * self.north_scale) + MARGIN,
        )


def _contour(
    place: Place,
    polygons: Sequence[Sequence[Sequence[Point]]],
    sheet: _Sheet,
    sizes: Sequence[int],
    *,
    has_names: bool,
) -> Shape:
    rings = [[sheet.place(point) for point in ring] for rings in polygons for ring in rings]
    x, y = _middle(max((ring for ring in rings), key=len))
    return Shape(
        place=place,
        x=x,
        y=y,
        lines=((y, place.label or place.area.name),) if has_names else (),
        level=_level(place.inhabitants, sizes),
        path="".join(_ring_path(ring) for ring in rings),
    )


def _ring_path(ring: Sequence[tuple[int, int]]) -> str:
    kept = [point for point, before in zip(ring, [None, *ring], strict=False) if point != before]
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z"


def _middle(ring: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Give the centre of gravity of a ring, or the middle of its points where it is flat."""
    area = east = north = 0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, east, north = area + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
    if area == 0:
        return ring[0]
    return round(east / (3 * area)), round(north / (3 * area))
