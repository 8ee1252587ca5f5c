"""The figures for other programs."""

import pytest

from ivz.insight.models import DataSet

URL = "/api/v1/incidence"


@pytest.fixture
def items(client, data_set):
    answer = client.get(URL, {"dataSet": data_set.slug, "pageSize": 200})
    assert answer.status_code == 200
    return answer.json()["items"]


def test_the_figures_are_those_of_the_page(items):
    burglaries = {item["areaName"]: item for item in items if item["theme"] == "woninginbraken"}

    assert len(items) == 126
    assert burglaries["Twente"]["rate"] == 2.79
    assert burglaries["Twente"]["rank"] == 2
    assert burglaries["Twente"]["rankIsShared"]
    assert burglaries["Twente"]["interval"] == {"lower": 2.66, "upper": 2.92, "isDerived": True}
    assert burglaries["Oost-Nederland"]["isTotal"]
    assert burglaries["Oost-Nederland"]["rank"] is None


def test_every_figure_carries_what_belongs_to_it(items):
    kept = ("unit", "denominator", "periodFrom", "periodUntil", "source", "definitionVersion")

    assert all(item[name] for item in items for name in kept)


def test_without_a_data_set_the_newest_one_answers(client, data_set):
    assert client.get(URL).json()["items"][0]["dataSet"] == data_set.slug


def test_closed_and_unknown_data_sets_give_the_same_problem(client, data_set):
    DataSet.objects.update(openness="network")

    closed = client.get(URL, {"dataSet": data_set.slug})
    unknown = client.get(URL, {"dataSet": "onbekend"})

    assert closed.status_code == unknown.status_code == 404
    assert closed.content == unknown.content
