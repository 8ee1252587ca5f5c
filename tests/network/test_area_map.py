"""The drawings of areas: our own tiles, or the outlines that were imported."""

import csv
from collections import Counter, defaultdict

import pytest

from ivz.example.files import raw
from ivz.network import areas_map
from ivz.network.areas_map import Place, area_map
from ivz.network.models import Area, AreaOutline

ENDED = {"GM0196", "GM0236", "GM0304", "GM0733"}


def rows_of(name):
    return list(csv.DictReader(raw(name).decode().splitlines()))


@pytest.fixture(scope="module")
def tiles():
    with areas_map._TILES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def places(codes):
    return [
        Place(area=Area(pk=number, code=code, name=code), inhabitants=number * 10_000)
        for number, code in enumerate(sorted(codes), 1)
    ]


def test_every_municipality_of_the_region_has_one_square_in_the_whole_and_in_its_district(tiles):
    municipalities = {row["code"] for row in rows_of("areas.csv") if row["kind"] == "municipality"}
    drawn = Counter(row["code"] for row in tiles)

    assert len(municipalities) == 80
    assert drawn == dict.fromkeys(municipalities, 2)
    assert sum(row["map"] == "district-twente" for row in tiles) == 14


def test_no_two_municipalities_share_a_square(tiles):
    cells = Counter((row["map"], row["column"], row["row"]) for row in tiles)

    assert max(cells.values()) == 1


def test_the_text_in_a_square_is_the_name_of_the_municipality(tiles):
    names = {row["code"]: row["name"] for row in rows_of("areas.csv")}

    for row in tiles:
        joined = row["label"].replace("-|", "").replace("|", " ")
        name = names[row["code"]]
        assert joined.lower() in {name.lower(), name.replace("-", "").lower()}
        assert max(map(len, row["label"].split("|"))) <= 12


def test_a_square_lies_about_where_the_municipality_lies(tiles):
    """Enschede lies east of Zwolle, Steenwijkerland north of everything, Nijmegen in the south."""
    at = {
        row["code"]: (int(row["column"]), int(row["row"]))
        for row in tiles
        if row["map"] == "eenheid-oost"
    }

    assert at["GM0153"][0] > at["GM0193"][0] > at["GM0228"][0]
    assert at["GM1708"][1] == min(row for _column, row in at.values())
    assert at["GM0268"][1] > at["GM0202"][1] > at["GM0200"][1]


def test_the_whole_region_comes_in_pieces_for_a_phone(tiles):
    by_district = defaultdict(set)
    for row in tiles:
        if row["map"] != "eenheid-oost":
            by_district[row["map"]].add(row["code"])
    groups = {code: Area(pk=1000 + n, code=code, name=code) for n, code in enumerate(by_district)}
    shown = [
        Place(area=place.area, inhabitants=None, group=groups[district])
        for district, codes in by_district.items()
        for place in places(codes - ENDED)
    ]

    drawn = area_map(shown, [])

    assert len(drawn.whole.shapes) == 76
    assert sum(len(piece.shapes) for piece in drawn.pieces) == 76
    assert max(piece.width for piece in drawn.pieces) <= 5 * areas_map.STEP
    assert not drawn.missing


def test_twente_fits_in_one_piece():

    known = areas_map._tile_maps()["district-twente"]

    drawn = area_map(places(known), [])

    assert drawn.pieces == ()
    assert drawn.whole.width <= 5 * areas_map.STEP


def test_the_colour_follows_the_inhabitants_and_the_number_stands_in_the_square():
    drawn = area_map(places(["GM0141", "GM0147", "GM0153"]), [])

    assert [shape.level for shape in drawn.whole.shapes] == [1, 1, 2]


def test_a_municipality_without_a_square_is_named_as_missing():
    drawn = area_map(places(["GM0141", "GM9999"]), [])

    assert [area.code for area in drawn.missing] == ["GM9999"]
    assert area_map(places(["GM9999"]), []) is None
    assert area_map([], []) is None


def outline(pk, west, south):
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south]]
    return AreaOutline(
        area_id=pk, geometry={"type": "Polygon", "coordinates": [ring]}, source="CBS"
    )


def test_north_is_up_and_east_is_right_in_a_drawing_of_outlines():
    shown = places(["GM9998", "GM9999"])

    drawn = area_map(shown, [outline(1, 5, 52), outline(2, 6, 53)])

    west, east = drawn.whole.shapes
    assert west.x < east.x
    assert west.y > east.y
    assert 0 <= east.y <= drawn.whole.height
    assert not drawn.is_tiles


def test_a_degree_east_is_shorter_than_a_degree_north():
    drawn = area_map(places(["GM9998"]), [outline(1, 5, 52)])

    assert drawn.whole.width == areas_map.WIDTH
    assert 1.5 < drawn.whole.height / drawn.whole.width < 1.7
