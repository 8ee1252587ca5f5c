"""The published table of 2015, imported as people import it."""

import csv
import io
from pathlib import Path

import pytest

from ivz.accounts.actors import system_actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.example.network import load_areas
from ivz.insight import actions
from ivz.network.models import Area, Theme
from tests.factories import TODAY, BodyFactory, NetworkFactory, actor_with
from tests.insight.published import INCIDENCE, PRIORITIES, description

DATA = Path("ivz/example/data")


@pytest.fixture
def network(db):
    load_areas(by=system_actor(TODAY))
    return NetworkFactory(area=Area.objects.get(code="district-twente"), name="Twente")


@pytest.fixture
def analyst(network):
    platform = BodyFactory(network=network, kind=BodyKind.PLATFORM)
    return actor_with(Role.ANALYST, body=platform)


@pytest.fixture
def imported(network, analyst):
    return actions.import_incidence(
        INCIDENCE,
        network=network,
        description=description(openness=Openness.PUBLIC),
        priorities=list(Theme.objects.filter(code__in=PRIORITIES)),
        by=analyst,
    )


@pytest.fixture
def data_set(imported):
    return imported.data_set


@pytest.fixture
def printed_ranks():
    """The ranks as printed: theme, then area, both as the source names them."""
    rows = csv.DictReader(io.StringIO(INCIDENCE.decode()))
    return {
        (row["theme"], row["area"]): int(row["published_rank"])
        for row in rows
        if row["published_rank"]
    }
