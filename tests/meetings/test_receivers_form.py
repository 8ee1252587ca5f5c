"""The form on which the secretary chooses who receives a decision.

Policy: docs/policy/decisions.md#complete
"""

import pytest
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.clock import reading as clock
from ivz.decisions.models import Addressee
from ivz.meetings.queries.completion import offered
from ivz.network.models.people import OrganisationKind
from tests.decisions.factories import AddresseeFactory
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    OrganisationFactory,
    SeatFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import main_of, soup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    clock.move_to(TODAY)


@pytest.fixture
def board():
    return BodyFactory(slug="dvo", name="DVO", short_name="DVO")


@pytest.fixture
def platform(board):
    return BodyFactory(network=board.network, name="Platform")


@pytest.fixture
def secretary(board):
    return secretary_of(board)


@pytest.fixture
def decision(board):
    return DecisionFactory(body=board, openness=Openness.NETWORK, title="Meer coördinatie")


@pytest.fixture
def address(decision):
    args = [decision.body.slug, decision.year, decision.number_in_series]
    return reverse("meetings:receivers", args=args)


def test_names_stand_in_the_order_in_which_people_read_them(decision, board, secretary):
    names = ["Team 10", "team 2", "Ärzte", "Borne", "almelo", "'t Gooi"]
    for name in names:
        BodyFactory(network=board.network, name=name, short_name=name)

    bodies = [each.name for each in offered(decision, actor=secretary).bodies]

    assert bodies == ["almelo", "Ärzte", "Borne", "DVO", "'t Gooi", "team 2", "Team 10"]


def test_somebody_with_more_seats_stands_in_the_list_once(decision, board, platform, secretary):
    person = member_of(platform).user.person
    here = SeatFactory(body=board, person=person)
    SeatFactory(body=platform, person=person, role=Role.CHAIR)

    seats = offered(decision, actor=secretary).seats
    assert [seat for seat in seats if seat.person == person] == [here]
    AddresseeFactory(decision=decision, body=None, seat=here)

    assert person not in [seat.person for seat in offered(decision, actor=secretary).seats]


class TestAllMunicipalities:
    @pytest.fixture
    def municipalities(self, platform):
        found = [OrganisationFactory(name=f"Gemeente {name}") for name in ("Almelo", "Borne")]
        police = OrganisationFactory(name="Politie", kind=OrganisationKind.POLICE)
        for each in [*found, police]:
            SeatFactory(body=platform, organisation=each)
        return found

    def test_one_tick_chooses_them_all_and_no_other_organisation(
        self, client, address, secretary, municipalities
    ):
        client.force_login(secretary.user)

        page = client.get(address)
        client.post(address, {"municipalities": "on", "organisations": [municipalities[0].pk]})

        assert "Alle 2 gemeenten" in main_of(page)
        assert not soup(page).select("main .ivz-note:not(.ivz-note--quiet)")
        sent = Addressee.objects.order_by("organisation__name")
        assert [each.organisation for each in sent] == municipalities

    def test_the_count_is_of_those_that_did_not_receive_it(
        self, client, address, decision, secretary, platform, municipalities
    ):
        client.force_login(secretary.user)
        SeatFactory(body=platform, organisation=OrganisationFactory(name="Gemeente Tubbergen"))

        AddresseeFactory(decision=decision, body=None, organisation=municipalities[0])
        assert "De andere 2 gemeenten" in main_of(client.get(address))
        AddresseeFactory(decision=decision, body=None, organisation=municipalities[1])

        assert "gemeenten" not in main_of(client.get(address))
