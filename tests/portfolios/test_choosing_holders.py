"""Who is offered where a holder or a project leader is chosen: the same people as the rule lets."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.roles import DECIDING_ROLES, Role
from ivz.network.models import Seat
from ivz.portfolios.actions.portfolios import PortfolioDetails, assign
from ivz.portfolios.models import Portfolio
from ivz.portfolios.queries.portfolios import possible_leaders
from tests.factories import (
    TODAY,
    BodyFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    ThemeFactory,
    secretary_of,
)
from tests.portfolios.factories import (
    COMMAND,
    decider,
    deciding_network,
    held,
    municipality_in,
    platform_of,
)

pytestmark = pytest.mark.django_db

LATER = dt.date(2090, 1, 1)


@pytest.fixture
def network():
    return deciding_network()


def form_of(client, network, name, *args):
    client.force_login(secretary_of(platform_of(network)).user)
    page = client.get(reverse(f"portfolios:{name}", args=[network.slug, *args]))
    return BeautifulSoup(page.content, "html.parser")


def offered(page, field="holder"):
    """Give who is offered today, and who on other days only."""
    select = page.find("select", attrs={"name": field})
    named = [option.text.strip() for option in select.find_all("option") if option["value"]]
    other = [option.text.strip() for option in select.select("optgroup option")]
    return [name for name in named if name not in other], other


def test_only_who_may_hold_it_is_offered(client, network):
    for role in Role:
        decider(network, function=f"Zetel {role}", role=role)
    PersonFactory(function="Directeur elders")

    page = form_of(client, network, "assign")

    assert offered(page) == (sorted(f"Zetel {role}" for role in DECIDING_ROLES), [])


def test_everybody_who_is_offered_today_is_let_through(client, network):
    for role in Role:
        decider(network, role=role)

    for option in form_of(client, network, "assign").select("select[name=holder] option[value]"):
        if option["value"]:
            theme = ThemeFactory().code
            facts = {"theme": theme, "holder": option["value"], "valid_from": TODAY, "basis": "DVO"}
            address = reverse("portfolios:assign", args=[network.slug])
            assert client.post(address, facts).status_code == 302

    assert Portfolio.objects.count() == len(DECIDING_ROLES)


def test_who_decides_on_other_days_only_stands_apart(client, network):
    decider(network, function="Burgemeester van nu")
    decider(network, function="Burgemeester van later", valid_from=LATER)
    decider(network, function="Burgemeester van toen", valid_until=TODAY)

    today, other_days = offered(form_of(client, network, "assign"))

    assert today == ["Burgemeester van nu"]
    assert other_days == ["Burgemeester van later", "Burgemeester van toen"]


def test_beside_the_choice_stands_who_can_be_chosen(client, network):
    empty = form_of(client, network, "assign").find(id="id_holder_helptext")
    decider(network)
    watching = BodyFactory(network=network, short_name="Begeleidingsgroep")
    watching.relations.create(kind="watches_for", other=network.deciding_body)
    SeatFactory(body=watching)

    told = form_of(client, network, "assign").find(id="id_holder_helptext")

    assert empty.text.startswith("In dit netwerk beslist vandaag niemand")
    assert told.text == (
        "Wie op de eerste dag meebeslist in Begeleidingsgroep, DVO: voorzitter en leden, en wie er "
        "voor de politie of het Openbaar Ministerie zit."
    )


def test_whoever_puts_a_line_right_finds_the_holder_there_though_the_seat_is_gone(client, network):
    line = held(network)
    Seat.objects.filter(person=line.holder).update(is_revoked=True)
    where = [line.theme.code, line.pk]

    changing = form_of(client, network, "change", *where)

    assert changing.select_one("select[name=holder] option[selected]").text == str(line.holder)
    assert offered(form_of(client, network, "succeed", *where)) == ([], [])


def test_a_leader_is_somebody_of_any_municipality_or_partner(network):
    near = OrganisationFactory(area=municipality_in(network))
    partner = OrganisationFactory(kind="police")
    seated = SeatFactory(body=platform_of(network), person__organisation=partner).person
    adviser = PersonFactory(organisation=near)
    colleague = PersonFactory(organisation=partner)
    PersonFactory(organisation=near, works_until=TODAY)
    PersonFactory(organisation=OrganisationFactory(area=municipality_in(deciding_network())))
    PersonFactory(organisation=OrganisationFactory(kind="police"))

    found = possible_leaders(network, on=TODAY)

    assert set(found) == {seated, adviser, colleague}


def test_whoever_is_offered_as_leader_can_be_one(client, network):
    adviser = PersonFactory(organisation=OrganisationFactory(area=municipality_in(network)))

    page = form_of(client, network, "assign")

    assert str(adviser) in offered(page, "project_leader")[0]
    line = PortfolioDetails(
        network=network,
        theme=ThemeFactory(),
        holder=decider(network),
        project_leader=adviser,
        decided_in="DVO",
        valid_from=TODAY,
    )
    assert assign(line, by=COMMAND).project_leader == adviser
