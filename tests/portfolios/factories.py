"""Objects for tests of portfolios: valid by default; name what the test is about."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.accounts.actors import Actor, system_actor
from ivz.authorization.roles import BodyKind, Role
from ivz.network.models import AreaLink, Body, Network, Person, Theme
from ivz.network.models.areas import AreaKind
from ivz.portfolios.actions.portfolios import PortfolioDetails, assign
from ivz.portfolios.models import LocalPolicy, LocalRegister, Portfolio, Priority
from tests.factories import (
    LONG_AGO,
    TODAY,
    AreaFactory,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    ThemeFactory,
    actor_with,
)

COMMAND = system_actor(TODAY)


class PortfolioFactory(DjangoModelFactory):
    class Meta:
        model = Portfolio

    network = factory.SubFactory(NetworkFactory)
    theme = factory.SubFactory(ThemeFactory)
    holder = factory.SubFactory(PersonFactory)
    valid_from = LONG_AGO


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    municipality = factory.SubFactory(AreaFactory)
    theme = factory.SubFactory(ThemeFactory)
    source = "Integraal veiligheidsplan 2015-2018"
    valid_from = LONG_AGO


class LocalRegisterFactory(DjangoModelFactory):
    class Meta:
        model = LocalRegister

    network = factory.SubFactory(NetworkFactory)
    slug = factory.Sequence(lambda n: f"register-{n}")
    name = factory.Sequence(lambda n: f"Register {n}")
    question = "Welk beleid voert de gemeente?"


class LocalPolicyFactory(DjangoModelFactory):
    class Meta:
        model = LocalPolicy

    register = factory.SubFactory(LocalRegisterFactory)
    municipality = factory.SubFactory(AreaFactory)
    answer = "Geen coffeeshops"
    source = "Beleidsregel 2015"
    valid_from = LONG_AGO


def deciding_network(**given: object) -> Network:
    """Build a network with a deciding body and a platform."""
    network = NetworkFactory(**given)
    board = BodyFactory(network=network, kind=BodyKind.BOARD, short_name="DVO")
    BodyFactory(network=network, kind=BodyKind.PLATFORM, short_name="Platform")
    network.deciding_body = board
    network.save()
    return network


def platform_of(network: Network) -> Body:
    """Give the platform of a network."""
    return network.bodies.get(kind=BodyKind.PLATFORM)


def municipality_in(network: Network, *, name: str = "Almelo"):
    """Build a municipality that lies in the area of ``network``."""
    area = AreaFactory(name=name)
    AreaLink.objects.create(area=area, parent=network.area)
    return area


def district_in(network: Network, *, name: str):
    """Build a district that lies in the area of ``network``."""
    area = AreaFactory(name=name, kind=AreaKind.DISTRICT)
    AreaLink.objects.create(area=area, parent=network.area)
    return area


def coordinator_of(municipality, *, network: Network, today: dt.date = TODAY) -> Actor:
    """Build the coordinator of a municipality, with a seat in the platform."""
    person = PersonFactory(
        function=f"IVZ-coördinator van {municipality.name}",
        organisation=OrganisationFactory(area=municipality),
    )
    body = platform_of(network)
    return actor_with(Role.MUNICIPAL_COORDINATOR, body=body, person=person, today=today)


def decider(network: Network, *, function: str = "Burgemeester van Losser", **given) -> Person:
    """Build someone with a seat in the deciding body."""
    person = PersonFactory(function=function)
    SeatFactory(body=network.deciding_body, person=person, **given)
    return person


def held(network: Network, *, theme: Theme | None = None, **given: object) -> Portfolio:
    """Assign a theme of ``network`` to somebody who may hold it."""
    given.setdefault("valid_from", dt.date(2015, 1, 1))
    details = PortfolioDetails(
        network=network,
        theme=theme or ThemeFactory(),
        **{"holder": decider(network), "decided_in": "DVO 2014-3", **given},
    )
    return assign(details, by=COMMAND)
