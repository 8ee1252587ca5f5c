"""A network with a table of figures."""

import pytest

from ivz.clock import reading as clock
from tests.factories import TODAY
from tests.projects.network import region
from tests.projects.test_tied_figures import table_of


@pytest.fixture
def here():
    clock.move_to(TODAY)
    return region()


@pytest.fixture
def table(here):
    return table_of(here, 2015, denominator="inwoners", source="Politie Oost-Nederland", decimals=2)
