"""Portfolios, coverage and priorities for other programs."""

import datetime as dt

import pytest

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from tests.factories import BodyFactory, DecisionFactory, SeatFactory, ThemeFactory, member_of
from tests.portfolios.factories import (
    LocalPolicyFactory,
    LocalRegisterFactory,
    PortfolioFactory,
    PriorityFactory,
    decider,
    deciding_network,
    district_in,
    held,
    municipality_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return deciding_network(slug="twente")


def items(client, path, **asked):
    return client.get(f"/api/v1/{path}", asked).json()["items"]


def test_who_held_a_theme_on_a_day_and_by_which_decision(client, network):
    theme = ThemeFactory(code="georganiseerde-criminaliteit", aliases="ondermijning")
    decision = DecisionFactory(body=network.deciding_body, number=4, openness=Openness.BODY)
    held(network, theme=theme, valid_until=dt.date(2022, 1, 1))
    held(
        network,
        theme=theme,
        valid_from=dt.date(2022, 1, 1),
        holder=decider(network, function="Burgemeester van Borne"),
        decision=decision,
    )
    asked = {"theme": "ondermijning", "asOf": "2023-03-01"}

    [found] = items(client, "portfolios", **asked)
    client.force_login(member_of(network.deciding_body).user)
    [for_member] = items(client, "portfolios", **asked)

    assert found["holder"]["function"] == "Burgemeester van Borne"
    assert (found["theme"]["code"], found["network"]) == (theme.code, "twente")
    assert found["decision"] is None
    assert for_member["decision"] == "DVO 2016-4"


def test_vacant_portfolios_can_be_asked(client, network):
    held(network)
    held(network, holder=None, state="vacant")

    found = items(client, "portfolios", network="twente", state="vacant")

    assert [row["holder"] for row in found] == [None]


def test_an_unknown_network_or_theme_is_not_found(client, network):
    for path in (
        "portfolios?network=x",
        "priorities?theme=x",
        "coverage?network=x",
        "local-registers?network=x",
        "local-registers?theme=x",
        "local-policies?network=x",
        "local-policies?localRegister=x",
    ):
        assert client.get(f"/api/v1/{path}").status_code == 404


def test_districts_without_a_seat_in_a_team(client, network):
    twente, ijsselland = (district_in(network, name=name) for name in ("Twente", "IJsselland"))
    team = BodyFactory(network=network, kind=BodyKind.EXPERT_TEAM)
    SeatFactory(body=team, area=twente)

    found = items(client, "coverage", network="twente", team=team.slug, gaps="true")

    assert [row["area"] for row in found] == [ijsselland.code]


def test_priorities_of_a_day_by_theme_and_municipality(client, network):
    almelo = municipality_in(network)
    theme = ThemeFactory()
    PriorityFactory(municipality=almelo, theme=theme, valid_until=dt.date(2016, 1, 1))
    PriorityFactory(municipality=almelo)
    PriorityFactory(theme=theme)

    asked = {"network": "twente", "theme": theme.code, "municipality": almelo.code}

    [found] = items(client, "priorities", **asked, asOf="2015-12-31")
    assert (found["municipalityName"], found["source"]) == (
        "Almelo",
        "Integraal veiligheidsplan 2015-2018",
    )
    assert items(client, "priorities", **asked, asOf="2016-01-01") == []


def test_themes_that_play_in_so_many_municipalities(client, network):
    theme = ThemeFactory()
    codes = []
    for number in range(3):
        area = municipality_in(network, name=f"Gemeente {number}")
        codes.append(area.code)
        PriorityFactory(municipality=area, theme=theme)

    [found] = items(client, "priority-counts", network="twente", atLeast=3)

    assert (found["count"], found["municipalities"]) == (3, codes)
    assert items(client, "priority-counts", network="twente", atLeast=4) == []


def test_a_long_list_takes_few_queries(client, network, django_assert_max_num_queries):
    decision = DecisionFactory(body=network.deciding_body)
    PortfolioFactory.create_batch(30, network=network, decision=decision)

    with django_assert_max_num_queries(8):
        answer = client.get("/api/v1/portfolios", {"pageSize": 500})

    assert answer.json()["total"] == 30


def test_the_registers_per_municipality_of_a_day(client, network):
    theme = ThemeFactory()
    LocalRegisterFactory(
        network=network, name="Handhaving", theme=theme, valid_from=dt.date(2016, 1, 1)
    )
    LocalRegisterFactory(network=network, name="Oud", valid_until=dt.date(2016, 1, 1))

    before, after = dt.date(2015, 12, 31), dt.date(2016, 1, 1)
    [found] = items(client, "local-registers", network="twente", asOf=after)
    assert (found["name"], found["network"]) == ("Handhaving", "twente")
    assert found["question"] == "Welk beleid voert de gemeente?"
    assert (found["theme"]["code"], found["validFrom"]) == (theme.code, "2016-01-01")
    [earlier] = items(client, "local-registers", network="twente", asOf=before)
    assert (earlier["name"], earlier["validUntil"]) == ("Oud", "2016-01-01")
    assert items(client, "local-registers", theme=theme.code, asOf=after) == [found]


def test_a_network_answers_the_registers_of_its_parent_and_not_those_of_another(client, network):
    network.parent = deciding_network(slug="oost")
    network.save()
    LocalRegisterFactory(network=network.parent, slug="van-boven")
    LocalRegisterFactory(slug="elders")

    [found] = items(client, "local-registers", network="twente")

    assert (found["id"], found["network"]) == ("van-boven", "oost")


@pytest.fixture
def almelo(network):
    return municipality_in(network)


@pytest.fixture
def coffeeshops(network, almelo):
    """A register that Almelo answered twice and Borne once."""
    register = LocalRegisterFactory(network=network, slug="coffeeshopbeleid", name="Coffeeshops")
    borne = municipality_in(network, name="Borne")
    LocalPolicyFactory(
        register=register, municipality=almelo, answer="Nul", valid_until=dt.date(2016, 1, 1)
    )
    LocalPolicyFactory(
        register=register,
        municipality=almelo,
        answer="Hoogstens twee",
        note="Met afstand tot scholen",
        valid_from=dt.date(2016, 1, 1),
        is_invented=True,
    )
    LocalPolicyFactory(register=register, municipality=borne)
    return register


def test_what_municipalities_answer_on_a_day(client, network, almelo, coffeeshops):
    LocalPolicyFactory(register=coffeeshops)
    LocalPolicyFactory(municipality=almelo)

    then = items(client, "local-policies", network="twente", asOf="2015-12-31")
    now = items(client, "local-policies", network="twente", asOf="2016-01-01")
    [own] = items(
        client, "local-policies", localRegister="coffeeshopbeleid", municipality=almelo.code
    )

    assert [(row["municipalityName"], row["answer"]) for row in then] == [
        ("Almelo", "Nul"),
        ("Borne", "Geen coffeeshops"),
    ]
    assert [row["answer"] for row in now] == ["Hoogstens twee", "Geen coffeeshops"]
    assert own == {
        "localRegister": "coffeeshopbeleid",
        "localRegisterName": "Coffeeshops",
        "municipality": almelo.code,
        "municipalityName": "Almelo",
        "answer": "Hoogstens twee",
        "source": "Beleidsregel 2015",
        "note": "Met afstand tot scholen",
        "validFrom": "2016-01-01",
        "validUntil": None,
        "isInvented": True,
    }
    assert len(items(client, "local-policies")) == 4


@pytest.mark.parametrize("path", ["local-registers", "local-policies"])
def test_a_long_list_of_local_policies_takes_few_queries(
    client, network, django_assert_max_num_queries, path
):
    for register in LocalRegisterFactory.create_batch(4, network=network, theme=ThemeFactory()):
        for number in range(5):
            area = municipality_in(network, name=f"Gemeente {number}")
            LocalPolicyFactory(register=register, municipality=area)

    with django_assert_max_num_queries(5):
        answer = client.get(f"/api/v1/{path}", {"network": "twente", "pageSize": 500})
        part = {"network": "twente", "page": 2, "pageSize": 3}

    total = {"local-registers": 4, "local-policies": 20}[path]
    assert (answer.json()["total"], len(answer.json()["items"])) == (total, total)
    assert len(client.get(f"/api/v1/{path}", part).json()["items"]) == min(3, total - 3)
    assert client.get(f"/api/v1/{path}", {"pageSize": 501}).status_code == 400
