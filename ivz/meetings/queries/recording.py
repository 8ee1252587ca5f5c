"""What the pages for recording decisions ask."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.effects import About
from ivz.decisions.models import Decision, reference, series_of
from ivz.errors import RuleBroken, refusal
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.models.meetings import MeetingQuerySet
from ivz.meetings.rules import recording as rules
from ivz.meetings.rules.questions import matter_of
from ivz.network.models import Person
from ivz.network.models.periods import in_force


@dataclass(frozen=True)
class Sheet:
    """All points of one item, with what is missing and what recording will do."""

    item: AgendaItem
    points: list[rules.Point]

    @property
    def complete(self) -> list[rules.Point]:
        """The points that can be recorded."""
        return [point for point in self.points if not point.gaps]

    @property
    def incomplete(self) -> list[rules.Point]:
        """The points that still miss something."""
        return [point for point in self.points if point.gaps]

    @property
    def undecided(self) -> list[rules.Point]:
        """The points without any outcome."""
        return [point for point in self.points if point.draft is None]

    @property
    def is_recorded(self) -> bool:
        """Whether the register holds the decisions."""
        return any(point.is_recorded for point in self.points)

    @property
    def edition(self) -> str:
        """The state of all drafts, to confirm exactly what was seen."""
        return rules.edition_of(self.points)

    def point_at(self, address: str) -> rules.Point | None:
        """Give the point with this address, or None."""
        return next((point for point in self.points if point.address == address), None)

    def next_incomplete(self, *, after: str) -> rules.Point | None:
        """Give the first incomplete point after another, else the first one at all."""
        addresses = [point.address for point in self.points]
        start = addresses.index(after) + 1 if after in addresses else 0
        ordered = self.points[start:] + self.points[:start]
        return next((point for point in ordered if point.gaps), None)


@dataclass(frozen=True, kw_only=True)
class Move:
    """What recording a point does to its subject, in words; ``about`` where one may read it."""

    label: str
    about: About | None
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What recording a sheet will do."""

    sheet: Sheet
    first_number: int
    moves: list[Move]

    @property
    def first_reference(self) -> str:
        """How the first decision will be called."""
        return self._reference(self.first_number)

    @property
    def last_reference(self) -> str:
        """How the last decision will be called."""
        return self._reference(self.first_number + len(self.sheet.points) - 1)

    def _reference(self, number: int) -> str:
        item = self.sheet.item
        return reference(
            item.meeting.body,
            year=item.meeting.date.year,
            series=series_of(item.planned_openness),
            number=number,
        )

    @cached_property
    def tasks(self) -> list[rules.Point]:
        """The points that give their owner a task."""
        return [
            point
            for point in self.sheet.points
            if point.draft is not None and rules.makes_task(point.draft)
        ]

    @cached_property
    def open_points(self) -> list[rules.Point]:
        """The points of which a question stays open."""
        return [
            point
            for point in self.sheet.points
            if point.draft is not None and point.draft.open_point
        ]

    @property
    def becomes_public(self) -> bool:
        """Whether publishing will open these decisions."""
        item = self.sheet.item
        return item.planned_openness == Openness.PUBLIC and item.restriction_id is None


def sheet_of(item: AgendaItem) -> Sheet:
    """Give the points of ``item`` with drafts and gaps."""
    return Sheet(item=item, points=rules.points_of(item))


def effect_of(sheet: Sheet, *, actor: Actor) -> Effect:
    """Give what recording ``sheet`` will do; one SQL query, and three where it moves a subject."""
    meeting = sheet.item.meeting
    number = Decision.objects.next_number(
        meeting.body,
        year=meeting.date.year,
        series=series_of(sheet.item.planned_openness),
        is_practice=meeting.is_practice,
    )
    return Effect(sheet=sheet, first_number=number, moves=_moves(sheet, actor=actor))


def _moves(sheet: Sheet, *, actor: Actor) -> list[Move]:
    return [
        _move(point, meeting=sheet.item.meeting, actor=actor)
        for point in sheet.points
        if point.asked is not None
    ]


def _move(point: rules.Point, *, meeting: Meeting, actor: Actor) -> Move:
    matter = matter_of(point.asked.carried(), actor=actor) if point.asked else None
    try:
        case = rules.case_of(point, meeting=meeting)
    except RuleBroken as broken:
        sentence = (
            str(broken) if matter else _("What this point is about cannot be decided on now.")
        )
    else:
        sentence = case.preview(by=actor) if case else _("It depends on the outcome what follows.")
    return Move(label=point.label, about=matter.about if matter else None, sentence=sentence)


def refusal_to_record(sheet: Sheet, *, by: Actor) -> str | None:
    """Give why ``sheet`` cannot be recorded now, or None where it can."""
    return refusal(rules.check_may_record, sheet.item, points=sheet.points, by=by)


def later_meetings(meeting: Meeting, *, actor: Actor) -> MeetingQuerySet:
    """Meetings of the same body and kind after ``meeting``, soonest first."""
    return (
        Meeting.objects.visible_to(actor)
        .filter(body=meeting.body_id, is_practice=meeting.is_practice, date__gt=meeting.date)
        .select_related("body")
        .order_by("date", "starts_at")
    )


def possible_owners(meeting: Meeting) -> models.QuerySet[Person]:
    """People with a seat in the network on the day of ``meeting``, by function."""
    seated = in_force(meeting.date, prefix="seats__")
    return (
        Person.objects.filter(
            seated, seats__body__network=meeting.body.network_id, seats__is_revoked=False
        )
        .distinct()
        .order_by("function")
    )
