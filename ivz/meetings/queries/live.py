"""What the screens in the meeting ask: that of the secretary, and that of the room."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from ivz.accounts.actors import Actor
from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpState
from ivz.meetings.models import AgendaItem, Attendance, Meeting, Voice
from ivz.meetings.queries.attendance import seat_order
from ivz.meetings.queries.recording import Sheet, sheet_of
from ivz.meetings.states import Presence
from ivz.network.models import Person, Seat, in_force


@dataclass(frozen=True, kw_only=True)
class Member:
    """One seat at an item: who sits there, and what was noted of them."""

    seat: Seat
    sits: str
    voice: Voice | None

    @property
    def version(self) -> int:
        """The version from which writing begins; 0 where nothing was noted."""
        return self.voice.version if self.voice else 0


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One item as the secretary keeps it."""

    item: AgendaItem
    sheet: Sheet
    members: Sequence[Member]
    owners: Sequence[Person]
    agreed: Sequence[FollowUp]

    @property
    def away(self) -> list[Member]:
        """Who was not there at this item."""
        return [member for member in self.members if member.voice and member.voice.is_away]

    @property
    def heard(self) -> list[Member]:
        """The members of whom something was noted here."""
        return [member for member in self.members if member.voice and member.voice.is_told]

    @property
    def silent(self) -> list[Member]:
        """The members of whom nothing was noted here."""
        return [member for member in self.members if member not in self.heard]

    @property
    def spoken(self) -> int:
        """How many positions were noted."""
        return sum(bool(member.voice and member.voice.position) for member in self.members)


def items_of(meeting: Meeting, *, actor: Actor) -> list[AgendaItem]:
    """Give the items ``actor`` may read, in order; one query."""
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    found = items.select_related("proposal", "restriction").order_by("position", "pk")
    return list(found)


def panel_of(item: AgendaItem, *, actor: Actor) -> Panel:
    """Give one item with its points, members and what was agreed; seven queries."""
    agreed = FollowUp.objects.visible_to(actor).filter(agreement__item=item)
    seats = _seats_of_the_network(item.meeting)
    owners = {seat.person.pk: seat.person for seat in seats if seat.person}
    return Panel(
        item=item,
        sheet=sheet_of(item),
        members=_members(item, seats, actor=actor),
        owners=sorted(owners.values(), key=lambda person: person.function),
        agreed=list(agreed.exclude(state=FollowUpState.DROPPED).select_related("owner")),
    )


def _seats_of_the_network(meeting: Meeting) -> list[Seat]:
    """Give the filled seats of that day, with how each was kept for this meeting."""
    kept = Attendance.objects.filter(meeting=meeting, seat=OuterRef("pk"))
    return list(
        Seat.objects.filter(
            in_force(meeting.date), body__network=meeting.body.network_id, is_revoked=False
        )
        .exclude(person=None)
        .select_related("person")
        .annotate(
            presence=Subquery(kept.values("presence")[:1]),
            deputised_by=Subquery(kept.values("deputy__function")[:1]),
        )
    )


def _members(item: AgendaItem, seats: Sequence[Seat], *, actor: Actor) -> list[Member]:
    """Give who can be there: all seats of the body but those kept as absent."""
    noted = {voice.seat_id: voice for voice in Voice.objects.visible_to(actor).filter(item=item)}
    return [
        Member(
            seat=seat,
            sits=getattr(seat, "deputised_by", "") or str(seat.person),
            voice=noted.get(seat.pk),
        )
        for seat in sorted(seats, key=seat_order)
        if seat.body_id == item.meeting.body_id
        and getattr(seat, "presence", "") != Presence.ABSENT_WITH_NOTICE
    ]
