"""Who an account is on a day, and what the seats of that day allow."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from ivz.accounts.actors import Actor, actor_of, system_actor
from ivz.accounts.models import DutyAssignment
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import BodyKind, Duty, Role
from ivz.network.actions.upkeep_seats import revoke
from ivz.network.models import Seat
from tests.factories import (
    TODAY,
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

A_DAY = timedelta(days=1)
RECORD = Permission.RECORD_DECISIONS


def holder_of(seat, *, today=TODAY):
    if seat.person.user is None:
        seat.person.user = UserFactory()
        seat.person.save()
    return Actor(user=seat.person.user, today=today)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "counts"),
    [
        (None, None, True),
        (TODAY - A_DAY, None, True),
        (TODAY, None, True),
        (TODAY + A_DAY, None, False),
        (None, TODAY + A_DAY, True),
        (None, TODAY, False),
        (None, TODAY - A_DAY, False),
        (TODAY, TODAY + A_DAY, True),
    ],
    ids=[
        "since before anyone noted it",
        "since yesterday",
        "from today",
        "from tomorrow",
        "up to and including today",
        "up to and including yesterday",
        "ended before",
        "today only",
    ],
)
def test_a_seat_counts_from_its_first_day_up_to_the_day_it_ends(valid_from, valid_until, counts):
    seat = SeatFactory(role=Role.SECRETARY, valid_from=valid_from, valid_until=valid_until)

    actor = holder_of(seat)

    assert actor.may(RECORD, within=seat.body) is counts
    assert actor.body_ids == ({seat.body_id} if counts else set())


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "counts"),
    [(None, TODAY + A_DAY, True), (None, TODAY, False), (TODAY + A_DAY, None, False)],
)
def test_a_body_that_is_not_in_force_gives_its_seats_nothing(valid_from, valid_until, counts):
    body = BodyFactory(valid_from=valid_from, valid_until=valid_until)

    actor = secretary_of(body)

    assert actor.may(RECORD, within=body) is counts


def test_a_seat_gives_nothing_tomorrow_when_it_ends_today():
    seat = SeatFactory(role=Role.SECRETARY, valid_until=TODAY + A_DAY)
    today, tomorrow = holder_of(seat), holder_of(seat, today=TODAY + A_DAY)

    assert today.may(RECORD, within=seat.body)
    assert not tomorrow.may(RECORD, within=seat.body)


def test_a_revoked_seat_gives_nothing_from_the_next_request():
    platform = BodyFactory(kind=BodyKind.PLATFORM)
    coordinator = secretary_of(platform)
    leaving = SeatFactory(body=platform, role=Role.SECRETARY, valid_until=date(2030, 1, 1))
    before = holder_of(leaving).may(RECORD, within=platform)

    revoke(leaving, version=leaving.version, correction=because(platform.network, coordinator))

    assert before
    assert not holder_of(leaving).may(RECORD, within=platform)


def test_an_account_that_is_switched_off_gives_nothing_whatever_its_seats():
    body = BodyFactory()
    actor = secretary_of(body)
    actor.user.is_active = False
    actor.user.save()

    switched_off = Actor(user=actor.user, today=TODAY)

    assert not switched_off.may(RECORD, within=body)
    assert (switched_off.seats, switched_off.person_id) == ((), None)


def test_an_account_that_is_switched_off_has_no_duties():
    administrator = someone_with_duty(Duty.ADMINISTRATOR)
    administrator.user.is_active = False

    switched_off = Actor(user=administrator.user, today=TODAY)

    assert not switched_off.may_for_installation(Permission.MANAGE_INSTALLATION)


def test_the_secretary_of_one_body_may_do_nothing_in_another():
    network = NetworkFactory()
    own, other = BodyFactory.create_batch(2, network=network)

    actor = secretary_of(own)

    assert {p for p in Permission if actor.may(p, within=own)}
    assert not {p for p in Permission if actor.may(p, within=other)}


def test_the_secretary_of_the_platform_manages_the_own_network_only():
    network, other = NetworkFactory.create_batch(2)
    actor = secretary_of(BodyFactory(network=network, kind=BodyKind.PLATFORM))

    assert actor.may(Permission.MANAGE_NETWORK, within=network)
    assert not actor.may(Permission.MANAGE_NETWORK, within=other)


@pytest.mark.parametrize("sits_in_parent", [True, False], ids=["parent", "district"])
def test_a_seat_reaches_neither_up_to_the_parent_network_nor_down(sits_in_parent):
    parent = NetworkFactory()
    district = NetworkFactory(parent=parent)
    own, other = (parent, district) if sits_in_parent else (district, parent)
    actor = secretary_of(BodyFactory(network=own, kind=BodyKind.PLATFORM))
    body_there = BodyFactory(network=other, kind=BodyKind.PLATFORM)

    allowed = {p for p in Permission for place in (other, body_there) if actor.may(p, within=place)}

    assert not allowed
    assert actor.network_ids == {own.pk}


def test_several_seats_add_up():
    board, platform = BodyFactory(), BodyFactory(kind=BodyKind.PLATFORM)
    person = PersonFactory()
    actor_with(Role.MEMBER, body=board, person=person)

    actor = actor_with(Role.SECRETARY, body=platform, person=person)

    assert actor.body_ids == {board.pk, platform.pk}
    assert actor.may(RECORD, within=platform)
    assert not actor.may(RECORD, within=board)


@pytest.mark.parametrize("duty", Duty)
def test_a_duty_for_the_installation_gives_no_right_in_any_body(duty):
    body = BodyFactory(kind=BodyKind.PLATFORM)

    actor = someone_with_duty(duty)

    assert not {
        p for p in Permission for place in (body, body.network) if actor.may(p, within=place)
    }
    assert not actor.seats


@pytest.mark.parametrize(
    ("duty", "permission"),
    [
        (Duty.AUDITOR, Permission.READ_AUDIT_TRAIL),
        (Duty.ADMINISTRATOR, Permission.MANAGE_INSTALLATION),
    ],
)
def test_a_duty_gives_one_right_while_it_lasts(duty, permission):
    user = UserFactory()
    DutyAssignment.objects.create(user=user, duty=duty, valid_from=TODAY, valid_until=TODAY + A_DAY)
    days = [TODAY - A_DAY, TODAY, TODAY + A_DAY]

    allowed = [
        {p for p in Permission if Actor(user=user, today=day).may_for_installation(p)}
        for day in days
    ]

    assert allowed == [set(), {permission}, set()]


def test_a_seat_gives_no_right_over_the_installation():
    actor = secretary_of(BodyFactory(kind=BodyKind.PLATFORM))

    assert not {p for p in Permission if actor.may_for_installation(p)}


@pytest.mark.parametrize(
    "nobody", [visitor(), system_actor(TODAY)], ids=["visitor", "the program itself"]
)
def test_whoever_has_no_account_may_do_nothing(nobody):
    body = BodyFactory()

    assert not {p for p in Permission if nobody.may(p, within=body)}
    assert not {p for p in Permission if nobody.may_for_installation(p)}
    assert (nobody.is_signed_in, nobody.name) == (False, "anonymous")


def test_an_anonymous_visitor_is_an_actor_without_user():
    assert actor_of(AnonymousUser(), today=TODAY).user is None


def test_rights_take_one_question_to_the_database(django_assert_num_queries):
    body = BodyFactory()
    known = secretary_of(body)
    SeatFactory.create_batch(3, person=Seat.objects.get(person__user=known.user).person)
    actor = Actor(user=known.user, today=TODAY)

    with django_assert_num_queries(1):
        for permission in Permission:
            actor.may(permission, within=body)
        actor.network_ids, actor.body_ids, actor.person_id  # noqa: B018 asked, not used
