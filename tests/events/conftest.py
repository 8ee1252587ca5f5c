"""A network with three municipalities, and who acts in it."""

import pytest

from ivz.authorization.roles import BodyKind, Role
from ivz.network.models import AreaLink, Person
from tests.events.factories import ThemeWeekFactory
from tests.factories import (
    TODAY,
    AreaFactory,
    BodyFactory,
    OrganisationFactory,
    actor_with,
    secretary_of,
)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def platform():
    return BodyFactory(kind=BodyKind.PLATFORM, network__slug="twente")


@pytest.fixture
def network(platform):
    return platform.network


@pytest.fixture
def municipalities(network):
    made = [AreaFactory(name=name) for name in ("Almelo", "Borne", "Enschede")]
    for area in made:
        AreaLink.objects.create(area=area, parent=network.area)
    return [OrganisationFactory(name=f"Gemeente {area.name}", area=area) for area in made]


@pytest.fixture
def week(network):
    return ThemeWeekFactory(network=network)


@pytest.fixture
def secretary(platform):
    return secretary_of(platform)


@pytest.fixture
def of_almelo(platform, municipalities):
    actor = actor_with(Role.MUNICIPAL_COORDINATOR, body=platform)
    Person.objects.filter(pk=actor.person_id).update(organisation=municipalities[0])
    return actor
