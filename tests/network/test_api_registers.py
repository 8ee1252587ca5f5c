"""Bodies and seats for other programs, as of a day."""

from datetime import date, timedelta
from functools import partial

import pytest

from ivz.authorization.roles import BodyKind, Role
from ivz.clock.reading import move_to
from ivz.network.models import BodyRelation
from ivz.network.models.bodies import BodyStatus, SeatState
from tests.factories import (
    TODAY,
    AreaFactory,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
BODIES, SEATS = "/api/v1/bodies", "/api/v1/seats"


@pytest.fixture
def network(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    return NetworkFactory(slug="twente")


def keys_of(response):
    return [item["id"] for item in response.json()["items"]]


def expert_team(network):
    return BodyFactory(
        slug="expertteam",
        name="Expertteam drugs",
        short_name="Drugs",
        network=network,
        kind=BodyKind.EXPERT_TEAM,
        status=BodyStatus.EXECUTING,
        theme=ThemeFactory(code="drugs"),
        area=AreaFactory(code="GM0147"),
        meetings_per_year=6,
        valid_from=date(2015, 1, 1),
    )


def test_a_body_is_told_with_its_seats_and_relations(client, network):
    body = expert_team(network)
    SeatFactory(body=body)
    SeatFactory(body=body, person=None, state=SeatState.OPEN)
    SeatFactory(body=body, is_revoked=True)
    SeatFactory(body=body, valid_until=TODAY)
    relate = partial(BodyRelation.objects.create, body=body)
    relate(kind="advises", other=BodyFactory(slug="platform"))
    relate(kind="reports_to", other=BodyFactory(), valid_until=TODAY)

    assert client.get(f"{BODIES}/expertteam").json() == {
        "id": "expertteam",
        "network": "twente",
        "name": "Expertteam drugs",
        "shortName": "Drugs",
        "kind": "expert_team",
        "status": "executing",
        "theme": "drugs",
        "area": "GM0147",
        "mandate": "",
        "legalGround": "",
        "cadence": "",
        "meetingsPerYear": 6,
        "validFrom": "2015-01-01",
        "validUntil": None,
        "successor": None,
        "seats": 2,
        "openSeats": 1,
        "relations": [
            {"kind": "advises", "body": "platform", "validFrom": None, "validUntil": None}
        ],
    }


def test_bodies_are_those_of_the_day_asked(client, network):
    dvo = BodyFactory(slug="dvo", network=network, valid_from=date(2013, 1, 1))
    BodyFactory(slug="college", network=network, valid_until=date(2013, 1, 1), successor=dvo)

    assert keys_of(client.get(BODIES)) == ["dvo"]
    assert keys_of(client.get(BODIES, {"asOf": "2012-10-02"})) == ["college"]
    assert keys_of(client.get(BODIES, {"asOf": "2013-01-01"})) == ["dvo"]
    assert client.get(f"{BODIES}/college").json()["successor"] == "dvo"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"dvo", "platform", "elders"}),
        ({"network": "twente"}, {"dvo", "platform"}),
        ({"kind": "platform"}, {"platform"}),
        ({"status": "deciding"}, {"dvo", "elders"}),
        ({"network": "twente", "status": "deciding"}, {"dvo"}),
        ({"network": "onbekend"}, set()),
    ],
)
def test_bodies_are_chosen_by_network_kind_and_status(client, network, asked, found):
    BodyFactory(slug="dvo", network=network)
    BodyFactory(
        slug="platform", network=network, kind=BodyKind.PLATFORM, status=BodyStatus.ADVISING
    )
    BodyFactory(slug="elders")

    assert set(keys_of(client.get(BODIES, asked))) == found


def test_a_seat_is_told_by_function_and_never_by_name(client, network):
    mayor = PersonFactory(function="Burgemeester van Borne", name="Naam Die Blijft")
    seat = SeatFactory(
        body=BodyFactory(slug="dvo", name="DVO", network=network),
        person=mayor,
        role=Role.MEMBER,
        organisation=OrganisationFactory(slug="gemeente-borne", name="Gemeente Borne"),
        deputy=PersonFactory(function="Locoburgemeester"),
        valid_from=date(2015, 1, 1),
        rotates_every_years=2,
        hours_per_week=4,
        note="Alleen voor het netwerk",
    )

    response = client.get(SEATS)

    assert response.json()["items"] == [
        {
            "id": seat.pk,
            "body": "dvo",
            "bodyName": "DVO",
            "network": "twente",
            "role": "member",
            "title": "",
            "state": "filled",
            "function": "Burgemeester van Borne",
            "organisation": "gemeente-borne",
            "organisationName": "Gemeente Borne",
            "deputy": "Locoburgemeester",
            "area": None,
            "hoursPerWeek": 4.0,
            "rotatesEveryYears": 2,
            "rotationDue": "2017-01-01",
            "validFrom": "2015-01-01",
            "validUntil": None,
            "isInvented": False,
        }
    ]
    assert "Naam Die Blijft" not in response.content.decode()
    assert "Alleen voor het netwerk" not in response.content.decode()


@pytest.mark.parametrize(
    ("details", "is_listed"),
    [
        ({}, True),
        ({"valid_until": TODAY}, False),
        ({"valid_until": TODAY + A_DAY}, True),
        ({"valid_from": TODAY + A_DAY}, False),
        ({"is_revoked": True}, False),
        ({"body__valid_until": TODAY}, False),
    ],
)
def test_seats_are_those_in_force(client, network, details, is_listed):
    SeatFactory(body__network=network, **details)

    assert bool(keys_of(client.get(SEATS))) is is_listed


def test_seats_are_those_of_the_day_asked(client, network):
    SeatFactory(body__network=network, valid_until=date(2014, 1, 1))

    assert client.get(SEATS, {"asOf": "2013-12-31"}).json()["total"] == 1
    assert client.get(SEATS, {"asOf": "2014-01-01"}).json()["total"] == 0


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"network": "twente"}, 2),
        ({"body": "dvo"}, 1),
        ({"role": "chair"}, 1),
        ({"state": "open"}, 1),
        ({"organisation": "gemeente-borne"}, 1),
        ({"network": "onbekend"}, 0),
    ],
)
def test_seats_are_chosen_by_network_body_role_state_and_organisation(
    client, network, asked, count
):
    borne = OrganisationFactory(slug="gemeente-borne")
    SeatFactory(body=BodyFactory(slug="dvo", network=network), organisation=borne)
    SeatFactory(body__network=network, role=Role.CHAIR)
    SeatFactory(person=None, state=SeatState.OPEN)

    assert client.get(SEATS, asked).json()["total"] == count


def test_a_page_holds_up_to_five_hundred_rows(client, network):
    body = BodyFactory(network=network)
    SeatFactory.create_batch(120, body=body, person=PersonFactory())

    whole = client.get(SEATS, {"pageSize": 500}).json()
    part = client.get(SEATS, {"pageSize": 50, "page": 3}).json()

    assert (len(whole["items"]), whole["total"]) == (120, 120)
    assert len(part["items"]) == 20


def test_the_number_of_queries_does_not_grow_with_the_rows(
    client, network, django_assert_max_num_queries
):
    for _number in range(15):
        body = BodyFactory(network=network, theme=ThemeFactory(), area=AreaFactory())
        SeatFactory(body=body, organisation=OrganisationFactory(), deputy=PersonFactory())
        BodyRelation.objects.create(body=body, kind="advises", other=BodyFactory())

    with django_assert_max_num_queries(5):
        assert len(keys_of(client.get(BODIES))) == 30
    with django_assert_max_num_queries(4):
        assert len(keys_of(client.get(SEATS))) == 15
