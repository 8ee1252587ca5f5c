"""What pages and lists ask about who was there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ivz.accounts.prepared import prepared
from ivz.authorization.roles import Role
from ivz.meetings.models import Attendance, Meeting
from ivz.meetings.states import Presence
from ivz.network.models import Body, Person, Seat, in_force

_ROLE_ORDER = [Role.CHAIR, Role.MEMBER, Role.POLICE, Role.PROSECUTOR]


@dataclass(frozen=True, kw_only=True)
class Attendees:
    """Who was there and who was not, each person once.

    ``deputies`` gives for each seat that was deputised who took whose place; ``guests`` who
    joined without a seat, by function.
    """

    present: Sequence[Person]
    absent: Sequence[Person]
    deputies: Sequence[Attendance]
    guests: Sequence[str]

    @property
    def is_known(self) -> bool:
        """Whether anybody kept a list."""
        return bool(self.absent or self.deputies or self.present or self.guests)

    @property
    def told(self) -> list[tuple[str, list[str]]]:
        """Name by function who was there, who was not, and who took whose place.

        What nobody is in is left out; guests stand apart.
        """
        stood_in = {row.deputy_id for row in self.deputies}
        replaced = {row.seat.person_id for row in self.deputies}
        rows = [
            (_("Who was present"), [str(each) for each in self.present if each.pk not in stood_in]),
            (
                _("Absent with notice"),
                [str(each) for each in self.absent if each.pk not in replaced],
            ),
            (_("Represented"), [_took_place(row) for row in self.deputies]),
        ]
        return [(name, people) for name, people in rows if people]


def _took_place(row: Attendance) -> str:
    return _("%(holder)s by %(deputy)s") % {"holder": row.seat.person, "deputy": row.deputy}


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """How many were there, by seat and role; nobody counts twice."""

    has_chair: bool
    others: int
    absent: int
    guests: Sequence[str]
    is_known: bool


def seats_on_the_day(meeting: Meeting) -> list[Seat]:
    """The filled seats of the body on the day of the meeting: chair, members, others."""
    seats = (
        Seat.objects.filter(in_force(meeting.date), body=meeting.body_id, is_revoked=False)
        .exclude(person=None)
        .select_related("person", "organisation", "deputy")
    )
    return sorted(seats, key=seat_order)


def seat_order(seat: Seat) -> tuple[int, str, int]:
    """Order seats by role, then by function as people count."""
    known = [str(role) for role in _ROLE_ORDER]
    rank = known.index(seat.role) if seat.role in known else len(known)
    return rank, counted(str(seat.person)), seat.pk


def counted(words: str) -> str:
    """Write numbers in ``words`` at one width, so that member 2 sorts before member 10."""
    return re.sub(r"[0-9]+", lambda number: number[0].zfill(6), words)


@prepared
def _kept_of(meeting_id: int) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting=meeting_id).select_related("seat__person", "deputy")


def attendees(meeting: Meeting) -> Attendees:
    """Who counts as present and as absent; two SQL queries at most.

    Chair and secretary count as present once a list is kept, whether it names them or not.
    Policy: docs/policy/meetings.md#attendance
    """
    kept = sorted(
        _kept_of(meeting.pk),
        key=lambda row: (counted(str(row.seat.person)), row.pk),
    )
    guests = meeting.guests.splitlines()
    if not kept:
        return Attendees(present=[], absent=[], deputies=[], guests=guests)
    present = {
        person.pk: person
        for person in [
            *(person for person in [meeting.chair, meeting.secretary] if person),
            *(row.seat.person for row in kept if row.presence == Presence.PRESENT),
            *(row.deputy for row in kept),
        ]
        if person is not None
    }
    absent = {
        row.seat.person.pk: row.seat.person
        for row in kept
        if row.presence != Presence.PRESENT and row.seat.person is not None
    }
    return Attendees(
        present=list(present.values()),
        absent=list(absent.values()),
        deputies=[row for row in kept if row.deputy is not None],
        guests=guests,
    )


def possible_deputies(body: Body) -> list[Person]:
    """People who may stand in for a seat: whoever has one, or deputises, in the network."""
    people = Person.objects.filter(seats__body__network=body.network_id) | Person.objects.filter(
        deputy_seats__body__network=body.network_id
    )
    return list(people.distinct().order_by("function"))


def turnout_of(meeting: Meeting) -> Turnout:
    """Count who was there; two SQL queries at most.

    Policy: docs/policy/meetings.md#attendance
    """
    return turnout(meeting, attendees(meeting))


def turnout(meeting: Meeting, kept: Attendees) -> Turnout:
    """Count who was there, by the list that was kept."""
    has_chair = meeting.chair_id is not None
    return Turnout(
        has_chair=has_chair,
        others=len(kept.present) - int(has_chair),
        absent=len(kept.absent),
        guests=kept.guests,
        is_known=kept.is_known,
    )
