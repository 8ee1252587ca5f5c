"""A platform with who steers it, and a municipality that takes part."""

import pytest

from ivz.authorization.roles import BodyKind, Role
from ivz.clock import reading as clock
from tests.factories import TODAY, BodyFactory, actor_with, member_of


@pytest.fixture
def _today():
    clock.move_to(TODAY)


@pytest.fixture
def platform(_today):
    return BodyFactory(kind=BodyKind.PLATFORM)


@pytest.fixture
def coordinator(platform):
    return actor_with(Role.SECRETARY, body=platform)


@pytest.fixture
def municipality(platform):
    return member_of(platform)
