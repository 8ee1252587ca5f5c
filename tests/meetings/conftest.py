"""What tests of meetings share: a paper and the bodies it travels by, the day, and the language."""

import pytest
from django.utils import translation

from ivz.authorization.roles import BodyKind
from tests.factories import TODAY, BodyFactory, ProposalFactory, secretary_of


@pytest.fixture
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def platform():
    return BodyFactory(kind=BodyKind.PLATFORM, name="Platform")


@pytest.fixture
def circle(platform):
    return BodyFactory(kind=BodyKind.WORKING_GROUP, network=platform.network, name="Kring")


@pytest.fixture
def council():
    return BodyFactory(kind=BodyKind.UNIT_BOARD, name="RVO")


@pytest.fixture
def secretary(platform):
    return secretary_of(platform)


@pytest.fixture
def paper(platform):
    return ProposalFactory(body=platform, title="Samen tegen heling")
