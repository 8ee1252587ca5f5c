"""What concerns this person today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.permissions import Permission
from ivz.decisions.models import Decision, DecisionQuerySet, FollowUp
from ivz.decisions.queries import follow_ups_of, recent
from ivz.decisions.rules import check_may_tell
from ivz.decisions.states import FollowUpKind
from ivz.errors import passes
from ivz.finance.queries.watch import over_budget
from ivz.meetings.models import AgendaItem, Meeting, Referral
from ivz.meetings.models.meetings import MeetingQuerySet
from ivz.meetings.models.signing import to_sign_off
from ivz.meetings.queries.lateness import Deadlines, deadlines_of
from ivz.meetings.queries.waiting import after_meetings
from ivz.meetings.states import MeetingState
from ivz.reports.queries.annual_plans import lines_to_see_to
from ivz.reports.queries.periodic import duties_overdue

MEETINGS_SHOWN = 2
DECISIONS_SHOWN = 6


@dataclass(frozen=True, kw_only=True)
class Duties:
    """Open follow-ups of one person, cut at today.

    ``told_by_others`` are the keys of the questions that somebody else answers.
    """

    late: list[FollowUp]
    today: list[FollowUp]
    later: list[FollowUp]
    told_by_others: frozenset[int]

    @property
    def total(self) -> int:
        """How many there are together."""
        return len(self.late) + len(self.today) + len(self.later)


def duties_of(actor: Actor) -> Duties:
    """Give what ``actor`` has to do, soonest first; what has no date comes last. One query."""
    late, now, later = [], [], []
    owned = list(follow_ups_of(actor))
    for follow_up in owned:
        when = follow_up.due_on or follow_up.review_on
        if when is not None and when < actor.today:
            late.append(follow_up)
        elif when == actor.today:
            now.append(follow_up)
        else:
            later.append(follow_up)
    told_by_others = frozenset(
        each.pk
        for each in owned
        if each.kind == FollowUpKind.QUESTION and not passes(check_may_tell, each, by=actor)
    )
    return Duties(
        late=late, today=now, later=sorted(later, key=_when), told_by_others=told_by_others
    )


def _when(follow_up: FollowUp) -> tuple[bool, date]:
    when = follow_up.due_on or follow_up.review_on
    return (when is None, when or date.max)


@dataclass(frozen=True, kw_only=True)
class NextMeeting:
    """A meeting that comes, with how far it is.

    ``referred`` is what other bodies put to any body of the actor, ``over`` the posts of a budget
    that the actor has to explain, ``to_sign`` the papers that wait for a sign-off, ``lines`` those
    of annual plans to see to, ``overdue`` the reports that should have been made, ``after`` what
    waits after meetings; each row tells the same. ``sends_out``: the actor convenes it.
    """

    meeting: Meeting
    items: int
    returning: int
    referred: int
    over: int
    to_sign: int
    lines: int
    overdue: int
    after: int
    days: int
    deadlines: Deadlines | None
    sends_out: bool


def next_meetings(actor: Actor) -> list[NextMeeting]:
    """Give the next meetings ``actor`` may know of, practice left out; one query.

    Counts what the actor may read, never more.
    """
    meetings = _meetings_ahead(actor)
    return [
        NextMeeting(
            meeting=meeting,
            items=meeting.items_shown,  # type: ignore[attr-defined]
            returning=meeting.returning,  # type: ignore[attr-defined]
            referred=meeting.referred,  # type: ignore[attr-defined]
            over=meeting.over,  # type: ignore[attr-defined]
            to_sign=meeting.to_sign,  # type: ignore[attr-defined]
            lines=meeting.lines,  # type: ignore[attr-defined]
            overdue=meeting.overdue,  # type: ignore[attr-defined]
            after=meeting.after,  # type: ignore[attr-defined]
            days=(meeting.date - actor.today).days,
            deadlines=deadlines_of(meeting, on=actor.today) if actor.seats else None,
            sends_out=actor.may(Permission.PLAN_MEETING, within=meeting.body),
        )
        for meeting in meetings
    ]


@prepared
def _meetings_ahead(actor: Actor) -> MeetingQuerySet:
    from_bodies = Q(body__in=sorted(actor.body_ids)) if actor.seats else Q()
    items = AgendaItem.objects.visible_to(actor).filter(meeting=OuterRef("pk"))
    returning = FollowUp.objects.visible_to(actor).filter(
        body=OuterRef("body"), opened_on__lt=OuterRef("date"), state="open", is_practice=False
    )
    return (
        Meeting.objects.visible_to(actor)
        .filter(from_bodies, is_practice=False)
        .annotate(items_shown=_count_of(items), returning=_count_of(returning))
        .annotate(to_sign=_count_of(to_sign_off(actor)))
        .annotate(referred=_count_of(Referral.objects.waiting_for(actor)))
        .annotate(over=_count_of(over_budget(actor)) if _keeps_budget(actor) else Value(0))
        .annotate(lines=_count_of(lines_to_see_to(actor)) if actor.seats else Value(0))
        .annotate(overdue=_count_of(duties_overdue(actor)) if _steers(actor) else Value(0))
        .annotate(after=sum(map(_count_of, after_meetings(actor)), start=Value(0)))
        .upcoming(actor.today)
        .select_related("body")[:MEETINGS_SHOWN]
    )


def referred_to(actor: Actor, meetings: Sequence[NextMeeting]) -> int:
    """Count what other bodies put to any body of ``actor``; no query where a meeting tells it."""
    if meetings or not actor.seats:
        return sum(row.referred for row in meetings[:1])
    return Referral.objects.waiting_for(actor).count()


def posts_over(actor: Actor, meetings: Sequence[NextMeeting]) -> int:
    """Count what is over budget and not explained; no query where a meeting tells it."""
    if meetings or not _keeps_budget(actor):
        return sum(row.over for row in meetings[:1])
    return over_budget(actor).count()


def papers_to_sign(actor: Actor, meetings: Sequence[NextMeeting]) -> int:
    """Count what waits for the sign-off of ``actor``; no query where a meeting tells it."""
    if meetings or not actor.seats:
        return sum(row.to_sign for row in meetings[:1])
    return to_sign_off(actor).count()


def plan_lines(actor: Actor, meetings: Sequence[NextMeeting]) -> int:
    """Count the lines of annual plans to see to; no query where a meeting tells it."""
    if meetings or not actor.seats:
        return sum(row.lines for row in meetings[:1])
    return lines_to_see_to(actor).count()


def reports_overdue(actor: Actor, meetings: Sequence[NextMeeting]) -> int:
    """Count what should have been made this year; no query where a meeting tells it."""
    if meetings or not _steers(actor):
        return sum(row.overdue for row in meetings[:1])
    return duties_overdue(actor).count()


def _steers(actor: Actor) -> bool:
    return bool(actor.networks_with(Permission.STEER_PROJECTS))


def waits_after(actor: Actor, meetings: Sequence[NextMeeting]) -> int:
    """Count what waits for ``actor`` after meetings; one query, none where a meeting tells it."""
    if meetings:
        return meetings[0].after
    parts = [rows.order_by().values_list("pk") for rows in after_meetings(actor)]
    return parts[0].union(*parts[1:], all=True).count() if parts else 0


def _keeps_budget(actor: Actor) -> bool:
    return bool(actor.networks_with(Permission.KEEP_BUDGET))


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    """Count ``rows``, which refer to the row asked for."""
    counted = rows.order_by().values(every=Value(1)).annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def to_record(actor: Actor) -> list[Meeting]:
    """Give held meetings whose decision list ``actor`` still has to publish; one query."""
    return [
        meeting
        for meeting in _unpublished(actor)
        if actor.may(Permission.PUBLISH_DECISIONS, within=meeting.body)
    ]


@prepared
def _unpublished(actor: Actor) -> MeetingQuerySet:
    return (
        Meeting.objects.visible_to(actor)
        .filter(
            state__in=[MeetingState.CONVENED, MeetingState.HELD],
            date__lte=actor.today,
            date__gt=actor.today - timedelta(days=120),
            published_at=None,
            is_practice=False,
        )
        .select_related("body")
    )


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A decision with the address of the list it stands on, empty while that is not public."""

    decision: Decision
    url: str


def what_changed(actor: Actor) -> list[Decided]:
    """Give the latest decisions ``actor`` may read, newest first; one query."""
    return [Decided(decision=each, url=_list_of(each)) for each in _latest_decisions(actor)]


@prepared
def _latest_decisions(actor: Actor) -> DecisionQuerySet:
    found = recent(actor=actor, limit=DECISIONS_SHOWN)
    return found.select_related("draft__item__meeting__body")


def _list_of(decision: Decision) -> str:
    if not hasattr(decision, "draft"):
        return ""
    meeting: Meeting = decision.draft.item.meeting
    if not meeting.is_published:
        return ""
    return reverse("meetings:decision_list", args=[meeting.body.slug, meeting.slug])
