"""Questions on the registers that lie before a body show with what they are about."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.authorization.roles import BodyKind
from ivz.clock.reading import move_to
from ivz.meetings.models import AgendaItem
from ivz.network.models import Hosting
from tests.factories import (
    TODAY,
    BodyFactory,
    MeetingFactory,
    NetworkFactory,
    OrganisationFactory,
    secretary_of,
)

pytestmark = pytest.mark.django_db
PAGE = "/netwerk/twente/organisaties/"


@pytest.fixture
def board(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    network = NetworkFactory(slug="twente")
    board = BodyFactory(network=network, kind=BodyKind.BOARD, short_name="DVO")
    network.deciding_body = board
    network.save()
    town = OrganisationFactory(name="Gemeente Enschede")
    Hosting.objects.create(network=network, organisation=town, valid_from=dt.date(2014, 1, 1))
    return board


def test_a_move_of_hosting_under_way_stands_with_the_hosting(client, board):
    region = OrganisationFactory(name="Veiligheidsregio Twente")
    meeting = MeetingFactory(body=board, date=TODAY + dt.timedelta(days=30), state="draft")
    client.force_login(secretary_of(board).user)
    address = f"{reverse('meetings:put_before')}?onderwerp=network&id={board.network.pk}"
    given = {
        "meeting": meeting.pk,
        "title": "Gastheerschap",
        "with_proposal": "voorstel",
        "term_organisation": region.pk,
        "term_starts_on": "2017-01-01",
    }

    answer = client.post(address, given)
    assert answer.status_code == 302, answer.context["form"].errors

    page = client.get(PAGE).content.decode().replace("\xa0", " ")
    assert AgendaItem.objects.get().meeting == meeting
    assert "Ligt voor aan DVO" in page
    assert Hosting.objects.count() == 1
