"""Ten years of seats: who sat where, one after the other, and the changes that say so."""

from collections import Counter
from datetime import timedelta
from typing import Any

from ivz.authorization.roles import BodyKind, Role
from ivz.example.scale.filling import (
    FIRST_DAY,
    LAST_DAY,
    MARK,
    District,
    Filling,
    Post,
    Term,
    insert,
)
from ivz.network.models import Body, Seat
from ivz.network.models.bodies import SeatState
from ivz.network.models.people import OrganisationKind
from ivz.workflow.changes import snapshot
from ivz.workflow.models import Change

GROUP_SIZE = 11
ROTATION_YEARS = 2
VACANT_SHARE = 0.04
_CHAIR_AND_SECRETARY = 2
_PARTNER_ROLES = {
    OrganisationKind.POLICE: Role.POLICE,
    OrganisationKind.PROSECUTOR: Role.PROSECUTOR,
    OrganisationKind.SAFETY_REGION: Role.ANALYST,
}


def add_seats(filling: Filling) -> None:
    """Seat people in every body that has hardly any, and note when terms ended."""
    seated = Counter(Seat.objects.values_list("body_id", flat=True))
    rows: list[Seat] = []
    for district in filling.districts:
        for body in district.bodies:
            if seated[body.pk] == 0:
                rows += _seats_in(body, district, filling)
            elif body == district.board and seated[body.pk] <= _CHAIR_AND_SECRETARY:
                rows += _members_of(body, district, filling, chair=None)
    insert(Seat, rows)
    _note_changes()
    for seat in Seat.objects.select_related("person", "body").order_by("pk"):
        filling.seats.setdefault(seat.body_id, []).append(seat)


def _seats_in(body: Body, district: District, filling: Filling) -> list[Seat]:
    chair = filling.chance.choice(district.mayors)
    rows = _terms(body, chair, Role.CHAIR, filling)
    if district.secretary is not None:
        rows += _terms(body, district.secretary, Role.SECRETARY, filling)
    return rows + _members_of(body, district, filling, chair=chair)


def _members_of(
    body: Body, district: District, filling: Filling, *, chair: Post | None
) -> list[Seat]:
    rows: list[Seat] = []
    for place, post in enumerate(_who(body, district, filling)):
        if post is chair:
            continue
        if body.kind == BodyKind.AGENDA_COMMITTEE and post in district.coordinators:
            rows += _rotating(body, place, district)
        else:
            rows += _terms(body, post, _role(post, district), filling)
    return rows


def _who(body: Body, district: District, filling: Filling) -> list[Post]:
    if body.kind in {BodyKind.BOARD, BodyKind.UNIT_BOARD}:
        return [*district.mayors, *district.partners[:3]]
    if body.kind == BodyKind.PLATFORM:
        return [*district.coordinators, *district.partners]
    return filling.chance.sample(district.posts, min(GROUP_SIZE, len(district.posts)))


def _role(post: Post, district: District) -> Role:
    if post in district.coordinators:
        return Role.MUNICIPAL_COORDINATOR
    if post in district.mayors or post in district.officials:
        return Role.MEMBER
    return _PARTNER_ROLES.get(OrganisationKind(post.organisation.kind), Role.ADVISER)


def _terms(body: Body, post: Post, role: Role, filling: Filling) -> list[Seat]:
    """Give the seats of a post in a body: one per person who held it; at times open by now."""
    found = [_seat(body, post, role, term) for term in post.terms]
    rows = [seat for seat in found if seat is not None]
    may_be_open = role not in {Role.CHAIR, Role.SECRETARY} and rows and not rows[-1].valid_until
    if may_be_open and filling.chance.random() < VACANT_SHARE:
        rows += _left_open(rows[-1], filling)
    return rows


def _left_open(last: Seat, filling: Filling) -> list[Seat]:
    """End the last seat of a row lately and give the open one after it."""
    left_on = LAST_DAY - timedelta(days=filling.chance.randint(10, 120))
    if last.valid_from and last.valid_from >= left_on:
        return []
    last.valid_until = left_on
    state = filling.chance.choice([SeatState.OPEN, SeatState.RECRUITING])
    return [
        Seat(
            body=last.body,
            role=last.role,
            organisation=last.organisation,
            area=last.area,
            state=state,
            note=MARK,
            valid_from=left_on,
        )
    ]


def _seat(body: Body, post: Post, role: Role, term: Term) -> Seat | None:
    """Give the seat of one person, cut to the life of the body; None where nothing is left."""
    starts = max(day for day in (body.valid_from, term.valid_from) if day)
    ends = min((day for day in (body.valid_until, term.valid_until) if day), default=None)
    if ends is not None and ends <= starts:
        return None
    return Seat(
        body=body,
        role=role,
        person=term.person,
        organisation=post.organisation,
        area=post.area,
        note=MARK,
        valid_from=starts,
        valid_until=ends,
    )


def _rotating(body: Body, place: int, district: District) -> list[Seat]:
    """Give a municipal seat that goes to the next municipality every two years."""
    rows: list[Seat] = []
    start = max(body.valid_from or FIRST_DAY, FIRST_DAY)
    while start < LAST_DAY:
        end = start.replace(year=start.year + ROTATION_YEARS)
        turn = place + len(rows) * GROUP_SIZE
        post = district.coordinators[turn % len(district.coordinators)]
        until = None if end >= LAST_DAY else end
        term = Term(person=post.holder(start), valid_from=start, valid_until=until)
        seat = _seat(body, post, Role.MUNICIPAL_COORDINATOR, term)
        if seat is None:
            break
        seat.rotates_every_years = ROTATION_YEARS
        rows.append(seat)
        start = end
    return rows


def _note_changes() -> None:
    """Note as changes that terms ended, so that the history of the registers has a size too."""
    ended = Seat.objects.exclude(valid_until=None).filter(note=MARK)
    insert(Change, [_change(seat) for seat in ended.select_related("person", "body")])


def _change(seat: Seat) -> Change:
    after = snapshot(seat)
    before: dict[str, Any] = {**after, "valid_until": None}
    ended = seat.valid_until or LAST_DAY
    return Change(
        subject_model=seat._meta.label,
        subject_id=str(seat.pk),
        label=str(seat)[:300],
        before=before,
        after=after,
        reason=f"Termijn voorbij {MARK}",
        by="voorbeeld-coordinator",
        on=min(ended, LAST_DAY),
    )
