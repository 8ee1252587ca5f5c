"""A network with a platform, a steering group, and the coordinator who keeps them."""

import pytest

from ivz.authorization.roles import BodyKind
from tests.factories import BodyFactory, NetworkFactory, secretary_of


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def platform(network):
    return BodyFactory(network=network, kind=BodyKind.PLATFORM, name="Platform")


@pytest.fixture
def body(network):
    return BodyFactory(network=network, name="Stuurgroep", kind=BodyKind.STEERING_GROUP)


@pytest.fixture
def coordinator(platform):
    return secretary_of(platform)
