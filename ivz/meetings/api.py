"""Meetings and what was decided in them, for other programs.

Policy: docs/policy/openness.md
"""

from datetime import date, datetime, time
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Field, Query, Router

from ivz.accounts.actors import Actor
from ivz.decisions.models import FollowUp
from ivz.decisions.states import Outcome
from ivz.meetings.models import Meeting
from ivz.meetings.queries.decision_lists import ListedDecision, ListedItem, decision_list
from ivz.meetings.states import MeetingState
from ivz.web.api import ApiSchema, Day, NotFound, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["meetings"])

KEY_SEPARATOR = "_"  # the address of a meeting never holds one


LastDay = Annotated[date | None, Field(description="Where it takes more than one day.")]


class MeetingAnswer(ApiSchema):
    """One gathering of one body."""

    id: Annotated[str, Field(examples=["dvo-twente_2016-10-10"])]
    network: str
    body: str
    body_name: str
    date: date
    last_day: LastDay
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    chair: Annotated[str, Field(description="Who leads, by function.")]
    secretary: Annotated[str, Field(description="Who writes the record, by function.")]
    state: MeetingState
    is_practice: bool
    decisions_published_at: datetime | None

    @staticmethod
    def resolve_id(meeting: Meeting) -> str:
        """The key by which the meeting is asked for."""
        return key_of(meeting)

    @staticmethod
    def resolve_network(meeting: Meeting) -> str:
        """The network of the body that meets."""
        return meeting.body.network.slug

    @staticmethod
    def resolve_body(meeting: Meeting) -> str:
        """The body that meets."""
        return meeting.body.slug

    @staticmethod
    def resolve_body_name(meeting: Meeting) -> str:
        """The body that meets, in words."""
        return meeting.body.name

    @staticmethod
    def resolve_starts_at(meeting: Meeting) -> datetime | None:
        """The moment the meeting starts, where a time was chosen."""
        return moment(meeting.date, meeting.starts_at)

    @staticmethod
    def resolve_ends_at(meeting: Meeting) -> datetime | None:
        """The moment the meeting ends, on its last day, where a time was chosen."""
        return moment(meeting.ends_on, meeting.ends_at)

    @staticmethod
    def resolve_chair(meeting: Meeting) -> str:
        """Who leads."""
        return meeting.chair.function if meeting.chair else ""

    @staticmethod
    def resolve_secretary(meeting: Meeting) -> str:
        """Who writes the record."""
        return meeting.secretary.function if meeting.secretary else ""

    @staticmethod
    def resolve_decisions_published_at(meeting: Meeting) -> datetime | None:
        """The moment the decision list became public."""
        return meeting.published_at


def moment(on: date, at: time | None) -> datetime | None:
    """Give a time on a day as a moment; None where no time was chosen."""
    return timezone.make_aware(datetime.combine(on, at)) if at else None


class OpenPointAnswer(ApiSchema):
    """What still has to follow from a decision."""

    what: str
    owner: str
    returns_on: date | None
    is_done: bool

    @staticmethod
    def resolve_owner(follow_up: FollowUp) -> str:
        """Who takes it up, by function."""
        return follow_up.owner_words or (follow_up.owner.function if follow_up.owner else "")

    @staticmethod
    def resolve_is_done(follow_up: FollowUp) -> bool:
        """Whether it was done."""
        return follow_up.done_on is not None


class DecisionAnswer(ApiSchema):
    """One outcome on one point."""

    reference: Annotated[str, Field(examples=["DVO 2016-8"])]
    item: str
    item_title: str
    proposal: str | None
    point: str
    title: str
    text: str
    outcome: Outcome
    owner: str
    due_on: date | None
    due_words: str
    corrects: str | None
    open_points: list[OpenPointAnswer]


class DecisionsAnswer(ApiSchema):
    """The decisions of one meeting that are open to whoever asks, in the order of the agenda."""

    meeting: MeetingAnswer
    is_concept: bool
    items: list[DecisionAnswer]


class MeetingPage(Page[MeetingAnswer]):
    """A part of the meetings you may know of."""


class MeetingFilter(Paging):
    """Which meetings are asked."""

    network: Slug | None = None
    body: Slug | None = None
    since: Annotated[Day | None, Field(description="The first day asked.")] = None
    until: Annotated[Day | None, Field(description="The last day asked.")] = None
    include_practice: bool = False


@router.get("/meetings", response=MeetingPage, operation_id="listMeetings")
def meetings(request: Request, asked: Query[MeetingFilter]) -> dict[str, Any]:
    """List the meetings you may know of, latest first; practice meetings only when asked."""
    found = _visible_to(request.actor).order_by("-date", "body__slug", "slug")
    if asked.network is not None:
        found = found.filter(body__network__slug=asked.network)
    if asked.body is not None:
        found = found.filter(body__slug=asked.body)
    if asked.since is not None:
        found = found.filter(date__gte=asked.since)
    if asked.until is not None:
        found = found.filter(date__lte=asked.until)
    if not asked.include_practice:
        found = found.filter(is_practice=False)
    return paged(found, asked)


@router.get("/meetings/{slug:id}", response=MeetingAnswer, operation_id="getMeeting")
def meeting(request: Request, id: str) -> Meeting:  # noqa: A002 the name in the address
    """Give one meeting you may know of."""
    return meeting_asked(id, actor=request.actor)


@router.get(
    "/meetings/{slug:id}/decisions", response=DecisionsAnswer, operation_id="listMeetingDecisions"
)
def decisions(request: Request, id: str) -> dict[str, Any]:  # noqa: A002
    """Give what a meeting decided, as far as it is open to you."""
    actor = request.actor
    listed = decision_list(meeting_asked(id, actor=actor), actor=actor)
    return {
        "meeting": listed.meeting,
        "is_concept": listed.is_concept,
        "items": [_answer(item, each) for item in listed.items for each in item.decisions],
    }


def _answer(item: ListedItem, listed: ListedDecision) -> dict[str, Any]:
    decision = listed.decision
    return {
        "reference": decision.reference,
        "item": item.item.label,
        "item_title": item.item.title,
        "proposal": item.proposal.register_number if item.proposal else None,
        "point": listed.label,
        "title": decision.title,
        "text": decision.text,
        "outcome": decision.outcome,
        "owner": decision.owner_name,
        "due_on": decision.due_on,
        "due_words": decision.due_words,
        "corrects": listed.corrects.reference if listed.corrects else None,
        "open_points": listed.open_points,
    }


def _visible_to(actor: Actor) -> QuerySet[Meeting]:
    known = Meeting.objects.visible_to(actor)
    return known.select_related("body__network", "chair", "secretary")


def key_of(meeting: Meeting) -> str:
    """Give the key by which a meeting is asked for."""
    return f"{meeting.body.slug}{KEY_SEPARATOR}{meeting.slug}"


def meeting_asked(key: str, *, actor: Actor) -> Meeting:
    """Give the meeting with this key; not there for whoever may not know of it."""
    body, _separator, slug = key.rpartition(KEY_SEPARATOR)
    found = _visible_to(actor).filter(body__slug=body, slug=slug).first()
    if found is None:
        raise NotFound
    return found
