"""Somebody who helps for a while, such as a student: a seat with hours and a last day."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.roles import BodyKind
from ivz.clock.reading import move_to
from ivz.network.models import Seat
from tests.factories import TODAY, BodyFactory, NetworkFactory, PersonFactory, secretary_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(client, settings):
    """The platform of a network whose secretary is signed in."""
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    platform = BodyFactory(network=NetworkFactory(slug="twente"), kind=BodyKind.PLATFORM)
    client.force_login(secretary_of(platform).user)
    return platform


def text(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser").main
    return " ".join(page.get_text(" ").replace("\xa0", " ").split())


def test_a_student_helps_some_hours_a_week_until_a_last_day(client, platform):
    PersonFactory(function="Afstudeerder dashboard")
    sent = {
        "role": "adviser",
        "title": "Afstudeerder",
        "state": "filled",
        "person": "Afstudeerder dashboard",
        "hours_per_week": "24",
        "valid_from": "2016-09-01",
        "last_day": "2016-12-31",
        "reason": "Bouwt een dashboard",
        "version": 1,
    }

    answer = client.post(reverse("network:add_seat", args=["twente", platform.slug]), sent)

    page = f"/netwerk/twente/overleggen/{platform.slug}/"
    assert answer.status_code == 302
    assert Seat.objects.get(title="Afstudeerder").valid_until == date(2017, 1, 1)
    shown = text(client, page)
    assert "24 uur per week" in shown
    assert "1 september 2016 t/m 31 december 2016" in shown
    assert "Afstudeerder dashboard" in text(client, "/netwerk/twente/vragen/wie-wisselt/")
    gone = text(client, f"{page}?peildatum=2017-01-01")
    assert "1 eerdere zetel" in gone
