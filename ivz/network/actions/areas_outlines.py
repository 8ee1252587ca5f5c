"""Reading areas with their outlines from GeoJSON and TopoJSON.

Outlines are kept as GeoJSON in longitude and latitude. TopoJSON stores shared borders
once, as arcs of whole steps; they are put together here.
Source: https://www.rfc-editor.org/rfc/rfc7946, https://github.com/topojson/topojson-specification
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ivz.network.actions.areas_reading import (
    CODE_LENGTH,
    NAME_LENGTH,
    AreaFile,
    AreaRow,
    LinkRow,
    OutlineRow,
    PopulationRow,
    Reading,
)
from ivz.network.models.areas import AreaKind
from ivz.tabular.reading import LARGEST_WHOLE_NUMBER, Problem, TableRefused

_CODES = ("code", "bu", "wk", "gm", "statcode")
_NAMES = ("naam", "name", "statnaam")
_KINDS = {"GM": AreaKind.MUNICIPALITY, "WK": AreaKind.QUARTER, "BU": AreaKind.NEIGHBOURHOOD}
_CBS_CODE = re.compile(r"GM\d{4}|WK\d{6}|BU\d{8}")
_POLYGONS = {"Polygon": 1, "MultiPolygon": 2}

Ring = list[tuple[float, float]]


@dataclass(frozen=True, kw_only=True)
class _FeatureProblem(Problem):
    """A feature that is not right; it has a place in its layer and no line."""

    def __str__(self) -> str:
        return _("Feature %(number)s, “%(column)s”: %(expected)s") % {
            "number": self.line,
            "column": self.column,
            "expected": self.expected,
        }


class _Unusable(ValueError):
    """A feature cannot be used; says which property and what was expected."""

    def __init__(self, column: str, expected: str) -> None:
        self.column, self.expected = column, expected
        super().__init__(expected)


@dataclass(frozen=True, kw_only=True)
class _Feature:
    number: int
    layer: str
    properties: Mapping[str, Any]
    geometry: Any


def read_outlines(found: Mapping[str, Any], reading: Reading) -> AreaFile:
    """Read every feature of a GeoJSON or TopoJSON file.

    Raises:
        TableRefused: with every feature that is not right.
    """
    file, problems, counts = AreaFile(), list[Problem](), list[int | None]()
    for feature in _features(found):
        try:
            counts.append(_take(feature, file, reading))
        except _Unusable as wrong:
            column = f"{feature.layer}: {wrong.column}" if feature.layer else wrong.column
            problems.append(
                _FeatureProblem(line=feature.number, column=column, expected=wrong.expected)
            )
    problems += _repeated(file.areas)
    if not file.areas and not problems:
        problems.append(_FeatureProblem(line=1, column="-", expected=_("at least one area")))
    if problems:
        raise TableRefused(problems)
    file.notices += _notices(counts, reading)
    return file


def _features(found: Mapping[str, Any]) -> Iterator[_Feature]:
    if found.get("type") == "FeatureCollection" and isinstance(found.get("features"), list):
        for number, feature in enumerate(found["features"], start=1):
            row = feature if isinstance(feature, dict) else {}
            yield _feature(number, "", row, row.get("geometry"))
    elif found.get("type") == "Topology" and isinstance(found.get("objects"), dict):
        arcs = _arcs(found)
        for layer, collection in found["objects"].items():
            rows = collection.get("geometries") if isinstance(collection, dict) else None
            for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
                geometry = row if isinstance(row, dict) else {}
                yield _feature(number, layer, geometry, _joined(geometry, arcs))
    else:
        expected = _("a GeoJSON FeatureCollection or a TopoJSON Topology")
        raise TableRefused([Problem(line=1, column="type", expected=expected)])


def _feature(number: int, layer: str, row: Mapping[str, Any], geometry: Any) -> _Feature:
    properties = row.get("properties")
    known = properties if isinstance(properties, dict) else {}
    return _Feature(number=number, layer=layer, properties=known, geometry=geometry)


def _take(feature: _Feature, file: AreaFile, reading: Reading) -> int | None:
    """Take what one feature says, and give its inhabitants."""
    code = _code(feature.properties)
    line = feature.number
    geometry = _geometry(feature.geometry)
    file.areas.append(
        AreaRow(line=line, code=code, name=_name(code, feature.properties), kind=_kind(code))
    )
    file.outlines.append(OutlineRow(line=line, area=code, geometry=geometry, source=reading.source))
    parent = _parent(code, feature.properties)
    if parent:
        file.links.append(LinkRow(line=line, child=code, parent=parent, is_fitted=True))
    inhabitants = _number(feature.properties, "inwoners")
    if reading.on and inhabitants:
        file.populations.append(
            PopulationRow(
                line=line,
                area=code,
                on=reading.on,
                inhabitants=inhabitants,
                dwellings=_number(feature.properties, "woningen"),
                source=reading.source,
            )
        )
    return inhabitants


def _code(properties: Mapping[str, Any]) -> str:
    code = next((properties[name] for name in _CODES if properties.get(name)), None)
    if not isinstance(code, str) or len(code) > CODE_LENGTH or not _CBS_CODE.fullmatch(code):
        raise _Unusable("code", _("a code of Statistics Netherlands such as GM0141 or BU01411000"))
    return code


def _kind(code: str) -> AreaKind:
    return _KINDS[code[:2]]


def _name(code: str, properties: Mapping[str, Any]) -> str:
    own = f"{code[:2].lower()}_naam"
    name = next((properties[key] for key in (*_NAMES, own) if properties.get(key)), None)
    if name is None and _kind(code) == AreaKind.QUARTER:
        name = _("Quarter %(number)s of %(municipality)s") % {
            "number": code[-2:],
            "municipality": properties.get("gm_naam") or f"GM{code[2:6]}",
        }
    if not isinstance(name, str) or len(name) > NAME_LENGTH:
        raise _Unusable("naam", _("the name of the area"))
    return name


def _parent(code: str, properties: Mapping[str, Any]) -> str | None:
    """Give the next larger area; the code of the smaller one begins with its digits."""
    if _kind(code) == AreaKind.MUNICIPALITY:
        return None
    larger = "wk" if _kind(code) == AreaKind.NEIGHBOURHOOD else "gm"
    parent = properties.get(larger) or f"{larger.upper()}{code[2 : 8 if larger == 'wk' else 6]}"
    if not isinstance(parent, str) or parent[2:] != code[2 : len(parent)]:
        raise _Unusable(
            larger, _("the code of the larger area, which %(code)s begins with") % {"code": code}
        )
    return parent


def _number(properties: Mapping[str, Any], name: str) -> int | None:
    """Give a whole number; Statistics Netherlands writes what is unknown as a negative one."""
    value = properties.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value > LARGEST_WHOLE_NUMBER:
        raise _Unusable(name, _("a whole number"))
    return value if value >= 0 else None


def _geometry(geometry: Any) -> dict[str, Any]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in _POLYGONS:
        raise _Unusable("geometry", _("a Polygon or a MultiPolygon"))
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not _is_filled(polygons) or not all(_is_filled(polygon) for polygon in polygons):
        raise _Unusable("geometry", _("rings of points"))
    for polygon in polygons:
        for ring in polygon:
            _check_ring(ring)
    return {"type": kind, "coordinates": coordinates}


def _is_filled(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _check_ring(ring: Any) -> None:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        raise _Unusable("geometry", _("closed rings of at least four points"))
    if not all(_is_place(point) for point in ring):
        expected = _("longitude and latitude in degrees (WGS 84); metres must be converted first")
        raise _Unusable("geometry", expected)


def _is_place(point: Any) -> bool:
    if not isinstance(point, list | tuple) or len(point) < 2:
        return False
    x, y = point[:2]
    is_number = all(isinstance(v, int | float) and not isinstance(v, bool) for v in (x, y))
    return is_number and -180 <= x <= 180 and -90 <= y <= 90


def _arcs(found: Mapping[str, Any]) -> list[Ring]:
    """Give the points of every arc; with a transform they are steps from the one before."""
    transform = found.get("transform")
    try:
        arcs = [[(point[0], point[1]) for point in arc] for arc in found["arcs"]]
        if transform is None:
            return arcs
        (kx, ky), (tx, ty) = transform["scale"], transform["translate"]
        return [_stepped(arc, (kx, ky), (tx, ty)) for arc in arcs]
    except (KeyError, TypeError, ValueError, IndexError):
        expected = _("arcs of points, and a transform with scale and translate")
        raise TableRefused([Problem(line=1, column="arcs", expected=expected)]) from None


def _stepped(arc: Ring, scale: tuple[float, float], start: tuple[float, float]) -> Ring:
    points, x, y = [], 0.0, 0.0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((round(x * scale[0] + start[0], 6), round(y * scale[1] + start[1], 6)))
    return points


def _joined(geometry: Mapping[str, Any], arcs: Sequence[Ring]) -> Any:
    """Put the arcs of a geometry together; None where they do not fit."""
    kind = geometry.get("type")
    try:
        if kind == "Polygon":
            return {"type": kind, "coordinates": _polygon(geometry["arcs"], arcs)}
        if kind == "MultiPolygon":
            polygons = [_polygon(rings, arcs) for rings in geometry["arcs"]]
            return {"type": kind, "coordinates": polygons}
    except (KeyError, TypeError, IndexError):
        return {"type": kind, "coordinates": None}
    return None


def _polygon(rings: Sequence[Sequence[int]], arcs: Sequence[Ring]) -> list[list[list[float]]]:
    return [_ring(indexes, arcs) for indexes in rings]


def _ring(indexes: Sequence[int], arcs: Sequence[Ring]) -> list[list[float]]:
    points: list[list[float]] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += [list(point) for point in (arc[1:] if points else arc)]
    return points


def _repeated(areas: Sequence[AreaRow]) -> Iterator[Problem]:
    seen: set[str] = set()
    for area in areas:
        if area.code in seen:
            expected = _("each area once; %(code)s stands there twice") % {"code": area.code}
            yield _FeatureProblem(line=area.line, column="code", expected=expected)
        seen.add(area.code)


def _notices(counts: Sequence[int | None], reading: Reading) -> Iterator[str]:
    if reading.on is None and any(counts):
        yield _("Numbers of inhabitants were left out: give the day they hold for.")
    empty = counts.count(0)
    if reading.on and empty:
        yield _("%(count)s areas have no inhabitants; no number is kept for them.") % {
            "count": empty
        }
