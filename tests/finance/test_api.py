"""The same figures for other programs."""

import pytest

from ivz.finance import actions
from ivz.finance.actions import Agreement
from ivz.finance.models import Scheme
from ivz.finance.states import Choice
from tests.factories import TODAY
from tests.finance.twente import twente

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/contributions"


def test_everyone_reads_the_public_contributions(client):
    twente()

    answer = client.get(ADDRESS, {"network": "twente", "year": 2018}).json()

    hengelo = next(item for item in answer["items"] if item["area"] == "GM0164")
    assert answer["basis"] == "implied"
    assert answer["rateCents"] == 20
    assert answer["isFullTimePriceDerived"] is True
    assert [tier["untilInhabitants"] for tier in answer["tiers"]] == [26_000, 38_000, 85_000, None]
    assert len(answer["items"]) == 14
    assert hengelo == {
        "area": "GM0164",
        "areaName": "Hengelo",
        "inhabitants": 81_067,
        "isDerived": True,
        "fixedCents": 1_621_340,
        "hoursPerWeek": 6,
        "valueOfHoursCents": 1_166_667,
        "surchargeCents": 1_216_005,
        "published": {
            "hoursPerWeek": 6,
            "hoursCause": "equal",
            "valueOfHoursCents": 1_166_700,
            "valueOfHoursCause": "equal",
            "surchargeRateCents": 15,
            "surchargeCents": 1_216_000,
            "surchargeCause": "equal",
        },
        "choice": None,
    }


@pytest.mark.parametrize("asked", [{}, {"network": "twente"}, {"year": 2018}])
def test_what_is_not_asked_is_the_newest(client, asked):
    twente()
    twente_only = {"network": "twente", "year": 2018}

    answer = client.get(ADDRESS, asked)

    assert answer.status_code == 200
    assert answer.json() == client.get(ADDRESS, twente_only).json()


def test_a_later_scheme_without_contributions_is_passed_over(client):
    later = twente().scheme
    later.pk, later.year = None, 2019
    later.save()

    assert client.get(ADDRESS).json()["year"] == 2018


def test_the_count_of_cbs_can_be_asked(client):
    twente()

    answer = client.get(ADDRESS, {"network": "twente", "year": 2018, "basis": "cbs"}).json()

    dinkelland = next(item for item in answer["items"] if item["areaName"] == "Dinkelland")
    assert dinkelland["inhabitants"] == 26_244
    assert dinkelland["isDerived"] is False
    assert dinkelland["published"]["hoursCause"] == "boundary"


@pytest.mark.parametrize(
    "asked",
    [
        {"network": "twente", "year": 2017},
        {"network": "elders", "year": 2018},
    ],
)
def test_what_is_unknown_and_what_is_closed_answer_alike(client, asked):
    twente()
    Scheme.objects.update(is_public=False)

    unknown = client.get(ADDRESS, asked)
    closed = client.get(ADDRESS, {"network": "twente", "year": 2018})

    assert unknown.status_code == closed.status_code == 404
    assert unknown.content == closed.content
    assert unknown["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"network": "%00"}, "network"),
        ({"network": "twente", "year": "nu"}, "year"),
        ({"network": "twente", "year": 99_999_999_999}, "year"),
        ({"network": "twente", "year": 2018, "basis": "gevoel"}, "basis"),
    ],
)
def test_a_wrong_question_is_told_which_parameter(client, asked, named):
    twente()

    response = client.get(ADDRESS, asked)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert named in response.json()["detail"]


def test_choices_are_given_to_the_network_only(client):
    region = twente()
    actions.record_choice(
        region.scheme,
        area=region.area("Hengelo"),
        agreement=Agreement(choice=Choice.MONEY, agreed_on=TODAY),
        version=0,
        by=region.coordinator,
    )
    asked = {"network": "twente", "year": 2018}

    outside = client.get(ADDRESS, asked).json()
    client.force_login(region.coordinator.user)
    inside = client.get(ADDRESS, asked).json()

    assert {item["choice"] for item in outside["items"]} == {None}
    assert {item["choice"] for item in inside["items"]} == {None, "money"}
