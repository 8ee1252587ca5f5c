"""Who can have been at a meeting.

Policy: docs/policy/meetings.md#attendance
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from django.core.exceptions import PermissionDenied
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.meetings.models import Meeting
from ivz.meetings.pasted.attendance import normalised
from ivz.meetings.states import MeetingState, Presence
from ivz.network.models import Person, Seat, in_force


@dataclass(frozen=True, kw_only=True)
class SeatPresence:
    """What the attendance list says of one seat."""

    seat: Seat
    presence: Presence
    deputy: Person | None = None


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """One person on one side of the list, because of one seat."""

    person: Person
    seat: Seat


MOST_GUESTS = 50
LONGEST_GUEST = 150


class SameName(RuleBroken):
    """Two people with one name stand on both sides; somebody must say that they are two."""


def check_may_record_attendance(meeting: Meeting, *, by: Actor) -> None:
    """Let the secretary keep the list, from convening until adoption."""
    if not by.may(Permission.RECORD_ATTENDANCE, within=meeting):
        raise PermissionDenied(Permission.RECORD_ATTENDANCE)
    if meeting.state == MeetingState.DRAFT:
        raise RuleBroken(_("The agenda is not out yet. Convene the meeting first."))
    if meeting.state == MeetingState.ADOPTED:
        raise RuleBroken(_("The decision list is adopted; this meeting changes no more."))


def check_attendance(
    meeting: Meeting, entries: Sequence[SeatPresence], *, are_different_people: bool
) -> None:
    """Refuse a list that contradicts itself.

    Args:
        meeting: its chair and secretary count as present.
        entries: one per seat.
        are_different_people: somebody confirmed that equal names are two people.
    """
    for entry in entries:
        _check_deputy(entry)
        _check_counts_as_present(meeting, entry)
    present, absent = sides(entries)
    _check_nobody_on_both(present, absent)
    if not are_different_people:
        _check_no_equal_names(present, absent)


def check_says_something(
    meeting: Meeting, entries: Sequence[SeatPresence], guests: Sequence[str]
) -> None:
    """Refuse a list on which nothing is chosen where none is kept: it would tell nothing."""
    if not (entries or guests or meeting.guests or meeting.attendance.exists()):
        raise RuleBroken(
            _(
                "Nothing is chosen yet, so nothing is saved. "
                "Choose at one seat at least who was there, or name a guest."
            )
        )


def check_guests(meeting: Meeting, guests: Sequence[str]) -> None:
    """Refuse a guest who holds a seat in the body on that day, stands there twice or is too long.

    One query.
    """
    if len(guests) > MOST_GUESTS or any(len(guest) > LONGEST_GUEST for guest in guests):
        raise RuleBroken(
            _("Name at most %(count)s guests, each in at most %(length)s characters.")
            % {"count": MOST_GUESTS, "length": LONGEST_GUEST},
            field="guests",
        )
    held = Seat.objects.filter(in_force(meeting.date), body=meeting.body_id, is_revoked=False)
    seated = {
        name
        for seat in held.select_related("person")
        if seat.person
        for name in _names(seat.person)
    }
    seen: set[str] = set()
    for guest in guests:
        name = normalised(guest)
        if {name, *(normalised(guest.partition(mark)[0]) for mark in (",", " ("))} & seated:
            told = _("%(guest)s has a seat in this body. Choose present at that seat instead.")
            raise RuleBroken(told % {"guest": guest}, field="guests")
        if name in seen:
            told = _("%(guest)s stands among the guests twice. Keep one of the two.")
            raise RuleBroken(told % {"guest": guest}, field="guests")
        seen.add(name)


def with_body(meeting: Meeting, guests: Sequence[str]) -> list[str]:
    """Name with each guest the other body of the network that they sit in on that day.

    One query, and none without guests. More than a function is left as it is written. Refuses a
    guest who sits in several: then it has to be said in which capacity they came.
    """
    if not guests:
        return []
    held = Seat.objects.filter(
        in_force(meeting.date),
        body__network=meeting.body.network_id,
        person__function__in=guests,
        is_revoked=False,
    ).exclude(body=meeting.body_id)
    sits_in: defaultdict[str, set[str]] = defaultdict(set)
    for function, body in held.values_list("person__function", "body__short_name"):
        sits_in[function].add(body)
    return [_with_body(guest, sorted(sits_in[guest])) for guest in guests]


def _with_body(guest: str, bodies: list[str]) -> str:
    if not bodies:
        return guest
    if len(bodies) > 1:
        told = _("%(guest)s has a seat in %(bodies)s. Say for which they came: “%(example)s”.")
        example = f"{guest} ({bodies[0]})"
        names = get_text_list(bodies, _("and"))
        raise RuleBroken(
            told % {"guest": guest, "bodies": names, "example": example}, field="guests"
        )
    return f"{guest} ({bodies[0]})"


def sides(entries: Iterable[SeatPresence]) -> tuple[list[Sighting], list[Sighting]]:
    """Tell who is present and who is absent; a deputised holder is absent, the deputy present."""
    present: list[Sighting] = []
    absent: list[Sighting] = []
    for entry in entries:
        if entry.seat.person is not None:
            side = present if entry.presence == Presence.PRESENT else absent
            side.append(Sighting(person=entry.seat.person, seat=entry.seat))
        if entry.deputy is not None:
            present.append(Sighting(person=entry.deputy, seat=entry.seat))
    return present, absent


def _check_deputy(entry: SeatPresence) -> None:
    if (entry.presence == Presence.DEPUTISED) != (entry.deputy is not None):
        raise RuleBroken(
            _("Say who the deputy of %(seat)s is, or choose present or absent.")
            % {"seat": entry.seat.person or entry.seat}
        )
    if entry.deputy is not None and entry.deputy == entry.seat.person:
        raise RuleBroken(
            _("%(person)s cannot be their own deputy. Choose present, or somebody else.")
            % {"person": entry.deputy}
        )


def _check_counts_as_present(meeting: Meeting, entry: SeatPresence) -> None:
    person = entry.seat.person
    if person is None or entry.presence == Presence.PRESENT:
        return
    if person.pk == meeting.chair_id:
        raise RuleBroken(
            _(
                "%(person)s chairs this meeting and counts as present. "
                "Did somebody else chair? Change that at the meeting first."
            )
            % {"person": person}
        )
    if person.pk == meeting.secretary_id:
        raise RuleBroken(
            _(
                "%(person)s is the secretary of this meeting and counts as present. "
                "Was it somebody else? Change that at the meeting first."
            )
            % {"person": person}
        )


def _check_nobody_on_both(present: list[Sighting], absent: list[Sighting]) -> None:
    """Refuse a list with somebody on both sides; everybody who is gets named at once."""
    on_both = [
        _on_both(here, away)
        for here, away in product(present, absent)
        if here.person.pk == away.person.pk
    ]
    if on_both:
        raise RuleBroken(" ".join(on_both))


def _on_both(here: Sighting, away: Sighting) -> str:
    told = _(
        "%(person)s cannot be both present and absent: present as %(here)s, "
        "absent as %(away)s. Choose one for both seats."
    )
    return told % {"person": here.person, **_seat_names(here, away)}


def _check_no_equal_names(present: list[Sighting], absent: list[Sighting]) -> None:
    for here, away in product(present, absent):
        shared = _names(here.person) & _names(away.person)
        if shared:
            raise SameName(
                _(
                    "One name stands on both sides: present as %(here)s, absent as %(away)s. "
                    "Are these two different people? Then confirm that below."
                )
                % _seat_names(here, away)
            )


def _seat_names(here: Sighting, away: Sighting) -> dict[str, str]:
    return {"here": seat_name(here.seat), "away": seat_name(away.seat)}


def _names(person: Person) -> set[str]:
    return {normalised(spelling) for spelling in person.spellings}


def seat_name(seat: Seat) -> str:
    """Name a seat by holder, role and, where there is one, organisation."""
    words = {"holder": seat.person or seat.get_state_display(), "role": seat.get_role_display()}
    if seat.organisation is None:
        return _("%(holder)s (%(role)s)") % words
    return _("%(holder)s (%(role)s, %(organisation)s)") % {
        **words,
        "organisation": seat.organisation,
    }
