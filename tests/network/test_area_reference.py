"""The files that Statistics Netherlands publishes, read whole (needs ``IVZ_REFERENCE_DATA``)."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from ivz.accounts.actors import system_actor
from ivz.example.network import load_areas
from ivz.network.actions import areas_import, areas_origins
from ivz.network.actions.areas_reading import Reading
from ivz.network.models import Area, AreaLink, AreaOutline, AreaPopulation
from ivz.network.models.areas import AreaKind
from ivz.network.queries.areas import areas_in
from ivz.network.queries.areas_pages import register_of
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
BY = system_actor(TODAY)
COUNTED = date(2021, 1, 1)


@pytest.fixture
def region():
    load_areas(by=BY)


def bring_in(directory, name, **reading):
    return areas_import.import_file(
        (directory / "data" / "areas" / name).read_bytes(),
        name=name,
        reading=Reading(source=name, **reading),
        by=BY,
    )


def test_all_texts_on_how_municipalities_came_to_be_are_understood(reference_data):
    content = (reference_data / "data" / "areas" / "cbs_gemeenten_herkomst_ca2016.csv").read_bytes()

    file = areas_origins.read_origins(content, Reading(source="CBS"))

    assert len(file.areas) == 380
    assert file.notices == ["380 teksten gelezen."]
    began = {row.code: row.valid_from for row in file.areas}
    assert began["GM0304"] == date(1978, 1, 1)
    assert began["GM0299"] is None


def test_the_texts_agree_with_the_example_region(reference_data, region):
    planned = bring_in(reference_data, "cbs_gemeenten_herkomst_ca2016.csv")

    assert planned.is_empty
    assert any("302 gebieden zijn hier niet bekend" in notice for notice in planned.notices)


def test_the_texts_fill_what_is_not_known_yet(reference_data):
    path = reference_data / "data" / "areas" / "cbs_gemeenten_herkomst_ca2016.csv"
    tried, stored = StringIO(), StringIO()

    call_command("areas", "import", str(path), "--add-unknown", "--dry-run", stdout=tried)

    assert "Gebieden erbij: 380" in tried.getvalue()
    assert not Area.objects.exists()
    call_command("areas", "import", str(path), "--add-unknown", stdout=stored)
    assert stored.getvalue().splitlines()[:-1] == tried.getvalue().splitlines()[:-1]
    assert Area.objects.count() == 380
    assert Area.objects.get(code="GM1955").valid_from == date(2005, 1, 1)


def test_the_outlines_of_the_region_fit_its_76_municipalities(reference_data, region):
    planned = bring_in(reference_data, "gemeenten_oost_nederland_2023.geojson")

    assert not planned.draft.added(Area)
    assert not planned.draft.altered(Area)
    outlined = set(AreaOutline.objects.values_list("area__code", flat=True))
    unit = Area.objects.get(code="eenheid-oost")
    register = register_of(unit, on=date(2026, 1, 1))
    assert outlined == {each.area.code for each in register.municipalities}


def test_the_quarters_and_neighbourhoods_of_twente_come_in_with_their_places(
    reference_data, region
):
    name = "twente_gemeenten_wijken_buurten_2021.topojson"

    bring_in(reference_data, name, on=COUNTED)

    twente = areas_in(Area.objects.get(code="district-twente"), on=TODAY)
    assert twente.filter(kind=AreaKind.QUARTER).count() == 120
    assert twente.filter(kind=AreaKind.NEIGHBOURHOOD).count() == 517
    assert AreaOutline.objects.count() == 14 + 120 + 517
    assert AreaPopulation.objects.filter(area__kind=AreaKind.NEIGHBOURHOOD).count() == 517 - 6
    link = AreaLink.objects.get(area__code="BU01411000")
    assert str(link) == "Binnenstad Noord in Wijk 10 van Almelo"
    assert AreaPopulation.objects.get(area__code="WK014110").inhabitants == 5320

    assert bring_in(reference_data, name, on=COUNTED).is_empty


def test_every_outline_is_closed_and_lies_in_twente(reference_data, region):
    bring_in(reference_data, "twente_gemeenten_wijken_buurten_2021.topojson")

    for outline in AreaOutline.objects.all():
        many = outline.geometry["type"] == "MultiPolygon"
        polygons = outline.geometry["coordinates"] if many else [outline.geometry["coordinates"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == ring[-1]
            assert all(6.3 < x < 7.1 and 52.1 < y < 52.5 for x, y in ring)
