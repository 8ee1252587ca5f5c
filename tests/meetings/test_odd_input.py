"""What no form of ours sends is refused or passed over, and breaks no page."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.meetings.states import MeetingState
from tests.factories import (
    AgendaItemFactory,
    AgreementFactory,
    FollowUpFactory,
    MeetingFactory,
    secretary_of,
)
from tests.meetings.nine_points import board
from tests.meetings.pages import address
from tests.meetings.parking_factories import ParkedItemFactory

pytestmark = pytest.mark.django_db
LONG = "9" * 5_000


@pytest.fixture
def meeting():
    return MeetingFactory(body=board(), state=MeetingState.HELD)


@pytest.fixture
def secretary(client, meeting):
    client.force_login(secretary_of(meeting.body).user)
    return client


@pytest.fixture
def places(meeting):
    """Give the addresses to which a page of ours sends a version or a key."""
    body, item = meeting.body, AgendaItemFactory(meeting=meeting)
    follow_up = FollowUpFactory(body=body)
    agreement = AgreementFactory(item=item, follow_up=FollowUpFactory(body=body))
    parked = ParkedItemFactory(body=body)
    later = meeting.date + dt.timedelta(days=7)
    draft = MeetingFactory(body=body, date=later, state=MeetingState.DRAFT)
    return {
        "close": address("close", meeting, follow_up.pk),
        "take back": address("take_back_agreement", meeting, item.pk, agreement.follow_up_id),
        "parked": reverse("meetings:parked_step", args=[body.slug, parked.pk]),
        "put on": address("put_on", meeting),
        "forms of record": address("choose_records", meeting),
        "remove": address("remove_item", meeting, item.pk),
        "convene": address("convene", draft),
    }


@pytest.mark.parametrize(
    "name", ["close", "take back", "parked", "put on", "forms of record", "remove", "convene"]
)
def test_a_number_of_thousands_of_digits_breaks_no_page(secretary, places, name):
    sent = {"version": LONG, "wat": f"vervolg-{LONG}", "item": LONG, "annex": LONG}

    response = secretary.post(places[name], sent)

    assert response.status_code in {302, 422}
