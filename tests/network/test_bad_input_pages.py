"""What the pages refuse or ask: with the reason, the way out, and at the field to mend."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.roles import BodyKind, Role
from ivz.network.models import BodyRelation, Person, Seat
from ivz.network.models.bodies import RelationKind
from tests.factories import (
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    secretary_of,
)

pytestmark = pytest.mark.django_db
REASON = {"reason": "Zo besloten", "version": 1}


@pytest.fixture
def network(client, settings):
    """A network whose secretary is signed in."""
    settings.IS_EXAMPLE = True
    network = NetworkFactory()
    platform = BodyFactory(network=network, kind=BodyKind.PLATFORM)
    client.force_login(secretary_of(platform).user)
    return network


@pytest.fixture
def body(network):
    return BodyFactory(
        network=network,
        name="Stuurgroep Wonen",
        valid_from=date(2015, 1, 1),
        valid_until=date(2018, 1, 1),
    )


def address(name, network, *args):
    return reverse(f"network:{name}", args=[network.slug, *args])


def refused(answer, *, at):
    """Give what the summary says, once it stands at the field as well and keeps what was sent."""
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser").main
    summary = page.select_one("[role=alert][data-focus]")
    if at:
        field = page.select_one(f"#id_{at}")
        told = page.select_one(f"#id_{at}_error").get_text(strip=True)
        assert field["aria-invalid"] == "true"
        assert f"id_{at}_error" in field["aria-describedby"]
        assert summary.select_one(f"a[href='#id_{at}']")
        assert told in summary.get_text()
    assert "Zo besloten" in page.select_one("#id_reason")["value"]
    return " ".join(summary.get_text(" ", strip=True).replace("\xa0", " ").split())


def seat(**more):
    return {"role": "member", "state": "open", "valid_from": "2016-01-01"} | more | REASON


def test_a_second_chair_on_the_same_days(client, network, body):
    SeatFactory(
        body=body,
        role=Role.CHAIR,
        person__function="Burgemeester van Losser",
        valid_from=date(2015, 1, 1),
        valid_until=date(2017, 1, 1),
    )
    page = address("add_seat", network, body.slug)
    sent = seat(role="chair", last_day="2017-12-31")

    told = refused(client.post(page, sent), at="role")

    assert "heeft één voorzitter tegelijk" in told
    assert "Burgemeester van Losser" in told
    assert "Beëindig eerst die zetel, of wijs er een opvolger op aan" in told
    assert Seat.objects.filter(body=body).count() == 1
    assert client.post(page, sent | {"valid_from": "2017-01-01"}).status_code == 302


@pytest.mark.parametrize(
    ("days", "at", "way_out"),
    [
        ({"valid_from": "2014-12-31", "last_day": "2017-12-31"}, "valid_from", "1 januari 2015"),
        ({"valid_from": "2016-01-01", "last_day": "2018-01-01"}, "last_day", "31 december 2017"),
        ({"valid_from": "2016-01-01", "last_day": ""}, "last_day", "31 december 2017"),
        ({"valid_from": "2017-01-01", "last_day": "2016-12-31"}, "last_day", "1 januari 2017"),
    ],
)
def test_a_seat_outside_the_life_of_its_body_or_back_to_front(
    client, network, body, days, at, way_out
):
    told = refused(client.post(address("add_seat", network, body.slug), seat(**days)), at=at)

    assert way_out in told
    assert not Seat.objects.filter(body=body).exists()


@pytest.mark.parametrize(
    ("starts_on", "way_out"),
    [
        ("2018-01-01", "eindigde op 31 december 2017. Kies een eerdere eerste dag"),
        ("2016-01-01", "De zetel zelf begint op 1 januari 2016. Laat de opvolger later beginnen"),
    ],
)
def test_a_successor_on_a_day_that_is_none_of_the_seat(client, network, body, starts_on, way_out):
    held = SeatFactory(body=body, valid_from=date(2016, 1, 1), valid_until=date(2018, 1, 1))
    sent = REASON | {"starts_on": starts_on}

    told = refused(client.post(address("succeed", network, held.pk), sent), at="starts_on")

    assert way_out in told
    assert Seat.objects.get(body=body).valid_until == date(2018, 1, 1)


def test_a_line_of_reporting_that_comes_back(client, network, body):
    above = BodyFactory(network=network, name="Bestuur")
    between = BodyFactory(network=network, name="Kerngroep")
    for lower, upper in ((above, between), (between, body)):
        BodyRelation.objects.create(
            body=lower, kind=RelationKind.REPORTS_TO, other=upper, valid_from=date(2015, 1, 1)
        )
    sent = REASON | {"kind": "advises", "other": above.pk, "valid_from": "2016-01-01"}

    told = refused(client.post(address("add_relation", network, body.slug), sent), at="other")

    assert "kring" in told
    assert "Bestuur" in told
    assert "Beëindig eerst die relatie, of keer deze om" in told
    assert BodyRelation.objects.count() == 2


@pytest.mark.parametrize(
    "alike",
    [
        {"function": "burgemeester van almelo", "organisation": "same"},
        {"function": "Voorzitter", "name": "J. Jansen"},
    ],
)
def test_somebody_who_looks_like_a_known_person_is_asked_about(client, network, alike):
    almelo = OrganisationFactory(name="Gemeente Almelo", area=network.area)
    PersonFactory(function="Burgemeester van Almelo", name="J. Jansen", organisation=almelo)
    sent = REASON | alike | ({"organisation": almelo.pk} if "organisation" in alike else {})
    page = address("add_person", network)

    asked = client.post(page, sent)

    assert "Burgemeester van Almelo, Gemeente Almelo" in refused(asked, at="")
    box = BeautifulSoup(asked.content, "html.parser").select_one("#id_are_different_people")
    assert box is not None
    assert "checked" not in box.attrs
    assert Person.objects.filter(function=alike["function"]).count() == 0
    assert client.post(page, sent | {"are_different_people": "on"}).status_code == 302
    assert Person.objects.filter(function=alike["function"]).count() == 1


def test_a_day_that_is_none_is_told_beside_what_else_is_wrong(client, network, body):
    sent = seat(valid_from="31-02-2016", role="")

    answer = client.post(address("add_seat", network, body.slug), sent)

    assert refused(answer, at="valid_from")
    assert refused(answer, at="role")
