"""Production as the tests of signing in want it, and who is there."""

import pytest

from ivz.authorization.roles import BodyKind, Duty, Role
from tests.entry import sign_in_strongly
from tests.factories import BodyFactory, PersonFactory, SeatFactory, secretary_of, someone_with_duty


@pytest.fixture
def production(settings):
    settings.IS_EXAMPLE = False
    return settings


@pytest.fixture
def platform():
    return BodyFactory(kind=BodyKind.PLATFORM)


@pytest.fixture
def secretary(platform):
    return secretary_of(platform)


@pytest.fixture
def administrator():
    return someone_with_duty(Duty.ADMINISTRATOR)


@pytest.fixture
def officer(platform):
    """Give somebody who sits in the platform and has no account."""
    person = PersonFactory(function="Vertegenwoordiger politie")
    SeatFactory(body=platform, person=person, role=Role.POLICE)
    return person


@pytest.fixture
def as_administrator(client, administrator):
    sign_in_strongly(client, administrator.user)
    return client


@pytest.fixture
def as_secretary(client, secretary):
    sign_in_strongly(client, secretary.user)
    return client


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords in a moment; how slow that is has a test of its own."""
    settings.PASSWORD_HASHERS = ["tests.signin.quick.QuickHasher"]
