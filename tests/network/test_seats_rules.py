"""When a seat is right, and when its turn is over."""

from datetime import date

import pytest
from django.core.management import call_command

from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep_seats import revoke
from ivz.network.models import Seat
from ivz.network.rules.seats import check_seat, rotation_due
from tests.factories import BodyFactory, SeatFactory, secretary_of
from tests.network.correcting import because

pytestmark = pytest.mark.django_db

ROTATIONS = [
    # starts, rotates every … years, is due
    (date(2016, 1, 1), 2, date(2018, 1, 1)),
    (date(2016, 2, 29), 1, date(2017, 3, 1)),
    (date(2016, 2, 29), 4, date(2020, 3, 1)),
    (date(2016, 1, 1), None, None),
    (None, 2, None),
]


@pytest.mark.parametrize(("start", "years", "due"), ROTATIONS)
def test_a_seat_rotates_so_many_years_after_its_first_day(start, years, due):
    seat = Seat(valid_from=start, rotates_every_years=years)

    assert rotation_due(seat) == due


def test_only_the_five_municipal_seats_of_the_agenda_committee_rotate_in_2018():
    call_command("load_example", verbosity=0)

    due = {
        seat.title: rotation_due(seat)
        for seat in Seat.objects.filter(body__slug="agendacommissie-platform")
    }

    assert len(due) == 11
    assert {title: day for title, day in due.items() if day} == {
        "Basisteam Midden": date(2018, 1, 1),
        "Basisteam Noord": date(2018, 1, 1),
        "Basisteam Noord-Oost": date(2018, 1, 1),
        "Basisteam West": date(2018, 1, 1),
        "Basisteam Enschede": date(2018, 1, 1),
    }


BESIDE = [
    # role and title of the first and of the second seat, the second one's days, allowed
    (Role.CHAIR, "", Role.CHAIR, "", (date(2016, 6, 1), None), False),
    (Role.CHAIR, "", Role.CHAIR, "Technisch voorzitter", (date(2016, 6, 1), None), False),
    (Role.CHAIR, "", Role.CHAIR, "", (date(2017, 1, 1), None), True),
    (Role.CHAIR, "", Role.CHAIR, "", (date(2015, 1, 1), date(2016, 1, 1)), True),
    (Role.CHAIR, "", Role.MEMBER, "", (date(2016, 6, 1), None), True),
    (Role.SECRETARY, "", Role.SECRETARY, "", (None, None), False),
    (Role.SECRETARY, "", Role.SECRETARY, "Verslag", (None, None), True),
    (Role.MEMBER, "", Role.MEMBER, "", (date(2016, 6, 1), None), True),
]


@pytest.mark.parametrize(("role", "title", "other_role", "other_title", "days", "allowed"), BESIDE)
def test_a_body_has_one_chair_and_one_secretary_at_a_time(
    role, title, other_role, other_title, days, allowed
):
    body = BodyFactory()
    SeatFactory(
        body=body,
        role=role,
        title=title,
        valid_from=date(2016, 1, 1),
        valid_until=date(2017, 1, 1),
    )
    second = SeatFactory.build(
        body=body, role=other_role, title=other_title, valid_from=days[0], valid_until=days[1]
    )

    assert holds(second) is allowed


def test_a_revoked_chair_makes_room_for_another():
    first = SeatFactory(role=Role.CHAIR, is_revoked=True)

    assert holds(SeatFactory.build(body=first.body, role=Role.CHAIR))


def test_a_refused_chair_learns_who_it_is_and_what_to_do():
    first = SeatFactory(role=Role.CHAIR, person__function="Burgemeester van Almelo")

    with pytest.raises(RuleBroken, match=r"Burgemeester van Almelo.*opvolger"):
        check_seat(SeatFactory.build(body=first.body, role=Role.CHAIR))


def test_a_seat_outside_the_life_of_its_body_is_refused_with_the_days_that_fit():
    body = BodyFactory(valid_from=date(2016, 1, 1), valid_until=date(2018, 1, 1))
    seat = SeatFactory.build(body=body, valid_from=date(2015, 6, 1), valid_until=None)

    with pytest.raises(RuleBroken, match=r"1 januari 2016.*31 december 2017"):
        check_seat(seat)


def holds(seat):
    try:
        check_seat(seat)
    except RuleBroken:
        return False
    return True


def test_a_seat_that_lies_wrong_can_be_revoked_all_the_same():
    ended = BodyFactory(valid_until=date(2015, 1, 1))
    seat = SeatFactory(body=ended)
    platform = BodyFactory(network=ended.network, kind=BodyKind.PLATFORM)
    why = because(ended.network, secretary_of(platform))

    revoke(seat, version=seat.version, correction=why)

    assert Seat.objects.get(pk=seat.pk).is_revoked
