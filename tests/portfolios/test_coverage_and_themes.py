"""Which districts sit in which expert teams, and which themes nobody steers."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.roles import BodyKind
from ivz.network.models import AreaLink, Theme
from ivz.network.models.bodies import SeatState
from ivz.portfolios.queries.coverage import coverage
from ivz.portfolios.queries.themes import unsteered_themes
from tests.factories import (
    TODAY,
    AreaFactory,
    BodyFactory,
    OrganisationFactory,
    SeatFactory,
    ThemeFactory,
)
from tests.portfolios.factories import (
    PortfolioFactory,
    PriorityFactory,
    deciding_network,
    district_in,
    municipality_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    """A unit with two districts and an expert team."""
    return deciding_network(name="Oost-Nederland")


@pytest.fixture
def twente(unit):
    return district_in(unit, name="Twente")


@pytest.fixture
def ijsselland(unit):
    return district_in(unit, name="IJsselland")


@pytest.fixture
def team(unit):
    return BodyFactory(
        network=unit,
        kind=BodyKind.EXPERT_TEAM,
        name="expertteam Zorg en veiligheid",
        theme=ThemeFactory(),
    )


def gaps(network, *, on=TODAY, team=""):
    return [(cell.area.name, cell.team.name) for cell in coverage(network, on=on, team=team).gaps]


def gaps_shown(answer):
    """Read which areas a page says are missing, under the heading of each team."""
    page = BeautifulSoup(answer.content, "html.parser")
    return {
        " ".join(group.summary.get_text().split()): [
            " ".join(line.get_text().split()) for line in group.select("li")
        ]
        for group in page.select(".pf-gap")
    }


def opened_and_all(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    return len(page.select(".pf-gap[open]")), len(page.select(".pf-gap"))


def of(name, network, *args):
    return reverse(f"portfolios:{name}", args=[network.slug, *args])


def test_a_district_without_a_seat_is_named(client, unit, twente, ijsselland, team):
    SeatFactory(body=team, area=twente)

    shown = gaps_shown(client.get(of("coverage", unit)))

    assert gaps(unit) == [("IJsselland", team.name)]
    assert shown == {"expertteam Zorg en veiligheid: 1 van 2 ontbreekt": ["IJsselland"]}


def test_gaps_stand_together_per_team_and_are_counted(client, unit, twente, ijsselland, team):
    other = BodyFactory(network=unit, kind=BodyKind.EXPERT_GROUP, name="Ander team")
    SeatFactory(body=team, area=ijsselland, person=None, state=SeatState.OPEN)
    SeatFactory(body=other, area=twente)

    page = client.get(of("coverage", unit))

    assert gaps_shown(page) == {
        "Ander team: 1 van 2 ontbreekt": ["IJsselland"],
        "expertteam Zorg en veiligheid: 2 van 2 ontbreken": [
            "IJsselland (er staat een zetel open)",
            "Twente",
        ],
    }
    assert "3 leemtes" in page.content.decode()


def test_few_gaps_are_in_sight_and_many_folded_away(client, unit, team):
    SeatFactory(body=team)
    for number in range(12):
        district_in(unit, name=f"District {number:02}")
    few = opened_and_all(client.get(of("coverage", unit)))
    district_in(unit, name="District 12")
    many = opened_and_all(client.get(of("coverage", unit)))

    assert (few, many) == ((1, 1), (0, 1))


def test_a_seat_counts_for_the_district_its_organisation_lies_in(unit, twente, ijsselland, team):
    area = AreaFactory()
    police_team = AreaFactory()
    AreaLink.objects.create(area=area, parent=police_team)
    AreaLink.objects.create(area=police_team, parent=ijsselland)
    SeatFactory(body=team, organisation=OrganisationFactory(area=area))

    assert gaps(unit) == [("Twente", team.name)]


def test_the_area_of_the_seat_goes_before_that_of_the_organisation(unit, twente, ijsselland, team):
    SeatFactory(body=team, area=twente, organisation=OrganisationFactory(area=ijsselland))

    assert gaps(unit) == [("IJsselland", team.name)]


def test_an_open_seat_is_a_gap_that_says_so(unit, twente, ijsselland, team):
    SeatFactory(body=team, area=twente)
    SeatFactory(body=team, area=ijsselland, person=None, state=SeatState.RECRUITING)

    found = coverage(unit, on=TODAY).gaps

    assert [(cell.area, len(cell.waiting)) for cell in found] == [(ijsselland, 1)]


def test_the_gap_is_there_from_the_day_the_seat_ended(unit, twente, ijsselland, team):
    SeatFactory(body=team, area=twente)
    SeatFactory(body=team, area=ijsselland, valid_until=dt.date(2016, 6, 1))

    assert gaps(unit, on=dt.date(2016, 5, 31)) == []
    assert gaps(unit, on=dt.date(2016, 6, 1)) == [("IJsselland", team.name)]


def test_a_team_without_seats_on_record_is_unknown_not_a_gap(unit, twente, team):
    found = coverage(unit, on=TODAY)

    assert found.gaps == []
    assert found.unrecorded == [team]


def test_a_platform_counts_as_team_only_when_it_is_there_for_a_theme(unit, twente):
    platform = BodyFactory(network=unit, kind=BodyKind.PLATFORM, theme=ThemeFactory())

    assert coverage(unit, on=TODAY).teams == [platform]


def test_a_district_network_shows_its_municipalities_in_the_teams_of_its_parent(unit, team):
    district = deciding_network(parent=unit)
    almelo = municipality_in(district, name="Almelo")
    municipality_in(district, name="Borne")
    SeatFactory(body=team, organisation=OrganisationFactory(area=almelo))

    assert gaps(district) == [("Borne", team.name)]


def test_one_team_can_be_asked(client, unit, twente, ijsselland, team):
    other = BodyFactory(network=unit, kind=BodyKind.EXPERT_GROUP, name="Ander team")
    for body in (team, other):
        SeatFactory(body=body, area=twente)

    assert gaps(unit, team=other.slug) == [("IJsselland", "Ander team")]
    file = client.get(of("coverage_file", unit, "csv"), {"team": other.slug}).content.decode()
    page = BeautifulSoup(
        client.get(of("coverage", unit), {"team": other.slug}).content, "html.parser"
    )
    assert "IJsselland,Ander team,0,0,true,true" in file
    assert [f"team={other.slug}&" in link["href"] for link in page.select("a[download]")] == [
        True,
        True,
    ]
    assert team.name not in file


def test_who_is_made_up_is_labelled_on_page_file_and_api(client, unit, twente, ijsselland, team):
    SeatFactory(body=team, area=twente, person__is_invented=True)
    SeatFactory(body=team, area=ijsselland)

    page = client.get(of("coverage", unit)).content.decode()
    file = client.get(of("coverage_file", unit, "csv")).content.decode()
    told = client.get("/api/v1/coverage", {"network": unit.slug}).json()["items"]
    seats = client.get("/api/v1/seats", {"network": unit.slug}).json()["items"]

    assert page.count("ivz-badge--example") == 1
    assert [line.rsplit(",", 1)[1] for line in file.splitlines()[1:]] == ["false", "true"]
    assert [row["isInvented"] for row in told] == [False, True]
    assert [row["isInvented"] for row in seats] == [True, False]


def test_the_coverage_page_has_few_queries(
    client, unit, twente, ijsselland, django_assert_max_num_queries
):
    for _number in range(6):
        body = BodyFactory(network=unit, kind=BodyKind.EXPERT_TEAM)
        for _seat in range(4):
            area = AreaFactory()
            AreaLink.objects.create(area=area, parent=twente)
            SeatFactory(body=body, organisation=OrganisationFactory(area=area))

    with django_assert_max_num_queries(20):
        client.get(of("coverage", unit))


def test_a_theme_at_work_without_a_steering_body_is_reported(client, unit):
    steered, loose = ThemeFactory(name="Jeugd"), ThemeFactory(name="Digitale criminaliteit")
    ThemeFactory(name="Speelt nergens")
    for theme in (steered, loose):
        PortfolioFactory(network=unit, theme=theme)
    BodyFactory(network=unit, kind=BodyKind.STEERING_GROUP, theme=steered)
    BodyFactory(network=unit, kind=BodyKind.EXPERT_TEAM, theme=loose)

    assert list(unsteered_themes(unit, on=TODAY)) == [loose]
    text = client.get(of("overview", unit)).content.decode()
    assert text.index("zonder overleg dat stuurt") < text.rindex("Digitale criminaliteit")


def test_a_priority_puts_a_theme_to_work_and_an_ended_body_steers_nothing(unit):
    theme = ThemeFactory()
    PriorityFactory(municipality=municipality_in(unit), theme=theme)
    BodyFactory(
        network=unit,
        kind=BodyKind.PROGRAMME_BOARD,
        theme=theme,
        valid_until=dt.date(2016, 1, 1),
    )

    assert list(unsteered_themes(unit, on=dt.date(2015, 12, 31))) == []
    assert list(unsteered_themes(unit, on=TODAY)) == [theme]


def test_the_themes_page_shows_fields_other_names_and_succession(client, unit):
    new = ThemeFactory(name="Ondermijning", aliases="georganiseerde misdaad")
    old = ThemeFactory(name="Hennepteelt", valid_until=dt.date(2016, 1, 1))
    Theme.objects.filter(pk=old.pk).update(successor=new)
    PriorityFactory(municipality=municipality_in(unit), theme=new)

    text = client.get(of("themes", unit)).content.decode()

    for words in ("1. Veilige woon- en leefomgeving", "georganiseerde misdaad", "1 gemeente"):
        assert words in text
    assert text.index("Op deze dag niet in gebruik") < text.rindex("Hennepteelt")
    earlier = client.get(of("themes", unit), {"peildatum": "2015-12-31"})
    assert "niet in gebruik" not in earlier.content.decode()


def test_the_themes_page_has_few_queries(client, unit, django_assert_max_num_queries):
    themes = ThemeFactory.create_batch(20)
    for theme in themes:
        PortfolioFactory(network=unit, theme=theme)

    with django_assert_max_num_queries(12):
        client.get(of("themes", unit))
