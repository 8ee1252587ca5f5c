"""Areas for other programs: as of a day, with places, inhabitants and mergers."""

from datetime import date

import pytest

from ivz.clock.reading import move_to
from ivz.network.models import Area, AreaLink, AreaPopulation, AreaSuccession
from tests.factories import TODAY, AreaFactory

pytestmark = pytest.mark.django_db
MERGED = date(2018, 1, 1)


@pytest.fixture
def merged(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    district = AreaFactory(code="midden", name="Midden", kind="district")
    gone = AreaFactory(code="GM0196", name="Rijnwaarden", valid_until=MERGED)
    stays = AreaFactory(code="GM0299", name="Zevenaar")
    AreaLink.objects.create(area=gone, parent=district, valid_until=MERGED)
    AreaLink.objects.create(area=stays, parent=district)
    AreaSuccession.objects.create(predecessor=gone, successor=stays, on=MERGED, source="CBS")
    for on, inhabitants in [(date(2017, 1, 1), 32_379), (date(2018, 1, 1), 43_000)]:
        AreaPopulation.objects.create(area=stays, on=on, inhabitants=inhabitants, source="CBS")


def asked(client, **parameters):
    response = client.get("/api/v1/areas", parameters)
    assert response.status_code == 200, response.content
    return response.json()


def codes(answer):
    return [item["code"] for item in answer["items"]]


def test_the_areas_of_a_kind_are_those_of_the_day_asked(client, merged):
    before = asked(client, kind="municipality", asOf="2017-12-31")
    after = asked(client, kind="municipality", asOf="2018-01-01")

    assert codes(before) == ["GM0196", "GM0299"]
    assert codes(after) == ["GM0299"]
    assert (before["total"], after["total"]) == (2, 1)


def test_without_a_day_the_answer_holds_for_today(client, merged):
    assert codes(asked(client)) == ["GM0196", "GM0299", "midden"]


def test_an_area_comes_with_its_place_its_people_and_its_mergers(client, merged):
    rijnwaarden, zevenaar = asked(client, kind="municipality", asOf="2017-12-31")["items"]

    assert zevenaar["parents"] == [{"code": "midden", "name": "Midden", "kind": "district"}]
    assert zevenaar["inhabitants"] == {
        "inhabitants": 32_379,
        "dwellings": None,
        "on": "2017-01-01",
        "source": "CBS",
    }
    merger = {"on": "2018-01-01", "source": "CBS"}
    assert zevenaar["predecessors"] == [merger | {"code": "GM0196", "name": "Rijnwaarden"}]
    assert rijnwaarden["successors"] == [merger | {"code": "GM0299", "name": "Zevenaar"}]
    assert rijnwaarden["validUntil"] == "2018-01-01"
    assert rijnwaarden["inhabitants"] is None


def test_areas_within_another_are_found_however_deep(client, merged):
    quarter = AreaFactory(code="WK029900", kind="quarter")
    AreaLink.objects.create(area=quarter, parent=Area.objects.get(code="GM0299"))

    assert codes(asked(client, within="midden", asOf="2020-01-01")) == ["GM0299", "WK029900"]
    assert codes(asked(client, within="nergens")) == []


def test_the_list_comes_in_pages(client, merged):
    second = asked(client, page=2, pageSize=2)

    assert (second["page"], second["pageSize"], second["total"]) == (2, 2, 3)
    assert codes(second) == ["midden"]


@pytest.mark.parametrize("wrong", [{"kind": "dorp"}, {"asOf": "gisteren"}, {"pageSize": "0"}])
def test_a_parameter_that_is_not_right_is_named(client, merged, wrong):
    response = client.get("/api/v1/areas", wrong)

    assert response.status_code == 400
    assert next(iter(wrong)) in response.json()["detail"]


def test_queries_do_not_grow_with_the_areas(client, merged, django_assert_max_num_queries):
    for area in AreaFactory.create_batch(60):
        AreaLink.objects.create(area=area, parent=Area.objects.get(code="midden"))

    with django_assert_max_num_queries(9):
        asked(client, pageSize=100, within="midden")
