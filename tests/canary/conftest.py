"""The example region with closed records of every kind."""

from html import escape

import pytest
from django.conf import settings
from django.db import connection

from ivz.authorization.roles import BodyKind
from ivz.meetings.states import MeetingState
from ivz.network.models import Body, Network, Person
from tests.canary import people, scene
from tests.canary.planting import Planted
from tests.factories import BodyFactory
from tests.snapshots import copy_database_to, put_back


@pytest.fixture(scope="session")
def kept():
    """Keep what was planted, and the database with it, for the next module."""
    return {}


@pytest.fixture(scope="module")
def region(kept, example_region, django_db_blocker, tmp_path_factory):
    """Give the example region with closed records of every kind, and a word in each text."""
    with django_db_blocker.unblock():
        if "database" in kept:
            put_back(kept["database"])
            return kept["region"]
        kept["region"] = planted_region()
        if connection.vendor == "sqlite":
            kept["database"] = tmp_path_factory.mktemp("canary") / "planted"
            copy_database_to(kept["database"])
    return kept["region"]


def planted_region():
    foreign = BodyFactory(network=Network.objects.get(slug="ijsselland"), kind=BodyKind.PLATFORM)
    above = BodyFactory(network=Network.objects.get(slug="oost-nederland"))
    reader = Person.objects.get(user__username="voorbeeld-police")
    board = Body.objects.get(slug="dvo-twente")
    for body, state in ((board, MeetingState.HELD), (foreign, MeetingState.DRAFT)):
        scene.closed_meeting(body, state=state, reader=reader)
        scene.remarks_on(body.meetings.get(slug=f"kanarie-{state}"))
        scene.one_of_each_level(body.network, reader)
    platform = Body.objects.get(slug="platform-ivz-twente")
    scene.paper_on_its_way(platform, there=above, not_yet=board, reader=reader)
    scene.paper_on_its_way(above, there=board, not_yet=foreign, reader=reader)
    scene.registered_changes(board)
    scene.of_the_installation()
    scene.ways_in()
    region = Planted(people.everyone(board=board, foreign=foreign, above=above, reader=reader))
    region.without_rights = people.people_without_rights_left(board)
    return region


@pytest.fixture
def opened(region, monkeypatch):
    """Let a test ask the region, as often as it wants; PDFs stay pages, one test makes those."""
    monkeypatch.setitem(settings.RATE_LIMITS, "not_found", "")
    monkeypatch.setattr("ivz.documents.pdf.render", lambda html: html.encode())
    monkeypatch.setattr("ivz.documents.binding.bind", _as_page)
    return region


def _as_page(front, parts, *, mark):
    beside = escape("\n".join([mark.told, *(part.title for part in parts)]))
    return f"{front([0] * len(parts))}{beside}".encode()
