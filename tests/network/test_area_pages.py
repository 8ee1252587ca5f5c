"""The pages on areas: the municipalities of a network, one area, and the files to keep."""

import csv
import io
import zipfile
from datetime import date

import pytest
from bs4 import BeautifulSoup

from ivz.clock.reading import move_to
from ivz.network.models import (
    Area,
    AreaLink,
    AreaOutline,
    AreaPopulation,
    AreaSuccession,
)
from tests.factories import TODAY, AreaFactory, NetworkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
MERGED = date(2018, 1, 1)
BEFORE, AFTER = "?peildatum=2017-12-31", "?peildatum=2018-01-01"


@pytest.fixture
def network(settings):
    """A unit with one district: Rijnwaarden goes into Zevenaar in 2018; Duiven stays."""
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    unit = AreaFactory(code="eenheid", name="Eenheid", kind="unit")
    district = AreaFactory(code="midden", name="Midden", kind="district")
    AreaLink.objects.create(area=district, parent=unit)
    for code, name, until in [
        ("GM0196", "Rijnwaarden", MERGED),
        ("GM0299", "Zevenaar", None),
        ("GM0226", "Duiven", None),
    ]:
        area = AreaFactory(code=code, name=name, valid_until=until)
        AreaLink.objects.create(area=area, parent=district, valid_until=until)
    AreaSuccession.objects.create(
        predecessor=area_of("GM0196"), successor=area_of("GM0299"), on=MERGED, source="CBS"
    )
    for code, on, inhabitants in [
        ("GM0196", date(2016, 1, 1), 11_000),
        ("GM0299", date(2015, 1, 1), 32_000),
        ("GM0299", date(2018, 1, 1), 43_000),
        ("GM0226", date(2015, 1, 1), 25_000),
        ("GM0226", date(2018, 1, 1), 26_000),
    ]:
        count(code, on, inhabitants)
    return NetworkFactory(slug="samen", name="Samen", area=unit)


def area_of(code):
    return Area.objects.get(code=code)


def count(code, on, inhabitants):
    AreaPopulation.objects.create(
        area=area_of(code), on=on, inhabitants=inhabitants, source=f"CBS {on.year}"
    )


def page_of(client, path="", day=""):
    response = client.get(f"/netwerk/samen/gebieden/{path}{day}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ", strip=True).split())


def table_on(page, section):
    table = page.select_one(f"section[aria-labelledby={section}] table")
    return [words(row) for row in table.select("tbody tr")]


def test_the_municipalities_are_those_of_the_reference_date(client, network):
    before = page_of(client, day=BEFORE)
    after = page_of(client, day=AFTER)

    assert "Op 31 december 2017 telt Eenheid 3 gemeenten." in words(before.main)
    assert "Op 1 januari 2018 telt Eenheid 2 gemeenten." in words(after.main)
    assert [row.split()[0] for row in table_on(before, "municipalities")] == [
        "Duiven",
        "Rijnwaarden",
        "Zevenaar",
    ]
    assert [row.split()[0] for row in table_on(after, "municipalities")] == ["Duiven", "Zevenaar"]


def test_a_number_is_the_nearest_within_the_same_borders(client, network):
    """On 31 December 2017 the count of the next day is nearer, but counts Rijnwaarden too."""
    before = table_on(page_of(client, day=BEFORE), "municipalities")
    after = table_on(page_of(client, day=AFTER), "municipalities")

    assert before[2] == "Zevenaar Midden 32.000 1 januari 2015 CBS 2015"
    assert before[0] == "Duiven Midden 26.000 1 januari 2018 CBS 2018"
    assert after[1] == "Zevenaar Midden 43.000 1 januari 2018 CBS 2018"


def test_the_sum_says_which_municipality_it_lacks(client, network):
    AreaPopulation.objects.filter(area__code="GM0196").delete()

    foot = words(page_of(client, day=BEFORE).select_one("tfoot"))

    assert foot == "3 gemeenten 58.000 zonder Rijnwaarden"


def test_mergers_before_and_after_the_reference_date_are_shown(client, network):
    before = table_on(page_of(client, day=BEFORE), "mergers")
    after = table_on(page_of(client, day=AFTER), "mergers")

    assert before == ["Rijnwaarden Zevenaar 1 januari 2018 (na de peildatum) CBS"]
    assert after == ["Rijnwaarden Zevenaar 1 januari 2018 CBS"]


def test_districts_have_their_own_sums(client, network):
    other = AreaFactory(code="elders", name="Elders", kind="district")
    AreaLink.objects.create(area=other, parent=network.area)
    AreaLink.objects.create(area=AreaFactory(name="Ver weg"), parent=other)

    rows = table_on(page_of(client, day=AFTER), "districts")

    assert rows == ["Elders zonder Ver weg 1 0", "Midden 2 69.000"]


def test_every_municipality_is_a_tile_that_leads_to_its_page(client, network):
    page = page_of(client, day=BEFORE)

    tiles = {tile.title.string: tile["href"] for tile in page.select("svg a")}
    assert tiles["Rijnwaarden: 11.000 inwoners"] == "/netwerk/samen/gebieden/GM0196/"
    assert len(tiles) == 3
    shown = [words(line) for line in page.select("svg a[href*=GM0196] text")]
    assert shown == ["Rijn-", "waarden", "11.000"]
    assert len(page_of(client, day=AFTER).select("svg a")) == 2


def test_outlines_take_the_place_of_tiles_where_every_municipality_has_one(client, network):
    for number, code in enumerate(("GM0299", "GM0226")):
        ring = [[6 + number, 52], [6.5 + number, 52], [6.5 + number, 52.5], [6 + number, 52]]
        AreaOutline.objects.create(
            area=area_of(code),
            geometry={"type": "Polygon", "coordinates": [ring]},
            source="Kadaster",
        )

    before, after = page_of(client, day=BEFORE), page_of(client, day=AFTER)

    assert len(before.select(".ivz-area rect")) == 3
    assert not before.select(".ivz-area path")
    assert len(after.select(".ivz-area path")) == 2
    assert "Bron: Kadaster" in words(after.select_one("figcaption"))


def test_an_area_shows_where_it_lies_and_where_it_went(client, network):
    before = words(page_of(client, "GM0196/", BEFORE).main)
    after = words(page_of(client, "GM0196/", AFTER).main)

    assert "Ligt in Midden , Eenheid ." in before
    assert "Dit gebied bestond niet op 1 januari 2018." in after
    assert "Ligt in" not in after
    assert "Opgegaan in Zevenaar , per 1 januari 2018" in after
    assert "Tot en met 31 december 2017" in after


def test_an_area_shows_what_it_took_over_and_its_numbers_newest_first(client, network):
    page = page_of(client, "GM0299/", AFTER)

    assert "Nam over Rijnwaarden , per 1 januari 2018" in words(page.main)
    assert table_on(page, "inhabitants") == [
        "1 januari 2018 43.000 CBS 2018",
        "1 januari 2015 32.000 CBS 2015",
    ]


def test_an_area_shows_its_parts_and_its_organisations(client, network):
    quarter = AreaFactory(code="WK022600", name="Wijk 00", kind="quarter")
    AreaLink.objects.create(area=quarter, parent=area_of("GM0226"))
    count("WK022600", date(2015, 1, 1), 4_000)
    OrganisationFactory(name="Gemeente Duiven", area=area_of("GM0226"))
    OrganisationFactory(name="Opgeheven", area=area_of("GM0226"), valid_until=date(2015, 1, 1))

    page = page_of(client, "GM0226/")

    parts = page.select_one("section[aria-labelledby=parts]")
    assert parts.a["href"] == "/netwerk/samen/gebieden/WK022600/"
    assert "Wijk 00 Wijk, 4.000 inwoners" in words(parts)
    shown = words(page.select_one("section[aria-labelledby=organisations]"))
    assert "Gemeente Duiven" in shown
    assert "Opgeheven" not in shown


def test_a_district_shows_its_municipalities_as_of_the_day(client, network):
    assert len(table_on(page_of(client, "midden/", BEFORE), "municipalities")) == 3
    assert len(table_on(page_of(client, "midden/", AFTER), "municipalities")) == 2


def test_an_area_without_municipalities_says_so(client, network):
    NetworkFactory(slug="leeg", area=AreaFactory(kind="district"))

    shown = client.get("/netwerk/leeg/gebieden/").content.decode()

    assert "Op de peildatum lag in dit gebied geen gemeente." in shown


@pytest.mark.parametrize("path", ["samen/gebieden/GM9999/", "nergens/gebieden/"])
def test_what_is_not_there_is_not_found(client, network, path):
    assert client.get(f"/netwerk/{path}").status_code == 404


def test_the_list_comes_as_csv_and_as_ods(client, network):
    as_csv = client.get(f"/netwerk/samen/gebieden.csv{BEFORE}")
    as_ods = client.get(f"/netwerk/samen/gebieden.ods{BEFORE}")

    rows = list(csv.reader(io.StringIO(as_csv.content.decode())))
    assert rows[0][:5] == ["Code", "Gemeente", "District", "Politieteam", "Inwoners"]
    assert rows[2] == ["GM0196", "Rijnwaarden", "Midden", "", "11000", "", "2016-01-01", "CBS 2016"]
    content = zipfile.ZipFile(io.BytesIO(as_ods.content)).read("content.xml").decode()
    assert "Rijnwaarden" in content
    assert "2017-12-31" in content
    assert "gebieden-samen-2017-12-31_openbaar_" in as_ods["Content-Disposition"]
    assert client.get("/netwerk/samen/gebieden.pdf").status_code == 404


def test_queries_do_not_grow_with_the_areas(client, network, django_assert_max_num_queries):
    duiven = area_of("GM0226")
    for number in range(40):
        municipality = AreaFactory(code=f"GM9{number:03}")
        AreaLink.objects.create(area=municipality, parent=area_of("midden"))
        count(municipality.code, TODAY, 20_000)
        quarter = AreaFactory(code=f"WK0226{number:02}", kind="quarter")
        AreaLink.objects.create(area=quarter, parent=duiven)
        count(quarter.code, TODAY, 500)

    with django_assert_max_num_queries(12):
        page_of(client)
    with django_assert_max_num_queries(12):
        page_of(client, "GM0226/")
    with django_assert_max_num_queries(16):
        page_of(client, "midden/")


def test_every_link_of_the_table_leads_to_its_municipality(client, network):
    links = page_of(client).select("section[aria-labelledby=municipalities] tbody a")

    assert [link["href"].split("/")[-2] for link in links] == ["GM0226", "GM0196", "GM0299"]
    assert all(client.get(link["href"]).status_code == 200 for link in links)


def test_what_a_name_holds_is_never_taken_for_markup(client, network):
    Area.objects.filter(code="GM0226").update(name='<b>Duiven" onload="</b>')

    drawing = page_of(client, day=BEFORE).select_one(".ivz-areamap svg")

    assert drawing.b is None
    assert drawing.select_one("a[href*=GM0226]").title.string.startswith('<b>Duiven" onload=')


def test_a_chain_of_mergers_is_followed_to_its_beginning(client, network):
    older = AreaFactory(name="Herwen en Aerdt", valid_until=date(1985, 1, 1))
    AreaSuccession.objects.create(
        predecessor=older, successor=area_of("GM0196"), on=date(1985, 1, 1)
    )

    rows = table_on(page_of(client, day=AFTER), "mergers")

    assert [row.split()[0] for row in rows] == ["Rijnwaarden", "Herwen"]
