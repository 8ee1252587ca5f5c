"""Importing areas with their outlines from GeoJSON and TopoJSON."""

import json
from datetime import date

import pytest

from ivz.accounts.actors import system_actor
from ivz.network.actions import areas_import
from ivz.network.actions.areas_reading import Reading
from ivz.network.models import Area, AreaLink, AreaOutline, AreaPopulation
from ivz.tabular.reading import TableRefused
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
BY = system_actor(TODAY)
SQUARE = [[[6.0, 52.0], [6.1, 52.0], [6.1, 52.1], [6.0, 52.0]]]


def bring_in(text, *, name, **reading):
    return areas_import.import_file(
        text.encode(), name=name, reading=Reading(source="proef", **reading), by=BY
    )


def problems_of(text, *, name):
    with pytest.raises(TableRefused) as refused:
        bring_in(text, name=name)
    return [str(problem) for problem in refused.value.problems]


def feature(geometry=None, **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": geometry or {"type": "Polygon", "coordinates": SQUARE},
    }


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_areas_outlines_and_numbers_come_from_geojson():
    text = geojson(
        feature(code="GM0147", naam="Borne", inwoners=23_000, woningen=9_000),
        feature(bu="BU01470001", bu_naam="Dorp", wk="WK014700", inwoners=0),
        feature(wk="WK014700", gm="GM0147", gm_naam="Borne", inwoners=-99997),
    )

    planned = bring_in(text, name="gebieden.geojson", on=date(2021, 1, 1))

    assert AreaPopulation.objects.get().dwellings == 9_000
    assert {str(link) for link in AreaLink.objects.all()} == {
        "Dorp in Wijk 00 van Borne",
        "Wijk 00 van Borne in Borne",
    }
    assert AreaOutline.objects.get(area__code="GM0147").geometry["coordinates"] == SQUARE
    assert any("geen inwoners" in notice for notice in planned.notices)


def test_numbers_without_a_day_are_left_out_and_said_so():
    planned = bring_in(geojson(feature(code="GM0147", naam="Borne", inwoners=5)), name="a.json")

    assert not AreaPopulation.objects.exists()
    assert "geef de dag" in planned.notices[0]


def test_a_new_outline_replaces_the_old_one():
    bring_in(geojson(feature(code="GM0147", naam="Borne")), name="a.geojson")
    moved = [[[x + 0.1, y] for x, y in SQUARE[0]]]
    geometry = {"type": "Polygon", "coordinates": moved}

    bring_in(geojson(feature(geometry, code="GM0147", naam="Borne")), name="a.geojson")

    assert AreaOutline.objects.get().geometry["coordinates"] == moved


def test_shared_borders_of_topojson_are_put_together():
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [6, 52]},
        "arcs": [[[0, 0], [1, 0], [0, 1]], [[1, 1], [-1, -1]]],
        "objects": {
            "gemeenten": {
                "type": "GeometryCollection",
                "geometries": [
                    {
                        "type": "Polygon",
                        "arcs": [[0, 1]],
                        "properties": {"gm": "GM0147", "gm_naam": "Borne"},
                    },
                    {
                        "type": "MultiPolygon",
                        "arcs": [[[-2, -1]]],
                        "properties": {"gm": "GM0153", "gm_naam": "Enschede"},
                    },
                ],
            }
        },
    }

    bring_in(json.dumps(topology), name="a.topojson")

    ring = [[6.0, 52.0], [6.1, 52.0], [6.1, 52.1], [6.0, 52.0]]
    outlines = {row.area.code: row.geometry for row in AreaOutline.objects.all()}
    assert outlines["GM0147"] == {"type": "Polygon", "coordinates": [ring]}
    assert outlines["GM0153"] == {"type": "MultiPolygon", "coordinates": [[ring[::-1]]]}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (feature(naam="Zonder code"), "code"),
        (feature(code="Borne", naam="Borne"), "code"),
        (feature(code="GM0147"), "naam"),
        (feature(code="GM0147", naam="Borne", inwoners="veel"), "inwoners"),
        (feature({"type": "Point", "coordinates": [6, 52]}, code="GM0147", naam="B"), "geom"),
        (
            feature(
                {"type": "Polygon", "coordinates": [[[250_000, 480_000]] * 4]},
                code="GM0147",
                naam="Borne",
            ),
            "graden (WGS 84)",
        ),
        (
            feature({"type": "Polygon", "coordinates": [SQUARE[0][:3]]}, code="GM0147", naam="B"),
            "gesloten ringen",
        ),
        (feature(bu="BU01470001", bu_naam="Dorp", wk="WK999900"), "wk"),
    ],
)
def test_a_feature_that_is_not_right_is_named_by_its_number(row, column):
    text = geojson(feature(code="GM0001", naam="Goed"), row)

    problems = problems_of(text, name="a.geojson")

    assert len(problems) == 1
    assert problems[0].startswith("Onderdeel 2, ")
    assert column in problems[0]
    assert not Area.objects.exists()


def test_an_area_that_stands_there_twice_is_refused():
    text = geojson(*[feature(code="GM0147", naam="Borne")] * 2)

    assert "GM0147 staat er twee keer" in problems_of(text, name="a.geojson")[0]


def test_arcs_that_are_not_there_are_refused():
    geometry = {"type": "Polygon", "arcs": [[7]], "properties": {"gm": "GM0147"}}
    topology = {"type": "Topology", "arcs": [], "objects": {"g": {"geometries": [geometry]}}}

    assert "Onderdeel 1" in problems_of(json.dumps(topology), name="a.topojson")[0]


@pytest.mark.parametrize("text", ['{"type": 1,\n  oops}', "[]", "{}", "[" * 100_000])
def test_broken_json_is_refused_with_its_line(text):
    assert problems_of(text, name="a.json")[0].startswith("Regel ")
