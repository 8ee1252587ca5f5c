"""The example region with closed records of every kind."""

import pytest
from django.core.management import call_command

from ivz.authorization.roles import BodyKind
from ivz.example.loader import load_example
from ivz.meetings.states import MeetingState
from ivz.network.models import Body, Network, Person
from tests.canary import people, scene
from tests.canary.planting import Planted
from tests.factories import BodyFactory


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker):
    """Give the example region with closed records of every kind, and a word in each text."""
    with django_db_blocker.unblock():
        load_example()
        yield planted_region()
        call_command("flush", interactive=False, verbosity=0)


def planted_region():
    foreign = BodyFactory(network=Network.objects.get(slug="ijsselland"), kind=BodyKind.PLATFORM)
    above = BodyFactory(network=Network.objects.get(slug="oost-nederland"))
    reader = Person.objects.get(user__username="voorbeeld-police")
    board = Body.objects.get(slug="dvo-twente")
    for body, state in ((board, MeetingState.HELD), (foreign, MeetingState.DRAFT)):
        scene.closed_meeting(body, state=state, reader=reader)
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
    """Let a test ask the region; PDFs stay pages, one test makes them for real."""
    monkeypatch.setattr("ivz.documents.pdf.render", lambda html: html.encode())
    monkeypatch.setattr("ivz.documents.binding.bind", _as_page)
    return region


def _as_page(front, parts, *, mark):
    words = [front([0] * len(parts)), mark.told, *(part.title for part in parts)]
    return "\n".join(words).encode()
