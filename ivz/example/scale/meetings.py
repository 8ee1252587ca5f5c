"""Ten years of meetings with their agendas, and who was there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.example.scale.filling import FIRST_DAY, LAST_DAY, MARK, District, Filling, insert
from ivz.meetings.models import AgendaItem, Attendance, Meeting
from ivz.meetings.states import ItemKind, MeetingState, Presence
from ivz.network.models import Body, Person, Seat

START = time(9, 30)
END = time(12, 30)
LATEST_AHEAD_DAYS = 75
FEWEST = 3
OPENNESS = (Openness.PUBLIC, Openness.NETWORK, Openness.BODY, Openness.RESTRICTED)
OPENNESS_SHARES = (55, 30, 12, 3)
KINDS = (ItemKind.DECIDE, ItemKind.DISCUSS, ItemKind.INFORM)
KIND_SHARES = (40, 30, 30)
PRESENCES = (Presence.PRESENT, Presence.ABSENT_WITH_NOTICE, Presence.DEPUTISED)
PRESENCE_SHARES = (85, 11, 4)
SUBJECTS = (
    "aanpak woninginbraken",
    "voortgang veiligheidsagenda",
    "weerbaar bestuur",
    "handhaving in het buitengebied",
    "personen met onbegrepen gedrag",
    "jeugdoverlast in de zomer",
    "informatiedeling tussen partners",
    "cameratoezicht bij uitgaan",
    "evaluatie jaarwisseling",
    "toezicht op evenementen",
    "digitale weerbaarheid",
    "overlast rond opvang",
    "inzet van capaciteit",
    "ondermijning op vakantieparken",
)
DEEDS = ("Plan van aanpak", "Tussenstand", "Verzoek om inzet", "Terugkoppeling", "Verkenning")


@dataclass(kw_only=True)
class Held:
    """A meeting with who sat in its body that day, and who keeps its record."""

    meeting: Meeting
    seats: list[Seat]
    keeper: User
    items: list[AgendaItem]

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return not self.meeting.is_to_come

    def someone(self, filling: Filling) -> Person | None:
        """Give somebody of the body."""
        people = [seat.person for seat in self.seats if seat.person]
        return filling.chance.choice(people) if people else None


def add_meetings(filling: Filling) -> list[Held]:
    """Add the meetings of every network with attendance; the last ones are still to come."""
    held: list[Held] = []
    share = filling.size.meetings // len(filling.districts)
    for district in filling.districts:
        planned = _plan(district, share, filling)
        for place, (body, day) in enumerate(planned):
            held.append(_meeting(body, day, district, filling, left=len(planned) - place - 1))
    insert(Meeting, [each.meeting for each in held])
    insert(Attendance, [row for each in held for row in _attendance(each, filling)])
    return held


def add_items(filling: Filling, held: list[Held]) -> None:
    """Give every meeting its agenda; together as many items as the size says."""
    each, over = divmod(filling.size.items, len(held))
    for place, meeting in enumerate(held):
        count = each + (place < over)
        meeting.items = [_item(meeting, number, filling) for number in range(count)]


def _plan(district: District, share: int, filling: Filling) -> list[tuple[Body, date]]:
    """Say which body meets when: the board and the platform most, then some groups."""
    alive = [body for body in district.bodies if body.is_in_force(LAST_DAY) and body.pk]
    seated = [body for body in alive if filling.seats.get(body.pk)]
    leading = [body for body in (district.board, district.platform) if body in seated]
    others = [body for body in seated if body not in leading][:8]
    order = [*leading, *leading, *others] if others else leading
    step = (LAST_DAY + timedelta(days=LATEST_AHEAD_DAYS) - FIRST_DAY) / share
    taken = set(Meeting.objects.filter(body__in=alive).values_list("body_id", "slug"))
    found = []
    for number in range(share):
        day = FIRST_DAY + step * (number + 1)
        lasting = [body for body in order if len(_people(body, day, filling)) >= FEWEST]
        body = lasting[number % len(lasting)]
        while (body.pk, day.isoformat()) in taken:
            day += timedelta(days=1)
        taken.add((body.pk, day.isoformat()))
        found.append((body, day))
    return found


def _people(body: Body, day: date, filling: Filling) -> set[int]:
    """Give who sat in a body on a day, by key; nobody where the body was not there."""
    if not body.is_in_force(day):
        return set()
    seats = (seat for seat in filling.seats[body.pk] if seat.is_in_force(day))
    return {seat.person_id for seat in seats if seat.person_id and not seat.is_revoked}


def _meeting(body: Body, day: date, district: District, filling: Filling, *, left: int) -> Held:
    seats = [
        seat for seat in filling.seats[body.pk] if seat.is_in_force(day) and not seat.is_revoked
    ]
    keeper = _keeper(district, filling)
    state = _state(day, left)
    is_published = state == MeetingState.ADOPTED or (state == MeetingState.HELD and left % 2 == 0)
    meeting = Meeting(
        body=body,
        slug=day.isoformat(),
        date=day,
        starts_at=START,
        ends_at=END,
        place=f"Vergaderzaal {MARK}",
        chair=_sitting(seats, Role.CHAIR),
        secretary=_sitting(seats, Role.SECRETARY),
        summary="",
        note=MARK,
        state=state,
        published_at=moment(day + timedelta(days=3), 600) if is_published else None,
        published_by=keeper if is_published else None,
    )
    return Held(meeting=meeting, seats=seats, keeper=keeper, items=[])


def _keeper(district: District, filling: Filling) -> User:
    """Whoever keeps the records of a network now; the account stays the same through the years."""
    post = district.secretary
    person = post.holder(LAST_DAY) if post else None
    fallback = next(iter(filling.users.values()))
    return filling.users.get(person.pk, fallback) if person else fallback


def _state(day: date, left: int) -> MeetingState:
    if day > LAST_DAY:
        return MeetingState.DRAFT if left == 0 else MeetingState.CONVENED
    return MeetingState.HELD if LAST_DAY - day < timedelta(days=70) else MeetingState.ADOPTED


def _sitting(seats: list[Seat], role: Role) -> Person | None:
    return next((seat.person for seat in seats if seat.role == role and seat.person), None)


def _attendance(held: Held, filling: Filling) -> list[Attendance]:
    if not held.is_held:
        return []
    rows = []
    for seat in (seat for seat in held.seats if seat.person_id):
        presence = filling.chance.choices(PRESENCES, PRESENCE_SHARES)[0]
        deputy = held.someone(filling) if presence == Presence.DEPUTISED else None
        if deputy is not None and deputy.pk == seat.person_id:
            presence, deputy = Presence.PRESENT, None
        rows.append(Attendance(meeting=held.meeting, seat=seat, presence=presence, deputy=deputy))
    return rows


def keepers(body_id: int, filling: Filling) -> set[int]:
    """Give the secretaries of a body, in any term: they may lift restrictions."""
    return {
        seat.person_id
        for seat in filling.seats[body_id]
        if seat.role == Role.SECRETARY and seat.person_id
    }


def _can_be_lifted(body_id: int, filling: Filling) -> bool:
    """Tell whether a secretary sits in a body on the last day, to lift what was restricted."""
    seats = [seat for seat in filling.seats[body_id] if seat.is_in_force(LAST_DAY)]
    return any(seat.role == Role.SECRETARY and seat.person_id for seat in seats)


def _item(held: Held, number: int, filling: Filling) -> AgendaItem:
    chance = filling.chance
    planned = chance.choices(OPENNESS, OPENNESS_SHARES)[0]
    if planned == Openness.RESTRICTED and not _can_be_lifted(held.meeting.body_id, filling):
        planned = Openness.BODY  # nobody could lift it
    is_out = held.meeting.state != MeetingState.DRAFT
    waits = planned == Openness.PUBLIC and not is_out
    subject = chance.choice(SUBJECTS)
    return AgendaItem(
        meeting=held.meeting,
        position=number + 1,
        label=f"{'ABCDEF'[min(number // 15, 5)]}{number + 1}",
        title=f"{chance.choice(DEEDS)} {subject} {number + 1} {MARK}",
        kind=chance.choices(KINDS, KIND_SHARES)[0],
        planned_minutes=chance.choice([None, 2, 3, 5]),
        minutes=f"Besproken is hoe het staat met {subject}. {MARK}" if held.is_held else "",
        conclusion="Het overleg neemt kennis van de stand." if held.is_held else "",
        planned_openness=planned,
        openness=Openness.NETWORK if waits else planned,
        is_invented=True,
    )


def moment(day: date, minutes: int) -> datetime:
    """Give a moment of a day, so many minutes after it began."""
    return datetime.combine(day, time(), tzinfo=UTC) + timedelta(minutes=minutes)
