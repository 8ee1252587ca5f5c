"""The questions on portfolios, coverage and priorities: page, file and interface say the same."""

import csv
import io

import pytest
from django.urls import reverse

from ivz.authorization.roles import BodyKind
from tests.factories import BodyFactory, SeatFactory, ThemeFactory
from tests.portfolios.factories import (
    PriorityFactory,
    decider,
    deciding_network,
    district_in,
    held,
    municipality_in,
)

pytestmark = pytest.mark.django_db
DAY = "2016-06-01"


@pytest.fixture
def network():
    return deciding_network(slug="twente", name="Twente")


def rows_of(client, name, network, **asked):
    address = reverse(f"portfolios:{name}", args=[network.slug, "csv"])
    content = client.get(address, {"peildatum": DAY} | asked).content.decode("utf-8-sig")
    lines = [line for line in content.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


def told(client, path, **asked):
    given = {"network": "twente", "asOf": DAY}
    return client.get(f"/api/v1/{path}", given | asked).json()["items"]


def page_of(client, name, network, **asked):
    address = reverse(f"portfolios:{name}", args=[network.slug])
    return client.get(address, {"peildatum": DAY} | asked)


def test_who_holds_which_theme(client, network):
    for number in range(3):
        holder = decider(network, function=f"Burgemeester {number}")
        held(network, theme=ThemeFactory(name=f"Thema {number}"), holder=holder)

    overview = page_of(client, "overview", network).context["overview"]

    shown = {(r.portfolio.theme.name, r.portfolio.holder.function) for r in overview.held}
    in_file = {(row["thema"], row["houder"]) for row in rows_of(client, "overview_file", network)}
    by_program = {
        (item["theme"]["name"], item["holder"]["function"]) for item in told(client, "portfolios")
    }
    assert shown == in_file == by_program
    assert len(shown) == 3


def test_which_districts_lack_a_seat(client, network):
    team = BodyFactory(network=network, kind=BodyKind.EXPERT_TEAM, name="Expertteam")
    here, _lacks = district_in(network, name="Noord"), district_in(network, name="Zuid")
    SeatFactory(body=team, area=here)

    coverage = page_of(client, "coverage", network).context["coverage"]

    rows = rows_of(client, "coverage_file", network)
    in_file = [(row["team"], row["gebied"]) for row in rows if row["ontbreekt"] == "true"]
    by_program = [
        (item["teamName"], item["areaName"]) for item in told(client, "coverage", gaps="true")
    ]
    assert [(cell.team.name, cell.area.name) for cell in coverage.gaps] == in_file == by_program
    assert in_file == [("Expertteam", "Zuid")]


def test_which_themes_play_in_many_places(client, network):
    often, seldom = ThemeFactory(name="Inbraak"), ThemeFactory(name="Overlast")
    for number in range(7):
        area = municipality_in(network, name=f"Gemeente {number}")
        PriorityFactory(municipality=area, theme=often if number else seldom)
        PriorityFactory(municipality=area, theme=seldom if number else often)

    columns = page_of(client, "frequent", network).context["columns"]

    in_file = {
        (r["thema"], r["aantal gemeenten"]) for r in rows_of(client, "frequent_file", network)
    }
    by_program = {
        (item["theme"]["name"], str(item["count"])) for item in told(client, "priority-counts")
    }
    assert {(column.theme.name, str(column.count)) for column in columns} == in_file == by_program
    assert in_file == {("Inbraak", "7"), ("Overlast", "7")}
