"""What the page of a concept record asks: the round, the remarks per item, who reacted.

Policy: docs/policy/meetings.md#concept-round
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.errors import passes
from ivz.meetings.models import AgendaItem, ConceptRound, Meeting, Remark
from ivz.meetings.rules import rounds as rules
from ivz.network.models import Seat, in_force


@dataclass(frozen=True, kw_only=True)
class Made:
    """A remark with what the reader may do with it."""

    remark: Remark
    may_take_back: bool
    may_answer: bool


@dataclass(frozen=True, kw_only=True)
class Place:
    """An item of the concept, or the whole where there is none, with what was remarked on it."""

    item: AgendaItem | None
    remarks: list[Made]

    @property
    def key(self) -> str:
        """How the fields of this place are told apart."""
        return self.item_key or "geheel"

    @property
    def item_key(self) -> str:
        """The key of the item, empty for the whole."""
        return str(self.item.pk) if self.item else ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody who was asked, by function, and whether there was a reaction."""

    name: str
    has_reacted: bool


@dataclass(frozen=True, kw_only=True)
class Concept:
    """A concept record that went round, as one member sees it."""

    latest: ConceptRound | None
    is_open: bool
    places: list[Place]
    asked: list[Asked]
    has_reacted: bool

    @property
    def reacted(self) -> int:
        """How many of those who were asked reacted."""
        return sum(each.has_reacted for each in self.asked)

    @property
    def unanswered(self) -> int:
        """How many remarks have no answer yet."""
        made = [each.remark for place in self.places for each in place.remarks]
        return sum(not remark.answer for remark in made)


def concept_of(meeting: Meeting, *, actor: Actor) -> Concept:
    """Give the concept round of a meeting for a member of its body; five queries."""
    latest = ConceptRound.objects.visible_to(actor).filter(meeting=meeting).first()
    if latest is not None:
        latest.meeting = meeting
    is_open = latest is not None and latest.is_open(actor.today)
    reacted = set(Remark.objects.filter(round=latest).values_list("person", flat=True))
    return Concept(
        latest=latest,
        is_open=is_open,
        places=_places(meeting, latest, actor=actor),
        asked=_asked(meeting, reacted, actor=actor) if latest else [],
        has_reacted=actor.person_id in reacted,
    )


def _places(meeting: Meeting, latest: ConceptRound | None, *, actor: Actor) -> list[Place]:
    """Give the whole, and each item ``actor`` reads, with what was remarked."""
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting).order_by("position", "pk")
    made = Remark.objects.visible_to(actor).filter(round__meeting=meeting, text__gt="")
    by_item = _by_item(made.select_related("person", "round"), meeting, latest, actor=actor)
    whole = Place(item=None, remarks=by_item[None])
    return [whole, *(Place(item=item, remarks=by_item[item.pk]) for item in items)]


def _by_item(
    remarks: Iterable[Remark], meeting: Meeting, latest: ConceptRound | None, *, actor: Actor
) -> dict[int | None, list[Made]]:
    answers = passes(rules.check_may_send, meeting, by=actor)
    found: dict[int | None, list[Made]] = defaultdict(list)
    for remark in remarks:
        remark.round.meeting = meeting
        is_last = latest is not None and remark.round_id == latest.pk
        takes = is_last and passes(rules.check_may_take_back, remark, by=actor)
        found[remark.item_id].append(Made(remark=remark, may_take_back=takes, may_answer=answers))
    return found


def _asked(meeting: Meeting, reacted: set[int], *, actor: Actor) -> list[Asked]:
    seats = Seat.objects.filter(in_force(actor.today), body=meeting.body, is_revoked=False)
    filled = seats.exclude(person=None).select_related("person").order_by("person__function", "pk")
    people = {seat.person_id: str(seat.person) for seat in filled}
    return [Asked(name=name, has_reacted=pk in reacted) for pk, name in people.items()]
