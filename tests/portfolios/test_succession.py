"""A theme that was followed by another: who held it, and where it plays, is told through the years.

Policy: docs/policy/registers.md#themes
"""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.network.models import Theme
from ivz.portfolios.actions.portfolios import PortfolioDetails, assign, end_by_decision
from ivz.portfolios.queries.priorities import frequent, municipalities_with
from ivz.projects.feasibility import spread
from tests.factories import TODAY, DecisionFactory, ThemeFactory, secretary_of
from tests.portfolios.factories import (
    PriorityFactory,
    decider,
    deciding_network,
    held,
    municipality_in,
    platform_of,
)

pytestmark = pytest.mark.django_db
ENDED = dt.date(2014, 1, 1)


@pytest.fixture
def network():
    return deciding_network(slug="twente")


@pytest.fixture
def line():
    """Three themes of which each took the place of the one before."""
    third = ThemeFactory(name="Ondermijning", aliases="ondermijnende criminaliteit")
    second = ThemeFactory(name="Georganiseerde criminaliteit", successor=third, valid_until=ENDED)
    first = ThemeFactory(name="Hennep en drugs", successor=second, valid_until=dt.date(2012, 1, 1))
    return first, second, third


def of(name, network, *args):
    return reverse(f"portfolios:{name}", args=[network.slug, *args])


def test_page_file_and_interface_tell_who_held_it_under_its_earlier_names(client, network, line):
    first, second, third = line
    for theme, holder, start, until in [
        (first, "Burgemeester van Losser", dt.date(2010, 1, 1), dt.date(2012, 1, 1)),
        (second, "Burgemeester van Borne", dt.date(2012, 1, 1), ENDED),
        (third, "Burgemeester van Almelo", ENDED, None),
    ]:
        person = decider(network, function=holder)
        held(network, theme=theme, holder=person, valid_from=start, valid_until=until)
    asked = {"theme": "ondermijnende-criminaliteit", "network": "twente", "asOf": "2011-05-01"}

    page = client.get(of("theme", network, third.code), {"peildatum": "2011-05-01"})
    file = client.get(of("overview_file", network, "csv"), {"thema": third.code})
    [told] = client.get("/api/v1/portfolios", asked).json()["items"]

    assert page.context["current"].portfolio.holder.function == "Burgemeester van Losser"
    assert file.content.decode().count("Burgemeester van") == 3
    assert told["holder"]["function"] == "Burgemeester van Losser"
    assert told["theme"]["name"] == "Hennep en drugs"


def test_a_theme_that_ended_counts_for_what_followed_it_and_a_municipality_once(
    client, network, line
):
    first, second, third = line
    places = [municipality_in(network, name=f"Gemeente {number}") for number in range(4)]
    for place, theme in zip([*places, places[0]], [*line, third, second], strict=True):
        PriorityFactory(municipality=place, theme=theme)

    [found] = frequent(network, on=TODAY, at_least=2)
    then = {column.theme: column.count for column in frequent(network, on=ENDED, at_least=1)}
    before = frequent(network, on=dt.date(2011, 5, 1), at_least=1)
    asked = {"network": "twente", "atLeast": 4}

    assert (found.theme, found.count) == (third, 4)
    assert [area.name for area in found.municipalities] == [area.name for area in places]
    assert then == {third: 4}
    assert {column.theme: column.count for column in before} == {first: 1, second: 2, third: 2}
    assert client.get("/api/v1/priority-counts", asked).json()["items"][0]["count"] == 4
    assert set(municipalities_with(third, network=network, on=TODAY)) == set(places)
    assert spread(third, network=network, on=TODAY).count == 4
    assert "4 gemeenten" in client.get(of("themes", network)).content.decode()


def test_a_theme_that_ended_without_a_successor_stands_for_itself(network):
    ended = ThemeFactory(valid_until=ENDED)
    PriorityFactory(municipality=municipality_in(network), theme=ended)

    [found] = frequent(network, on=TODAY, at_least=1)

    assert found.theme == ended


def test_themes_that_follow_each_other_in_a_circle_break_no_page(client, network, line):
    first, _second, third = line
    Theme.objects.filter(pk=third.pk).update(successor=first, valid_until=ENDED)
    PriorityFactory(municipality=municipality_in(network), theme=first)

    assert client.get(of("frequent", network), {"minstens": "1"}).status_code == 200
    assert client.get(of("theme", network, first.code)).status_code == 200


def test_history_names_people_by_function_and_no_decision_that_is_closed_to_the_reader(
    client, network
):
    board, secretary = network.deciding_body, secretary_of(platform_of(network))
    closed = DecisionFactory(body=board, number=4, openness=Openness.BODY)
    beside = DecisionFactory(body=board, number=41)
    kept = held(network, decision=closed, decided_in="", valid_until=TODAY)
    details = PortfolioDetails(
        network=network,
        theme=kept.theme,
        holder=decider(network, function="Burgemeester van Borne"),
        decision=beside,
        valid_from=TODAY,
    )
    assign(details, by=secretary)
    client.force_login(secretary.user)

    page = client.get(of("theme", network, kept.theme.code)).content
    shown = BeautifulSoup(page, "html.parser").select_one("section[aria-labelledby=changes]")
    told = shown.get_text()

    assert closed.reference not in told.replace(beside.reference, "")
    assert "een besluit dat hier niet te lezen is" in told
    assert beside.reference in told
    assert f"door {secretary.user.person.function}" in " ".join(told.split())
    assert secretary.user.username not in told


def test_history_does_not_name_a_closed_decision_that_ended_a_portfolio(client, network):
    closed = DecisionFactory(body=network.deciding_body, number=7, openness=Openness.BODY)
    kept = held(network)
    end_by_decision(kept, valid_until=TODAY, decision=closed, by=secretary_of(closed.body))
    client.force_login(secretary_of(platform_of(network)).user)

    page = client.get(of("theme", network, kept.theme.code)).content.decode()

    assert closed.reference not in page
    assert "een besluit dat hier niet te lezen is" in page
