"""What pages ask about meetings and their agendas."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.hanging import hangs_on
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import Role, permissions_of
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.queries import open_follow_ups
from ivz.insight.models import Signal
from ivz.meetings.models import (
    AdvicePoint,
    AgendaItem,
    Annex,
    LateChange,
    Meeting,
    PresentedPaper,
    Proposal,
    RouteStep,
)
from ivz.meetings.models.agendas import AgendaItemQuerySet
from ivz.meetings.models.meetings import MeetingQuerySet
from ivz.meetings.queries.annexes import HungAnnex, by_item
from ivz.meetings.queries.questions import Asked, asked_by_item, carries_question
from ivz.meetings.queries.standing import previous_list
from ivz.meetings.rules.annexes import waiting
from ivz.meetings.rules.publishing import opened_with
from ivz.meetings.states import MeetingState, Part, RouteAsk
from ivz.network.models import Body, Network, Seat, in_force

WORDS_A_MINUTE = 200


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    """One item as a reader sees it: with the time it starts and what it asks to read.

    ``is_recorded`` tells of decisions that the reader may read.
    ``asked`` is the question it carries, where its subject may be read; ``is_asking`` tells of any.
    """

    item: AgendaItem
    starts_at: time | None
    is_own: bool
    reading_minutes: int
    is_recorded: bool
    asked: Asked | None
    is_asking: bool
    annexes: Sequence[HungAnnex] = ()
    late: Sequence[LateChange] = ()
    knowledge: Sequence[PresentedPaper] = ()


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The items of one meeting that one actor may read, and what they ask."""

    rows: Sequence[AgendaRow]
    planned_minutes: int
    available_minutes: int | None
    previous_list: Meeting | None = None

    @property
    def has_annexes(self) -> bool:
        """Whether anything hangs on an item or its paper."""
        return any(row.annexes for row in self.rows)

    @property
    def incoming(self) -> list[tuple[HungAnnex, AgendaRow]]:
        """What came in from outside, with the item at which it is discussed."""
        return [(each, row) for row in self.rows for each in row.annexes if each.annex.sender]

    @property
    def own_rows(self) -> list[AgendaRow]:
        """Items with a proposal of the actor's own portfolio."""
        return [row for row in self.rows if row.is_own]

    @property
    def reading_minutes(self) -> int:
        """How long reading the papers takes."""
        return sum(row.reading_minutes for row in self.rows)

    @property
    def papers(self) -> int:
        """How many papers there are to read."""
        return sum(row.item.proposal is not None for row in self.rows)

    @property
    def minutes_over(self) -> int:
        """By how much the planned time exceeds the time there is; zero when it fits."""
        if self.available_minutes is None:
            return 0
        return max(0, self.planned_minutes - self.available_minutes)

    @property
    def minutes_free(self) -> int:
        """How much of the time there is nothing is planned for."""
        if self.available_minutes is None:
            return 0
        return max(0, self.available_minutes - self.planned_minutes)

    @property
    def asks_anything(self) -> bool:
        """Whether there is time or reading to speak of."""
        return self.is_timed or self.papers > 0

    @property
    def is_timed(self) -> bool:
        """Whether any item has planned minutes."""
        return self.planned_minutes > 0


def upcoming(network: Network, *, actor: Actor) -> QuerySet[Meeting]:
    """Meetings of ``network`` from today on that were not held yet, soonest first."""
    return _listed(network, actor=actor).upcoming(actor.today)


def past(network: Network, *, actor: Actor) -> QuerySet[Meeting]:
    """Meetings of ``network`` that were held or whose day is over, latest first."""
    return _listed(network, actor=actor).past(actor.today)


def _listed(network: Network, *, actor: Actor) -> MeetingQuerySet:
    return Meeting.objects.visible_to(actor).filter(body__network=network).select_related("body")


def earlier_meetings(meeting: Meeting, *, actor: Actor) -> QuerySet[Meeting]:
    """Meetings of the network before this one whose agenda went out, latest first."""
    known = Meeting.objects.visible_to(actor).filter(body__network=meeting.body.network_id)
    earlier = known.filter(date__lt=meeting.date, is_practice=False)
    return earlier.exclude(state=MeetingState.DRAFT).select_related("body").order_by("-date", "pk")


def agenda(meeting: Meeting, *, actor: Actor) -> Agenda:
    """The agenda as ``actor`` may read it, with clock times that run on; two SQL queries.

    One more for each kind of subject that items ask something about, and for the previous list.

    Times and totals count the readable items only, so that they tell nothing of others.
    """
    items = list(_items_of(actor, meeting.pk))
    for item in items:
        item.meeting = meeting
    asking = {item.pk for item in items if carries_question(item)}
    hide_unreadable_papers(items, actor=actor)
    asked = asked_by_item(items, actor=actor)
    looks_back = any(item.part == Part.PREVIOUS_LIST for item in items)
    return Agenda(
        rows=[
            AgendaRow(
                item=item,
                starts_at=starts_at,
                is_own=_is_of(actor, item.proposal),
                reading_minutes=reading_minutes(item.proposal) if item.proposal else 0,
                is_recorded=getattr(item, "is_recorded", False),
                asked=asked.get(item.pk),
                is_asking=item.pk in asking,
            )
            for item, starts_at in zip(items, _clock_times(meeting, items), strict=True)
        ],
        planned_minutes=sum(item.planned_minutes or 0 for item in items),
        available_minutes=None
        if meeting.last_day
        else minutes_between(meeting.starts_at, meeting.ends_at),
        previous_list=previous_list(meeting, actor=actor) if looks_back else None,
    )


@prepared
def _items_of(actor: Actor, meeting_id: int) -> AgendaItemQuerySet:
    recorded = hangs_on("pk", Decision.objects.visible_to(actor), key="draft__item")
    signal = Signal.objects.visible_to(actor).filter(parked__placed_as=OuterRef("pk"))
    return (
        AgendaItem.objects.visible_to(actor)
        .filter(meeting=meeting_id)
        .select_related("asked", "proposal__portfolio_holder", "proposal__body", "proposal__asked")
        .select_related("asked_by", "asked_in__body")
        .prefetch_related("proposal__points")
        .annotate(is_recorded=recorded, signal_key=Subquery(signal.values("key")[:1]))
        .order_by("position", "pk")
    )


def with_annexes(agenda: Agenda, hung: Sequence[HungAnnex]) -> Agenda:
    """Put with every item what hangs on it or on its paper; no query."""
    of_item = by_item(hung, [row.item for row in agenda.rows])
    rows = [replace(row, annexes=of_item[row.item.pk]) for row in agenda.rows]
    return replace(agenda, rows=rows)


def with_knowledge(agenda: Agenda, presented: Mapping[int, Sequence[PresentedPaper]]) -> Agenda:
    """Put with every item the knowledge papers that stand there; no query."""
    rows = [replace(row, knowledge=presented.get(row.item.pk, ())) for row in agenda.rows]
    return replace(agenda, rows=rows)


def hide_unreadable_papers(items: Sequence[AgendaItem], *, actor: Actor) -> None:
    """Take a paper off an item for whoever may read the item but not the paper."""
    wanted = {item.proposal_id for item in items if item.proposal_id}
    if not wanted:
        return
    readable = set(_readable_papers(actor, tuple(sorted(wanted))))
    for item in items:
        if item.proposal_id not in readable:
            item.proposal = None


@prepared
def _readable_papers(actor: Actor, keys: tuple[int, ...]) -> QuerySet[Any]:
    return Proposal.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True)


def _is_of(actor: Actor, proposal: Proposal | None) -> bool:
    holder = proposal.portfolio_holder_id if proposal else None
    return holder is not None and holder == actor.person_id


def reading_minutes(proposal: Proposal, *, points_only: bool = False) -> int:
    """Minutes to read summary and advice points at 200 words a minute, at least one."""
    points: Sequence[AdvicePoint] = list(proposal.points.all())
    texts = [f"{point.title} {point.text}" for point in points]
    words = " ".join(texts if points_only else [proposal.summary, *texts]).split()
    return max(1, -(-len(words) // WORDS_A_MINUTE))


def _clock_times(meeting: Meeting, items: Sequence[AgendaItem]) -> list[time | None]:
    """When each item starts; an item without planned minutes takes none."""
    times: list[time | None] = []
    now = _moment(meeting.starts_at)
    for item in items:
        times.append(now.time() if now else None)
        if now and item.planned_minutes is not None:
            now += timedelta(minutes=item.planned_minutes)
    has_lengths = any(item.planned_minutes for item in items)
    return times if has_lengths else [None] * len(items)


def minutes_between(start: time | None, end: time | None) -> int | None:
    """Give the minutes from ``start`` to ``end``; None where one of the two is not chosen."""
    begins, ends = _moment(start), _moment(end)
    if begins is None or ends is None:
        return None
    return int((ends - begins).total_seconds() // 60)


def _moment(at: time | None) -> datetime | None:
    return datetime.combine(date.min, at) if at else None


def returning(meeting: Meeting, *, actor: Actor) -> list[FollowUp]:
    """Open follow-ups of the body that return on this agenda, those agreed for it first."""
    follow_ups = open_follow_ups(
        meeting.body_id, before=meeting.date, actor=actor, is_practice=meeting.is_practice
    )
    return sorted(follow_ups, key=lambda follow_up: follow_up.returns_on != meeting.date)


def who_may(permission: Permission, *, body: Body, on: date) -> list[str]:
    """The functions of the people in ``body`` who may do something, one SQL query."""
    roles = [role for role in Role if permission in permissions_of(role, body.kind)]
    seats = (
        Seat.objects.filter(in_force(on), body=body, role__in=roles, is_revoked=False)
        .exclude(person=None)
        .select_related("person")
        .order_by("person__function")
    )
    return list(dict.fromkeys(str(seat.person) for seat in seats))


def bodies_to_plan_for(actor: Actor) -> list[Body]:
    """The bodies in which ``actor`` may plan a meeting, by name; one SQL query."""
    return _bodies_where(Permission.PLAN_MEETING, actor=actor)


def bodies_to_write_for(actor: Actor) -> list[Body]:
    """The bodies to which ``actor`` may put a paper, by name; one SQL query."""
    return _bodies_where(Permission.EDIT_AGENDA, actor=actor)


def _bodies_where(permission: Permission, *, actor: Actor) -> list[Body]:
    bodies = Body.objects.filter(in_force(actor.today), pk__in=sorted(actor.body_ids))
    return [body for body in bodies.order_by("name") if actor.may(permission, within=body)]


def unscheduled_proposals(bodies: Sequence[int], *, actor: Actor) -> QuerySet[Proposal]:
    """Proposals to these bodies, and sent to them, that stand on none of their agendas yet.

    A paper with a route is dealt with along its route.
    """
    own = Proposal.objects.filter(body__pk__in=bodies, items=None, steps=None)
    sent = RouteStep.objects.filter(
        ~Exists(
            AgendaItem.objects.filter(proposal=OuterRef("proposal"), meeting__body=OuterRef("body"))
        ),
        body__pk__in=bodies,
        sent_on__isnull=False,
        answer="",
    ).exclude(ask=RouteAsk.INFORM)
    return (
        Proposal.objects.visible_to(actor)
        .filter(Q(pk__in=own.values("pk")) | Q(pk__in=sent.values("proposal")))
        .select_related("body", "portfolio_holder")
        .order_by("register_number")
    )


def suggested_labels(items: Sequence[AgendaItem]) -> list[str]:
    """Labels that could follow on the agenda: the next letter, and the next number under it."""
    labels = [item.label.upper() for item in items]
    subjects = [item.label.upper() for item in items if item.part == Part.ITEMS]
    if subjects and len(subjects[0]) == 1:
        return [_next_under(subjects[0], labels), *_following(labels)]
    letters = _letters(labels)
    if not letters:
        return ["A"]
    numbered = [label for label in labels if label[1:].isdigit()]
    subs = [_next_under(letter, labels) for letter in dict.fromkeys(each[0] for each in numbered)]
    if not numbered or numbered[-1][0] != letters[-1]:
        subs.append(f"{letters[-1]}1")
    return [*subs, *_following(labels)]


def _letters(labels: Sequence[str]) -> list[str]:
    return sorted({label[0] for label in labels if label[0].isalpha()})


def _next_under(letter: str, labels: Sequence[str]) -> str:
    numbers = [int(label[1:]) for label in labels if label[0] == letter and label[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _following(labels: Sequence[str]) -> list[str]:
    last = _letters(labels)[-1]
    return [chr(ord(last) + 1)] if last < "Z" else []


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What the public sees of an agenda once it is out; ``papers`` are proposals, by key."""

    public: Sequence[AgendaItem]
    papers: AbstractSet[int]
    annexes: Sequence[Annex]
    becoming: Sequence[AgendaItem]
    closed: Sequence[AgendaItem]


def agenda_preview(meeting: Meeting, *, actor: Actor) -> Preview:
    """Sort the items ``actor`` may read by what the public will see; four SQL queries."""
    readable = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    items = list(readable.select_related("proposal", "proposal__body").order_by("position", "pk"))
    hide_unreadable_papers(items, actor=actor)
    planned = [item for item in items if item.planned_openness == Openness.PUBLIC]
    papers = Proposal.objects.filter(
        Q(openness=Openness.PUBLIC) | Q(pk__in=opened_with(meeting).values("pk")),
        pk__in=[item.proposal_id for item in planned if item.proposal_id],
    )
    opened = set(papers.values_list("pk", flat=True))
    return Preview(
        public=planned,
        papers=opened,
        annexes=list(waiting(meeting, opened=opened).visible_to(actor)),
        becoming=[item for item in planned if item.openness != Openness.PUBLIC],
        closed=[item for item in items if item.planned_openness != Openness.PUBLIC],
    )


def times_met(body: Body, since: date, until: date) -> int:
    """Count the meetings of ``body`` that were held from a day until (not including) another."""
    held = [MeetingState.HELD, MeetingState.ADOPTED]
    met = Meeting.objects.filter(body=body, state__in=held, is_practice=False)
    return met.filter(date__gte=since, date__lt=until).count()
