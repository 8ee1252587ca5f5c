"""Who may change the register of the network, and when."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor, system_actor
from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Duty, Role
from ivz.errors import RuleBroken
from ivz.network.actions import upkeep_seats
from ivz.network.actions.register import SeatDetails, add_seat, found_network
from ivz.network.models import Network, Seat
from ivz.network.rules.seats import check_seat_within_body
from tests.factories import (
    TODAY,
    AreaFactory,
    BodyFactory,
    NetworkFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
    actor_with,
    secretary_of,
    someone_with_duty,
    visitor,
)
from tests.network.correcting import because

pytestmark = pytest.mark.django_db

START, END = date(2016, 1, 1), date(2018, 1, 1)


def account():
    return Actor(user=UserFactory(), today=TODAY)


def administrator():
    return someone_with_duty(Duty.ADMINISTRATOR)


def auditor():
    return someone_with_duty(Duty.AUDITOR)


def command():
    return system_actor(TODAY)


FOUNDERS = [
    # who, in example mode, whether there is a network already, and whether it is allowed
    (visitor, True, False, True),
    (account, True, False, True),
    (visitor, True, True, False),
    (visitor, False, False, False),
    (account, False, False, False),
    (auditor, False, False, False),
    (auditor, True, True, False),
    (administrator, False, False, True),
    (administrator, False, True, True),
    (command, False, True, True),
]


@pytest.mark.parametrize(("who", "is_example", "has_network", "may"), FOUNDERS)
def test_who_may_found_a_network(settings, who, is_example, has_network, may):
    settings.IS_EXAMPLE = is_example
    area = AreaFactory()
    if has_network:
        NetworkFactory()

    assert allowed(lambda: found_network("Nieuw", slug="nieuw", area=area, by=who())) is may
    assert Network.objects.filter(slug="nieuw").exists() is may


@pytest.mark.parametrize(("who", "is_example", "has_network", "may"), FOUNDERS)
def test_who_may_found_may_go_on_building_until_somebody_sits_in_it(
    settings, who, is_example, has_network, may
):
    settings.IS_EXAMPLE = is_example
    body = BodyFactory()
    if has_network:
        NetworkFactory()
    seat = SeatDetails(role=Role.SECRETARY, person=PersonFactory())

    assert allowed(lambda: add_seat(seat, body=body, by=who())) is may
    assert Seat.objects.exists() is may


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (lambda platform: visitor(), False),
        (lambda platform: account(), False),
        (lambda platform: administrator(), False),
        (lambda platform: auditor(), False),
        (lambda platform: actor_with(Role.CHAIR, body=platform), False),
        (lambda platform: actor_with(Role.MEMBER, body=platform), False),
        (lambda platform: secretary_of(BodyFactory(network=platform.network)), False),
        (lambda platform: secretary_of(BodyFactory(kind=BodyKind.PLATFORM)), False),
        (secretary_of, True),
        (lambda platform: command(), True),
    ],
    ids=[
        "visitor",
        "account",
        "administrator",
        "auditor",
        "chair",
        "member",
        "secretary of another body",
        "secretary of another platform",
        "secretary of the platform",
        "command",
    ],
)
def test_who_may_give_and_take_seats_once_somebody_sits_there(who, may):
    platform = BodyFactory(kind=BodyKind.PLATFORM)
    seat = SeatFactory(body=platform)

    actor = who(platform)

    why = because(platform.network, actor)
    assert allowed(lambda: upkeep_seats.revoke(seat, version=1, correction=why)) is may
    seat.refresh_from_db()
    assert seat.is_revoked is may
    assert AuditEntry.objects.filter(event="seat.revoked").exists() is may


def allowed(act):
    try:
        act()
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "fits"),
    [
        (START, END, True),
        (date(2016, 2, 1), date(2017, 1, 1), True),
        (None, END, False),
        (START, None, False),
        (date(2015, 12, 31), END, False),
        (START, date(2018, 1, 2), False),
    ],
)
def test_a_seat_lies_within_the_life_of_its_body(valid_from, valid_until, fits):
    body = BodyFactory(valid_from=START, valid_until=END)
    seat = SeatFactory.build(body=body, valid_from=valid_from, valid_until=valid_until)

    if fits:
        check_seat_within_body(seat, body=body)
    else:
        with pytest.raises(RuleBroken, match="zetel"):
            check_seat_within_body(seat, body=body)


def test_a_body_without_end_takes_any_seat():
    body = BodyFactory()

    check_seat_within_body(SeatFactory.build(body=body, valid_from=None), body=body)
